/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/recorder.h"

#include "acquisition/capture/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define SYNC_NS    250000000
#define PAIR_NS    5000000000
#define JUMP_NS    50000000
#define STANDING_S 0.2  /* both feet on for so long: the recording begins */
#define LEFT_S     3.0  /* both feet off for so long: it ends */
#define GAP_MAX_S  60.0 /* a longer one ends the recording */

int recorder_init(struct recorder *recorder, struct journal *journal,
		  const struct recording_info *info, const struct capture_options *options,
		  size_t block_frames, struct error *err)
{
	*recorder = (struct recorder){
		.journal = journal,
		.clock = options->clock,
		.tap = options->tap,
		.rate_hz = info->rate_hz,
		.auto_stop = options->auto_stop,
		.frames_max = options->max_s > 0 ? (int64_t)llrint(options->max_s * info->rate_hz)
						 : INT64_MAX,
		.recording = !options->auto_start,
		.first_frame = -1,
	};
	observer_init(&recorder->observer, info, options->on_plate_n);
	if (recorder->recording)
		return 0;
	return preroll_init(&recorder->preroll, info->channels, block_frames, info->rate_hz, err);
}

void recorder_reset(struct recorder *recorder)
{
	preroll_reset(&recorder->preroll);
}

static bool is_over(const struct recorder *recorder)
{
	return recorder->stop_reason || recorder->code;
}

static int64_t now(const struct recorder *recorder)
{
	return recorder->clock->monotonic_ns(recorder->clock->ctx);
}

static void write_gap(struct recorder *recorder, const struct note *note)
{
	int64_t frames = note->gap_frames;

	if (frames > recorder->frames_max - recorder->frames)
		frames = recorder->frames_max - recorder->frames;
	recorder->code = journal_gap(recorder->journal, frames, note->cause, 0, &note->stamp,
				     &recorder->error);
	if (recorder->code)
		return;
	recorder->frames += frames;
	recorder->gap_frames += frames;
	recorder->gaps++;
}

static void write_samples(struct recorder *recorder, const struct note *note, const int32_t *counts)
{
	int64_t room = recorder->frames_max - recorder->frames;
	size_t frames = (int64_t)note->frames < room ? note->frames : (size_t)room;

	if (recorder->first_frame < 0)
		recorder->first_frame = note->first_frame;
	if (frames)
		recorder->code = journal_append(recorder->journal, counts, frames, &note->stamp,
						&recorder->error);
	if (!recorder->code) {
		if (recorder->tap)
			tap_give(recorder->tap, recorder->frames, counts, frames);
		recorder->frames += (int64_t)frames;
	}
	if (recorder->frames >= recorder->frames_max)
		recorder->stop_reason = "max-time";
}

/* Both feet stand: what was kept is the beginning. */
static void begin(struct recorder *recorder)
{
	struct note note;
	const int32_t *counts;

	recorder->recording = true;
	while (!is_over(recorder) && preroll_take(&recorder->preroll, &note, &counts))
		write_samples(recorder, &note, counts);
}

static void wait_for_feet(struct recorder *recorder, const struct note *note, const int32_t *counts)
{
	const struct observer *observer = &recorder->observer;

	/* nothing is being recorded: what is kept begins after the loss */
	if (note->gap_frames)
		preroll_clear(&recorder->preroll);
	if (!note->frames)
		return;
	preroll_add(&recorder->preroll, note, counts, observer_sees_any(observer));
	if (observer_sees_all(observer))
		recorder->both_on_s += (double)note->frames / recorder->rate_hz;
	else
		recorder->both_on_s = 0;
	if (recorder->both_on_s >= STANDING_S)
		begin(recorder);
}

static void watch_leaving(struct recorder *recorder, size_t frames)
{
	recorder->was_on |= observer_sees_all(&recorder->observer);
	if (!recorder->was_on || observer_sees_any(&recorder->observer))
		recorder->all_off_s = 0;
	else
		recorder->all_off_s += (double)frames / recorder->rate_hz;
	if (recorder->auto_stop && recorder->all_off_s >= LEFT_S && !recorder->stop_reason)
		recorder->stop_reason = "stepped-off";
}

static void record(struct recorder *recorder, const struct note *note, const int32_t *counts)
{
	if (note->gap_frames && recorder->frames) {
		if ((double)note->gap_frames > GAP_MAX_S * recorder->rate_hz) {
			recorder->stop_reason = "gap";
			return;
		}
		write_gap(recorder, note);
	}
	if (recorder->code || !note->frames)
		return;
	write_samples(recorder, note, counts);
	watch_leaving(recorder, note->frames);
}

void recorder_take(struct recorder *recorder, const struct note *note, const int32_t *counts)
{
	if (is_over(recorder))
		return;
	recorder->device_counter = note->stamp.device_counter;
	observer_take(&recorder->observer, counts, note->frames);
	if (recorder->recording)
		record(recorder, note, counts);
	else
		wait_for_feet(recorder, note, counts);
}

void recorder_mark(struct recorder *recorder, const char *kind, const char *text,
		   int64_t monotonic_ns)
{
	struct journal_stamp stamp = {.device_counter = recorder->device_counter,
				      .monotonic_ns = monotonic_ns};

	if (!recorder->code)
		recorder->code =
			journal_event(recorder->journal, kind, text, &stamp, &recorder->error);
}

/* Wall time is written beside monotonic time and never moves a sample; a jump is marked. */
static void pair_clocks(struct recorder *recorder)
{
	int64_t monotonic_ns = now(recorder);
	int64_t realtime_ns = recorder->clock->realtime_ns(recorder->clock->ctx);
	int64_t offset_ns = realtime_ns - monotonic_ns;
	int64_t jump_ns = recorder->paired_ns ? offset_ns - recorder->realtime_offset_ns : 0;
	char text[64];

	if (recorder->code)
		return;
	recorder->code = journal_clock(recorder->journal, monotonic_ns, realtime_ns,
				       recorder->device_counter, &recorder->error);
	if (llabs(jump_ns) > JUMP_NS) {
		snprintf(text, sizeof(text), "the wall clock moved by %+.3f s",
			 (double)jump_ns * 1e-9);
		recorder_mark(recorder, "clock-jump", text, monotonic_ns);
	}
	recorder->paired_ns = monotonic_ns;
	recorder->realtime_offset_ns = offset_ns;
}

void recorder_start(struct recorder *recorder)
{
	recorder->synced_ns = now(recorder);
	pair_clocks(recorder);
}

void recorder_keep(struct recorder *recorder)
{
	int64_t now_ns = now(recorder);

	if (now_ns - recorder->paired_ns >= PAIR_NS)
		pair_clocks(recorder);
	if (recorder->code || now_ns - recorder->synced_ns < SYNC_NS)
		return;
	recorder->synced_ns = now_ns;
	recorder->code = journal_sync(recorder->journal, &recorder->error);
}

void recorder_finish(struct recorder *recorder)
{
	struct error closing;
	int ret;

	pair_clocks(recorder);
	ret = journal_close(recorder->journal, &closing);
	recorder->journal = NULL;
	if (ret && !recorder->code) {
		recorder->code = ret;
		recorder->error = closing;
	}
}
