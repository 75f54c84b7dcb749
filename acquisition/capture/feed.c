/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/feed.h"

#include <errno.h>
#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

enum { READ_TIMEOUT_MS = 100, FEED_PRIORITY = 50, STACK_BYTES = 1 << 20 };
#define BLOCK_S 0.02 /* of samples asked for at once */

int feed_init(struct feed *feed, struct source *source, double ring_s,
	      const struct capture_clock *clock, struct error *err)
{
	const struct recording_info *info = source_info(source);
	size_t frames = (size_t)ceil(info->rate_hz * ring_s);
	int ret;

	*feed = (struct feed){.source = source, .clock = clock, .channels = info->channels};
	feed->waits = source_waits(source);
	feed->expected = -1;
	feed->block_frames = (size_t)ceil(info->rate_hz * BLOCK_S);
	ret = ring_new(&feed->samples, feed->channels * sizeof(int32_t), frames, err);
	if (ret)
		return ret;
	ret = ring_new(&feed->notes, sizeof(struct note), 1024 + frames / FRAMES_A_NOTE, err);
	if (ret)
		return ret;
	ret = pinned_new(&feed->counts, feed->block_frames * feed->channels * sizeof(int32_t), err);
	return ret ? ret : pinned_new(&feed->stack, STACK_BYTES, err);
}

void feed_reset(struct feed *feed)
{
	ring_free(feed->samples);
	ring_free(feed->notes);
	pinned_free(&feed->counts);
	pinned_free(&feed->stack);
}

static void rest_1_ms(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static void note_peak(struct feed *feed)
{
	size_t used = ring_used(feed->samples);

	if (used > atomic_load_explicit(&feed->peak, memory_order_relaxed))
		atomic_store_explicit(&feed->peak, used, memory_order_relaxed);
}

/* The cause and the time of a loss are those of its beginning; the doubts about its parts add up.
 */
static void lose(struct feed *feed, int64_t frames, int64_t uncertainty, const char *cause,
		 const struct journal_stamp *stamp)
{
	if (!feed->lost.gap_frames) {
		feed->lost.cause = cause;
		feed->lost.stamp = *stamp;
	}
	feed->lost.gap_frames += frames;
	feed->lost.gap_uncertainty += uncertainty;
}

/* Room for frames samples, for the loss before them and for their own note. */
static bool has_room(const struct feed *feed, size_t frames)
{
	return ring_capacity(feed->notes) - ring_used(feed->notes) >= 2 &&
	       ring_capacity(feed->samples) - ring_used(feed->samples) >= frames;
}

/* The newest samples are those that are lost when the ring is full; a loss is told once there is
 * room for what comes after it. */
static void push_block(struct feed *feed, struct note *note)
{
	size_t frames = note->frames;

	if (!has_room(feed, 1)) {
		lose(feed, (int64_t)frames, 0, "ring-overrun", &note->stamp);
		return;
	}
	if (feed->lost.gap_frames) {
		ring_push(feed->notes, &feed->lost, 1);
		feed->lost = (struct note){0};
	}
	note->frames = ring_push(feed->samples, feed->counts.bytes, frames);
	note_peak(feed);
	ring_push(feed->notes, note, 1);
	if (note->frames < frames)
		lose(feed, (int64_t)(frames - note->frames), 0, "ring-overrun", &note->stamp);
}

static struct journal_stamp stamp_of(const struct feed *feed, const struct source_block *block)
{
	return (struct journal_stamp){
		.device_counter = block->device_counter,
		.monotonic_ns = feed->clock->monotonic_ns(feed->clock->ctx),
		.status_bits = block->status_bits,
	};
}

/* A jump past the end of what came before; the first block of all begins the count. */
static void take_jump(struct feed *feed, const struct source_block *block,
		      const struct journal_stamp *stamp)
{
	if (feed->expected >= 0 && block->first_frame > feed->expected)
		lose(feed, block->first_frame - feed->expected, block->gap_uncertainty,
		     block->gap_cause ? block->gap_cause : "unknown", stamp);
}

static int take_block(struct feed *feed, const struct source_block *block)
{
	struct note note = {.frames = block->frames,
			    .first_frame = block->first_frame,
			    .stamp = stamp_of(feed, block),
			    .has_sync = block->has_sync && block->frames <= SYNC_FRAMES_MAX,
			    .sync_levels = block->sync_levels,
			    .clock = block->clock};

	if (block->first_frame < feed->expected)
		return fail(&feed->error, HINGE_EDEVICE,
			    "the device went back from frame %lld to %lld",
			    (long long)feed->expected, (long long)block->first_frame);
	take_jump(feed, block, &note.stamp);
	feed->expected = block->first_frame + (int64_t)block->frames;
	while (feed->waits && !has_room(feed, block->frames) && !atomic_load(&feed->abandon))
		rest_1_ms();
	push_block(feed, &note);
	atomic_fetch_add_explicit(&feed->source_frames, (int64_t)block->frames,
				  memory_order_relaxed);
	return 0;
}

static void take_end(struct feed *feed, const struct source_block *block)
{
	struct journal_stamp stamp = stamp_of(feed, block);

	take_jump(feed, block, &stamp);
	feed->source_ended = true;
}

static void *feed_run(void *ctx)
{
	struct feed *feed = ctx;

	while (!atomic_load(&feed->stop) && !feed->code) {
		struct source_block block = {0};
		int64_t got = source_read(feed->source, feed->counts.bytes, feed->block_frames,
					  &block, READ_TIMEOUT_MS, &feed->error);

		if (got == SOURCE_END) {
			take_end(feed, &block);
			break;
		}
		if (got < 0)
			feed->code = (int)got;
		else if (got > 0)
			feed->code = take_block(feed, &block);
	}
	atomic_store_explicit(&feed->ended, true, memory_order_release);
	return NULL;
}

bool feed_is_locked(const struct feed *feed)
{
	return ring_is_locked(feed->samples) && ring_is_locked(feed->notes) &&
	       feed->counts.locked && feed->stack.locked;
}

static rlim_t limit(__rlimit_resource_t resource)
{
	struct rlimit limit = {0};

	getrlimit(resource, &limit);
	return limit.rlim_cur;
}

/* Which limits stand in the way, and how far. */
static void note_limits(struct feed *feed)
{
	size_t bytes = ring_bytes(feed->samples) + ring_bytes(feed->notes) + feed->counts.size +
		       feed->stack.size;
	char *text = feed->warning;
	int used;

	if (feed->realtime && feed_is_locked(feed))
		return;
	used = snprintf(text, FEED_WARNING_MAX, "a busy computer may cost samples:");
	if (!feed->realtime)
		used += snprintf(text + used, FEED_WARNING_MAX - (size_t)used,
				 " no realtime priority (RLIMIT_RTPRIO is %llu, needed are %d)",
				 (unsigned long long)limit(RLIMIT_RTPRIO), FEED_PRIORITY);
	if (!feed_is_locked(feed))
		snprintf(text + used, FEED_WARNING_MAX - (size_t)used,
			 "%s memory not locked (RLIMIT_MEMLOCK is %llu KiB, needed are %zu)",
			 feed->realtime ? "" : ",", (unsigned long long)limit(RLIMIT_MEMLOCK) >> 10,
			 bytes >> 10);
}

static int create_thread(struct feed *feed, bool realtime)
{
	struct sched_param param = {.sched_priority = FEED_PRIORITY};
	pthread_attr_t attributes;
	int ret;

	if (pthread_attr_init(&attributes))
		return ENOMEM;
	pthread_attr_setstack(&attributes, feed->stack.bytes, feed->stack.size);
	if (realtime) {
		pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
		pthread_attr_setschedpolicy(&attributes, SCHED_FIFO);
		pthread_attr_setschedparam(&attributes, &param);
	}
	ret = pthread_create(&feed->thread, &attributes, feed_run, feed);
	pthread_attr_destroy(&attributes);
	return ret;
}

int feed_start(struct feed *feed, struct error *err)
{
	/* what waits for its reader needs no precedence over it */
	feed->realtime = !feed->waits && !create_thread(feed, true);
	if (!feed->realtime && create_thread(feed, false))
		return fail(err, HINGE_ENOMEM, "cannot start the thread that reads the device");
	feed->started = true;
	if (!feed->waits)
		note_limits(feed);
	return 0;
}

void feed_join(struct feed *feed)
{
	if (feed->started)
		pthread_join(feed->thread, NULL);
	feed->started = false;
}
