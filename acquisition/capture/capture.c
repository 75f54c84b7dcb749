/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture.h"

#include "acquisition/capture/describe.h"
#include "acquisition/capture/recorder/writer.h"
#include "acquisition/capture/system_clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void capture_options_init(struct capture_options *options)
{
	*options = (struct capture_options){.on_plate_n = 40, .ring_s = 30};
}

static int init_lock(struct capture *capture, struct error *err)
{
	pthread_condattr_t attributes;

	if (pthread_mutex_init(&capture->lock, NULL) || pthread_condattr_init(&attributes))
		return fail(err, HINGE_ENOMEM, "no memory for a lock");
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&capture->ended, &attributes);
	pthread_condattr_destroy(&attributes);
	return 0;
}

static void capture_free(struct capture *capture)
{
	feed_reset(&capture->feed);
	recorder_reset(&capture->recorder);
	free(capture->counts);
	pthread_cond_destroy(&capture->ended);
	pthread_mutex_destroy(&capture->lock);
	free(capture);
}

static void set_defaults(struct capture_options *options)
{
	struct capture_options fallback;

	capture_options_init(&fallback);
	if (!(options->on_plate_n > 0))
		options->on_plate_n = fallback.on_plate_n;
	if (!(options->ring_s > 0))
		options->ring_s = fallback.ring_s;
	if (!options->clock)
		options->clock = &system_clock;
}

static int make_journal(struct capture *capture, struct source *source, struct error *err)
{
	const struct capture_options *options = &capture->options;
	struct recording_info info;
	struct journal *journal;
	int ret;

	recording_info_init(&info);
	ret = capture_describe(&info, source_info(source), options->who, err);
	if (ret)
		goto out;
	if (!info.start_time[0])
		format_utc(info.start_time, options->clock->realtime_ns(options->clock->ctx));
	ret = journal_create(&journal, options->journal_path, &info, options->min_free_bytes, err);
	if (ret)
		goto out;
	ret = recorder_init(&capture->recorder, journal, &info, options, capture->feed.block_frames,
			    err);
	if (ret)
		journal_close(journal, NULL);
out:
	recording_info_reset(&info);
	return ret;
}

static int start_threads(struct capture *capture, struct error *err)
{
	int ret = feed_start(&capture->feed, err);

	if (ret)
		return ret;
	if (pthread_create(&capture->writer, NULL, writer_run, capture)) {
		atomic_store(&capture->feed.stop, true);
		atomic_store(&capture->feed.abandon, true);
		feed_join(&capture->feed);
		return fail(err, HINGE_ENOMEM, "cannot start the thread that writes");
	}
	return 0;
}

static void init_status(struct capture *capture, double rate_hz)
{
	capture->status = (struct capture_status){
		.phase = capture->options.auto_start ? CAPTURE_ARMED : CAPTURE_RECORDING,
		.first_frame = -1,
		.rate_hz = rate_hz,
		.drift_ppm = NAN,
		.drift_sd_ppm = NAN,
		.moved_n = {NAN, NAN},
		.ring_capacity = ring_capacity(capture->feed.samples),
	};
}

int capture_start(struct capture **out, struct source *source,
		  const struct capture_options *options, struct error *err)
{
	struct capture *capture = calloc(1, sizeof(*capture));
	int ret;

	if (!capture)
		return fail(err, HINGE_ENOMEM, "no memory for a recording");
	capture->options = *options;
	set_defaults(&capture->options);
	ret = init_lock(capture, err);
	if (ret) {
		free(capture);
		return ret;
	}
	ret = feed_init(&capture->feed, source, capture->options.ring_s, capture->options.clock,
			err);
	if (ret)
		goto out;
	capture->counts = malloc(capture->feed.block_frames * capture->feed.channels *
				 sizeof(*capture->counts));
	if (!capture->counts) {
		ret = fail(err, HINGE_ENOMEM, "no memory for a block of samples");
		goto out;
	}
	init_status(capture, source_info(source)->rate_hz);
	ret = make_journal(capture, source, err);
	if (ret)
		goto out;
	ret = start_threads(capture, err);
	if (ret) {
		journal_close(capture->recorder.journal, NULL);
		goto out;
	}
	*out = capture;
	capture = NULL;
out:
	if (capture)
		capture_free(capture);
	return ret;
}

/* A status may be asked for through a pointer to const; the lock is no part of what it says. */
static pthread_mutex_t *lock_of(const struct capture *capture)
{
	return (pthread_mutex_t *)&capture->lock;
}

void capture_status(const struct capture *capture, struct capture_status *status)
{
	const struct feed *feed = &capture->feed;

	pthread_mutex_lock(lock_of(capture));
	*status = capture->status;
	pthread_mutex_unlock(lock_of(capture));
	status->source_frames = atomic_load(&feed->source_frames);
	status->ring_peak = atomic_load(&feed->peak);
	status->realtime = feed->realtime;
	status->locked = feed_is_locked(feed);
	memcpy(status->warning, feed->warning, sizeof(status->warning));
	status->trouble = source_trouble(feed->source);
	if (status->trouble)
		status->left_n = status->right_n = NAN;
}

static bool has_ended(const struct capture *capture)
{
	return capture->status.phase == CAPTURE_DONE || capture->status.phase == CAPTURE_FAILED;
}

int capture_mark(struct capture *capture, const char *kind, const char *text, struct error *err)
{
	const struct capture_clock *clock = capture->options.clock;
	int64_t now_ns = clock->monotonic_ns(clock->ctx);
	int ret;

	pthread_mutex_lock(&capture->lock);
	ret = has_ended(capture) ? fail(err, HINGE_EREFUSED, "the recording has ended")
				 : marks_add(&capture->marks, kind, text, now_ns, err);
	pthread_mutex_unlock(&capture->lock);
	return ret;
}

void capture_stop(struct capture *capture)
{
	const struct capture_clock *clock = capture->options.clock;

	if (capture->options.gate)
		gate_end(capture->options.gate, clock->monotonic_ns(clock->ctx));
	atomic_store(&capture->feed.stop, true);
}

int capture_wait(struct capture *capture, int timeout_ms)
{
	struct timespec until;
	int late = 0, ended;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += timeout_ms / 1000;
	until.tv_nsec += (timeout_ms % 1000) * 1000000L;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&capture->lock);
	while (!has_ended(capture) && !late)
		late = pthread_cond_timedwait(&capture->ended, &capture->lock, &until);
	ended = has_ended(capture);
	pthread_mutex_unlock(&capture->lock);
	return ended;
}

int capture_close(struct capture *capture, struct capture_status *last, struct error *err)
{
	struct capture_status status;

	capture_stop(capture);
	pthread_join(capture->writer, NULL);
	feed_join(&capture->feed);
	capture_status(capture, &status);
	capture_free(capture);
	if (last)
		*last = status;
	if (status.code && err)
		*err = status.error;
	return status.code;
}
