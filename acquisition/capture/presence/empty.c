/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/presence/empty.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double part_s = 0.25;  /* the last one or two before a contact do not count */
static const double settle_s = 0.5; /* after the last foot has left */
static const double before_s = 0.8, after_s = 0.5;
static const double range_max_n = 4;

void empty_init(struct empty_plates *empty, const struct recording_info *info, double on_plate_n)
{
	memset(empty, 0, sizeof(*empty));
	observer_init(&empty->observer, info, on_plate_n);
	empty->channels = info->channels;
	empty->rate_hz = info->rate_hz;
}

static void add_frames(struct empty_sums *sums, const struct empty_plates *empty,
		       const int32_t *counts, size_t frames)
{
	const double *force_n = empty->observer.force_n;

	for (size_t f = 0; f < frames; f++)
		for (size_t c = 0; c < empty->channels; c++)
			sums->count[c] += counts[f * empty->channels + c];
	for (int side = 0; side < 2; side++) {
		bool first = !sums->frames;

		sums->force_n[side] += force_n[side] * (double)frames;
		sums->lowest_n[side] =
			first ? force_n[side] : fmin(sums->lowest_n[side], force_n[side]);
		sums->highest_n[side] =
			first ? force_n[side] : fmax(sums->highest_n[side], force_n[side]);
	}
	sums->frames += (int64_t)frames;
}

static void add_sums(struct empty_sums *to, const struct empty_sums *from)
{
	bool first = !to->frames;

	if (!from->frames)
		return;
	for (size_t c = 0; c < CHANNELS_MAX; c++)
		to->count[c] += from->count[c];
	for (int side = 0; side < 2; side++) {
		to->force_n[side] += from->force_n[side];
		to->lowest_n[side] = first ? from->lowest_n[side]
					   : fmin(to->lowest_n[side], from->lowest_n[side]);
		to->highest_n[side] = first ? from->highest_n[side]
					    : fmax(to->highest_n[side], from->highest_n[side]);
	}
	to->frames += from->frames;
}

static double seconds(const struct empty_plates *empty, const struct empty_sums *sums)
{
	return (double)sums->frames / empty->rate_hz;
}

static void take_before(struct empty_plates *empty, const int32_t *counts, size_t frames)
{
	add_frames(&empty->part, empty, counts, frames);
	if (seconds(empty, &empty->part) < part_s)
		return;
	add_sums(&empty->before, &empty->held);
	empty->held = empty->part;
	empty->part = (struct empty_sums){0};
}

void empty_take(struct empty_plates *empty, const int32_t *counts, size_t frames)
{
	observer_take(&empty->observer, counts, frames);
	if (observer_sees_any(&empty->observer)) {
		empty->was_on = true;
		empty->off_s = 0;
		empty->after = (struct empty_sums){0};
	} else if (!empty->was_on) {
		take_before(empty, counts, frames);
	} else {
		empty->off_s += (double)frames / empty->rate_hz;
		if (empty->off_s > settle_s)
			add_frames(&empty->after, empty, counts, frames);
	}
}

static bool is_quiet(const struct empty_sums *sums)
{
	for (int side = 0; side < 2; side++)
		if (sums->highest_n[side] - sums->lowest_n[side] > range_max_n)
			return false;
	return true;
}

bool empty_knows_before(const struct empty_plates *empty)
{
	return seconds(empty, &empty->before) >= before_s && is_quiet(&empty->before);
}

bool empty_knows_after(const struct empty_plates *empty)
{
	return seconds(empty, &empty->after) >= after_s && is_quiet(&empty->after);
}

void empty_format(const struct empty_plates *empty, const struct empty_sums *sums,
		  char text[EMPTY_TEXT_MAX])
{
	size_t used = 0;

	for (size_t c = 0; c < empty->channels; c++)
		used += (size_t)snprintf(text + used, EMPTY_TEXT_MAX - used, "%s%.3f",
					 c ? "," : "[", sums->count[c] / (double)sums->frames);
	snprintf(text + used, EMPTY_TEXT_MAX - used, "]");
}

void empty_moved_n(const struct empty_plates *empty, double moved_n[2])
{
	bool known = empty_knows_before(empty) && empty_knows_after(empty);

	for (int side = 0; side < 2; side++)
		moved_n[side] =
			known ? empty->after.force_n[side] / (double)empty->after.frames -
					empty->before.force_n[side] / (double)empty->before.frames
			      : NAN;
}
