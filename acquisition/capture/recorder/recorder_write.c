/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/recorder/recorder_parts.h"

#include "acquisition/capture/tap.h"

#include <stdio.h>
#include <stdlib.h>

#define JUMP_NS        50000000
#define DEVICE_PAIR_NS 100000000 /* pairs that come faster say nothing new */

void write_gap(struct recorder *recorder, const struct note *note)
{
	int64_t room = recorder->frames_max - recorder->frames;
	struct gap gap = {.frames = note->gap_frames < room ? note->gap_frames : room};

	snprintf(gap.cause, sizeof(gap.cause), "%s", note->cause);
	/* what the input did meanwhile is not known */
	recorder->sync_level = -1;
	recorder->code = journal_gap(recorder->journal, gap.frames, gap.cause,
				     note->gap_uncertainty, &note->stamp, &recorder->error);
	if (recorder->code)
		return;
	recorder->interrupted |= gap_interrupts(&gap, recorder->rate_hz);
	recorder->frames += gap.frames;
	recorder->gap_frames += gap.frames;
	recorder->gaps++;
}

static void write_frames(struct recorder *recorder, const struct note *note, const int32_t *counts,
			 size_t from, size_t to)
{
	if (recorder->code || from == to)
		return;
	recorder->code = journal_append(recorder->journal, counts + from * recorder->channels,
					to - from, &note->stamp, &recorder->error);
	if (recorder->code)
		return;
	if (recorder->tap)
		tap_give(recorder->tap, recorder->frames, counts + from * recorder->channels,
			 to - from, note->stamp.monotonic_ns);
	recorder->frames += (int64_t)(to - from);
}

/* An edge is a mark at the first frame of the new level. */
static void write_synced(struct recorder *recorder, const struct note *note, const int32_t *counts,
			 size_t frames)
{
	size_t from = 0;

	for (size_t f = 0; f < frames; f++) {
		int level = note->sync_levels >> f & 1;

		if (recorder->sync_level >= 0 && level != recorder->sync_level) {
			write_frames(recorder, note, counts, from, f);
			recorder_mark(recorder, "sync", level ? "rising" : "falling",
				      note->stamp.monotonic_ns);
			from = f;
		}
		recorder->sync_level = level;
	}
	write_frames(recorder, note, counts, from, frames);
}

static bool has_new_pair(const struct recorder *recorder, const struct source_clock *clock)
{
	return clock->round_trip_ns > 0 &&
	       (!recorder->device_paired_ns ||
		clock->monotonic_ns - recorder->device_paired_ns >= DEVICE_PAIR_NS);
}

/* Stands before the samples, so that its frame is the one whose counter the note has. */
static void write_device_clock(struct recorder *recorder, const struct note *note)
{
	const struct source_clock *clock = &note->clock;
	struct clock_pair pair = {.device_counter = note->stamp.device_counter,
				  .monotonic_ns = clock->monotonic_ns,
				  .realtime_ns = clock->monotonic_ns + recorder->realtime_offset_ns,
				  .device_ns = clock->device_ns,
				  .round_trip_ns = clock->round_trip_ns};

	if (recorder->code || !has_new_pair(recorder, clock))
		return;
	recorder->device_paired_ns = clock->monotonic_ns;
	clock_drift_add(&recorder->drift, &pair);
	if (recorder->tap) {
		pair.frame = recorder->frames;
		tap_give_clock(recorder->tap, &pair);
	}
	recorder->code = journal_clock(recorder->journal, &pair, &recorder->error);
}

void write_samples(struct recorder *recorder, const struct note *note, const int32_t *counts)
{
	int64_t room = recorder->frames_max - recorder->frames;
	size_t frames = (int64_t)note->frames < room ? note->frames : (size_t)room;

	if (recorder->first_frame < 0)
		recorder->first_frame = note->first_frame;
	write_device_clock(recorder, note);
	if (note->has_sync) {
		write_synced(recorder, note, counts, frames);
	} else {
		recorder->sync_level = -1;
		write_frames(recorder, note, counts, 0, frames);
	}
	empty_take(&recorder->empty, counts, frames);
	if (recorder->frames >= recorder->frames_max)
		recorder->stop_reason = "max-time";
}

void write_wall_time(struct recorder *recorder)
{
	const struct capture_clock *clock = recorder->clock;
	int64_t monotonic_ns = clock->monotonic_ns(clock->ctx);
	int64_t realtime_ns = clock->realtime_ns(clock->ctx);
	int64_t offset_ns = realtime_ns - monotonic_ns;
	int64_t jump_ns = recorder->paired_ns ? offset_ns - recorder->realtime_offset_ns : 0;
	struct clock_pair pair = {.device_counter = recorder->device_counter,
				  .monotonic_ns = monotonic_ns,
				  .realtime_ns = realtime_ns};
	char text[64];

	if (recorder->code)
		return;
	recorder->code = journal_clock(recorder->journal, &pair, &recorder->error);
	if (llabs(jump_ns) > JUMP_NS) {
		snprintf(text, sizeof(text), "the wall clock moved by %+.3f s",
			 (double)jump_ns * 1e-9);
		recorder_mark(recorder, "clock-jump", text, monotonic_ns);
	}
	recorder->paired_ns = monotonic_ns;
	recorder->realtime_offset_ns = offset_ns;
}
