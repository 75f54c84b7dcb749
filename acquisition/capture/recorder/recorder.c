/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/recorder/recorder_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SYNC_NS    250000000
#define PAIR_NS    5000000000
#define STANDING_S 0.2    /* both feet on for so long: the recording begins */
#define LEFT_S     3.0    /* both feet off for so long: it ends */
#define LATE_S     0.02   /* of samples have been taken when they come in */
#define CLOCKS_OFF 100e-6 /* of the device and of the computer */

int recorder_init(struct recorder *recorder, struct journal *journal,
		  const struct recording_info *info, const struct capture_options *options,
		  size_t block_frames, struct error *err)
{
	*recorder = (struct recorder){
		.journal = journal,
		.clock = options->clock,
		.tap = options->tap,
		.gate = options->gate,
		.gate_member = options->gate_member,
		.rate_hz = info->rate_hz,
		.channels = info->channels,
		.auto_stop = options->auto_stop,
		.frames_max = options->max_s > 0 ? (int64_t)llrint(options->max_s * info->rate_hz)
						 : INT64_MAX,
		.recording = !options->auto_start,
		.first_frame = -1,
		.sync_level = -1,
	};
	observer_init(&recorder->observer, info, options->on_plate_n);
	empty_init(&recorder->empty, info, options->on_plate_n);
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

/* Both feet stand: what was kept is the beginning. */
static void begin(struct recorder *recorder)
{
	struct note note;
	const int32_t *counts;

	recorder->recording = true;
	while (!is_over(recorder) && preroll_take(&recorder->preroll, &note, &counts))
		write_samples(recorder, &note, counts);
}

/* A foot on any plate of the set. */
static bool sees_any(struct recorder *recorder)
{
	struct capture_gate *gate = recorder->gate;
	bool own = observer_sees_any(&recorder->observer);

	if (!gate)
		return own;
	gate->member[recorder->gate_member].contact = own;
	return gate_sees_any(gate);
}

/* All plates of the set are stood on. */
static bool all_stand(struct recorder *recorder)
{
	struct capture_gate *gate = recorder->gate;
	bool own = recorder->both_on_s >= STANDING_S;

	if (!gate)
		return own;
	gate->member[recorder->gate_member].standing = own;
	return gate_opens(gate);
}

static bool all_have_left(struct recorder *recorder)
{
	struct capture_gate *gate = recorder->gate;
	bool own = recorder->all_off_s >= LEFT_S;

	if (!gate)
		return own;
	gate->member[recorder->gate_member].left = own;
	return gate_all_left(gate);
}

static void wait_for_feet(struct recorder *recorder, const struct note *note, const int32_t *counts)
{
	const struct observer *observer = &recorder->observer;

	/* nothing is being recorded: what is kept begins after the loss */
	if (note->gap_frames)
		preroll_clear(&recorder->preroll);
	if (!note->frames)
		return;
	preroll_add(&recorder->preroll, note, counts, sees_any(recorder));
	if (observer_sees_all(observer))
		recorder->both_on_s += (double)note->frames / recorder->rate_hz;
	else
		recorder->both_on_s = 0;
	if (all_stand(recorder))
		begin(recorder);
}

static void watch_leaving(struct recorder *recorder, size_t frames)
{
	recorder->was_on |= observer_sees_all(&recorder->observer);
	if (!recorder->was_on || observer_sees_any(&recorder->observer))
		recorder->all_off_s = 0;
	else
		recorder->all_off_s += (double)frames / recorder->rate_hz;
	if (recorder->auto_stop && all_have_left(recorder) && !recorder->stop_reason)
		recorder->stop_reason = "stepped-off";
}

static void record(struct recorder *recorder, const struct note *note, const int32_t *counts)
{
	if (note->gap_frames && recorder->frames) {
		if ((double)note->gap_frames > GAP_MAX_S * recorder->rate_hz) {
			recorder->stop_reason = "gap";
			if (!strcmp(note->cause, "unplugged"))
				recorder_interrupt(recorder, note->cause);
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
	recorder->heard_ns = note->stamp.monotonic_ns;
	recorder->taken_frames += note->gap_frames + (int64_t)note->frames;
	if (recorder->gate)
		recorder->gate->member[recorder->gate_member].at_us =
			(int64_t)((double)recorder->taken_frames / recorder->rate_hz * 1e6);
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

void recorder_interrupt(struct recorder *recorder, const char *text)
{
	recorder->interrupted = true;
	recorder_mark(recorder, "interrupted", text, now(recorder));
}

/* Nothing is known of the rest, up to then or the greatest length. */
static void lose_until(struct recorder *recorder, int64_t end_ns)
{
	double gone_s = (double)(end_ns - recorder->heard_ns) * 1e-9;
	double off_s = LATE_S + gone_s * CLOCKS_OFF;
	struct note note = {
		.gap_frames = llround(gone_s * recorder->rate_hz),
		.gap_uncertainty = (int64_t)ceil(off_s * recorder->rate_hz) + 1,
		.cause = recorder->gone,
		.stamp = {.device_counter = recorder->device_counter, .monotonic_ns = end_ns}};

	if (recorder->frames && recorder->frames < recorder->frames_max && note.gap_frames > 0)
		write_gap(recorder, &note);
}

void recorder_miss(struct recorder *recorder, const char *trouble)
{
	int64_t now_ns = now(recorder);
	double gone_s = (double)(now_ns - recorder->heard_ns) * 1e-9;
	double reached = (double)recorder->frames + gone_s * recorder->rate_hz;

	if (is_over(recorder) || !recorder->recording)
		return;
	if (reached >= (double)recorder->frames_max)
		recorder->stop_reason = "max-time";
	else if (gone_s > GAP_MAX_S)
		recorder->stop_reason = "gap";
	else
		return;
	recorder->gone = trouble;
	if (reached >= (double)recorder->frames_max)
		lose_until(recorder, now_ns);
	recorder_interrupt(recorder, trouble);
}

void recorder_leave(struct recorder *recorder)
{
	int64_t end_ns;

	if (!recorder->gate)
		return;
	end_ns = gate_end(recorder->gate, recorder->gone ? now(recorder) : recorder->heard_ns);
	if (recorder->gone && recorder->recording && !recorder->code)
		lose_until(recorder, end_ns);
	recorder->gate->member[recorder->gate_member].left = true;
	recorder->gate->member[recorder->gate_member].gone = true;
}

void recorder_start(struct recorder *recorder)
{
	recorder->synced_ns = recorder->heard_ns = now(recorder);
	write_wall_time(recorder);
}

void recorder_keep(struct recorder *recorder)
{
	int64_t now_ns = now(recorder);

	if (now_ns - recorder->paired_ns >= PAIR_NS)
		write_wall_time(recorder);
	if (recorder->code || now_ns - recorder->synced_ns < SYNC_NS)
		return;
	recorder->synced_ns = now_ns;
	recorder->code = journal_sync(recorder->journal, &recorder->error);
}

static void tell_empty(struct recorder *recorder, const char *kind, const struct empty_sums *sums)
{
	char text[EMPTY_TEXT_MAX];

	empty_format(&recorder->empty, sums, text);
	recorder_mark(recorder, kind, text, now(recorder));
}

void recorder_finish(struct recorder *recorder)
{
	const struct empty_plates *empty = &recorder->empty;
	struct error closing;
	int ret;

	if (empty_knows_before(empty))
		tell_empty(recorder, JOURNAL_ZERO_BEFORE, &empty->before);
	if (empty_knows_after(empty))
		tell_empty(recorder, JOURNAL_ZERO_AFTER, &empty->after);
	write_wall_time(recorder);
	ret = journal_close(recorder->journal, &closing);
	recorder->journal = NULL;
	if (ret && !recorder->code) {
		recorder->code = ret;
		recorder->error = closing;
	}
}
