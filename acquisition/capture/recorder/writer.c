/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/recorder/writer.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { REST_MS = 5 };

/* What the recorder has reached; under the lock. */
static void put_progress(struct capture_status *status, const struct recorder *recorder)
{
	status->frames = recorder->frames;
	status->gap_frames = recorder->gap_frames;
	status->gaps = recorder->gaps;
	status->first_frame = recorder->first_frame;
	status->elapsed_s = (double)recorder->frames / recorder->rate_hz;
	status->drift_ppm = clock_drift_ppm(&recorder->drift);
	status->drift_sd_ppm = clock_drift_sd_ppm(&recorder->drift);
	status->interrupted = recorder->interrupted;
	status->clipped_s = (double)recorder->empty.observer.clipped / recorder->rate_hz;
	observer_name_clipped(&recorder->empty.observer, status->clipped_cell,
			      sizeof(status->clipped_cell));
	empty_moved_n(&recorder->empty, status->moved_n);
}

static void publish(struct capture *capture)
{
	const struct recorder *recorder = &capture->recorder;
	struct capture_status *status = &capture->status;

	pthread_mutex_lock(&capture->lock);
	status->phase = recorder->recording ? CAPTURE_RECORDING : CAPTURE_ARMED;
	put_progress(status, recorder);
	status->durable_frames = journal_durable_frames(recorder->journal);
	status->left_n = recorder->observer.force_n[0];
	status->right_n = recorder->observer.force_n[1];
	pthread_mutex_unlock(&capture->lock);
}

static void write_marks(struct capture *capture)
{
	struct mark mark;
	bool any;

	do {
		pthread_mutex_lock(&capture->lock);
		any = marks_take(&capture->marks, &mark);
		pthread_mutex_unlock(&capture->lock);
		if (any)
			recorder_mark(&capture->recorder, mark.kind, mark.text, mark.monotonic_ns);
	} while (any);
}

/* One block from the ring to the journal; false = the ring is empty, or another device is behind.
 */
static bool take_note(struct capture *capture)
{
	struct feed *feed = &capture->feed;
	const struct recorder *recorder = &capture->recorder;
	struct note note;

	if (recorder->gate && feed->waits && gate_is_ahead(recorder->gate, recorder->gate_member))
		return false;
	if (!ring_pop(feed->notes, &note, 1))
		return false;
	ring_pop(feed->samples, capture->counts, note.frames);
	recorder_take(&capture->recorder, &note, capture->counts);
	return true;
}

/* A device that is gone may be gone for good: the recording ends without it. */
static void wait_for_device(struct capture *capture)
{
	const char *trouble = source_trouble(capture->feed.source);

	/* first the trouble, then the ring: what came before it is there */
	if (trouble && !ring_used(capture->feed.notes))
		recorder_miss(&capture->recorder, trouble);
}

/* Until the source or the recording is over. */
static void write_samples(struct capture *capture)
{
	struct recorder *recorder = &capture->recorder;
	bool ended = false, left = true;

	while ((left || !ended) && !recorder->stop_reason && !recorder->code) {
		/* first the flag, then the ring: what is pushed before the flag is seen */
		ended = atomic_load_explicit(&capture->feed.ended, memory_order_acquire);
		bool taken = take_note(capture);
		left = taken || ring_used(capture->feed.notes);
		wait_for_device(capture);
		write_marks(capture);
		recorder_keep(recorder);
		publish(capture);
		if (!taken && (left || !ended))
			nanosleep(&(struct timespec){.tv_nsec = REST_MS * 1000000}, NULL);
	}
}

/* Why the source gave no more; its thread has ended. */
static void take_ending(struct capture *capture)
{
	struct feed *feed = &capture->feed;
	struct recorder *recorder = &capture->recorder;

	if (recorder->stop_reason || recorder->code)
		return;
	if (feed->lost.gap_frames)
		recorder_take(recorder, &feed->lost, capture->counts);
	recorder->stop_reason = feed->code           ? "error"
				: feed->source_ended ? "source-end"
						     : "stopped";
	recorder->gone = source_trouble(feed->source);
	if (feed->code)
		recorder_interrupt(recorder, feed->error.text);
	else if (recorder->gone)
		recorder_interrupt(recorder, recorder->gone);
}

static void publish_end(struct capture *capture, int64_t durable_frames)
{
	const struct recorder *recorder = &capture->recorder;
	const struct feed *feed = &capture->feed;
	struct capture_status *status = &capture->status;
	bool source_failed = recorder->stop_reason && !strcmp(recorder->stop_reason, "error");

	pthread_mutex_lock(&capture->lock);
	put_progress(status, recorder);
	status->durable_frames = durable_frames;
	if (recorder->code) {
		status->code = recorder->code;
		status->error = recorder->error;
	} else if (source_failed) {
		status->code = feed->code;
		status->error = feed->error;
	}
	snprintf(status->stop_reason, sizeof(status->stop_reason), "%s",
		 recorder->code ? "error" : recorder->stop_reason);
	status->phase = status->code ? CAPTURE_FAILED : CAPTURE_DONE;
	pthread_cond_broadcast(&capture->ended);
	pthread_mutex_unlock(&capture->lock);
}

void *writer_run(void *ctx)
{
	struct capture *capture = ctx;
	struct recorder *recorder = &capture->recorder;
	int64_t durable_frames;

	recorder_start(recorder);
	write_samples(capture);
	take_ending(capture);
	recorder_leave(recorder);
	atomic_store(&capture->feed.stop, true);
	atomic_store(&capture->feed.abandon, true);
	write_marks(capture);
	durable_frames = journal_durable_frames(recorder->journal);
	recorder_finish(recorder);
	publish_end(capture, recorder->code ? durable_frames : recorder->frames);
	return NULL;
}
