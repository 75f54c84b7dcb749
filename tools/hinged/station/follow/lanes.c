/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/follow/lanes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int init_lane(struct lane *lane, const struct recording_info *info, double room_s,
		     struct error *err)
{
	lane->channels = info->channels;
	lane->counts = malloc(LANE_FRAMES * info->channels * sizeof(*lane->counts));
	if (!lane->counts)
		return fail(err, HINGE_ENOMEM, "no memory to follow a recording");
	return tap_new(&lane->tap, info->channels, (size_t)(room_s * info->rate_hz), err);
}

int lanes_init(struct lanes *lanes, const struct recording_info *info, size_t count, double room_s,
	       struct error *err)
{
	size_t channels = info[0].channels + info[count - 1].channels;
	int ret = 0;

	*lanes = (struct lanes){.count = count, .rate_hz = info[0].rate_hz};
	for (size_t i = 0; !ret && i < count; i++)
		ret = init_lane(&lanes->lane[i], &info[i], room_s, err);
	if (ret || count == 1)
		return ret;
	lanes->counts = malloc(LANE_FRAMES * channels * sizeof(*lanes->counts));
	return lanes->counts ? 0 : fail(err, HINGE_ENOMEM, "no memory to follow a recording");
}

void lanes_reset(struct lanes *lanes)
{
	for (size_t i = 0; i < lanes->count; i++) {
		tap_free(lanes->lane[i].tap);
		free(lanes->lane[i].counts);
	}
	free(lanes->counts);
	*lanes = (struct lanes){0};
}

/* --- what it is called together --- */

static void shift_columns(struct plate *plate, int by)
{
	for (size_t c = 0; c < plate->cells; c++)
		plate->cell[c].column += by;
	for (size_t i = 0; i < plate->wrench_inputs; i++)
		plate->wrench_column[i] += by;
	for (int i = 0; i < 2; i++)
		plate->cop_column[i] += plate->cop_column[i] < 0 ? 0 : by;
}

int lanes_describe(struct recording_info *out, const struct recording_info *info, size_t count,
		   struct error *err)
{
	int ret = recording_info_copy(out, &info[0], err);

	for (size_t i = 1; !ret && i < count; i++) {
		const struct recording_info *more = &info[i];

		if (out->plates + more->plates > PLATES_MAX ||
		    out->channels + more->channels > CHANNELS_MAX)
			return fail(err, HINGE_EFORMAT, "two devices have too many channels");
		for (size_t p = 0; p < more->plates; p++) {
			out->plate[out->plates] = more->plate[p];
			shift_columns(&out->plate[out->plates++], (int)out->channels);
		}
		out->has_tare_before &= more->has_tare_before;
		memcpy(out->tare_before + out->channels, more->tare_before,
		       more->channels * sizeof(*more->tare_before));
		out->channels += more->channels;
	}
	return ret;
}

/* --- frames --- */

static bool refill(struct lane *lane)
{
	if (lane->left)
		return true;
	lane->used = 0;
	lane->left = tap_take(lane->tap, lane->counts, LANE_FRAMES, &lane->first);
	return lane->left > 0;
}

static void pass(struct lane *lane, size_t frames)
{
	lane->first += (int64_t)frames;
	lane->used += frames;
	lane->left -= frames;
}

/* Frames that the other one does not have. */
static void skip(struct lane *lane, int64_t frames)
{
	pass(lane, frames < (int64_t)lane->left ? (size_t)frames : lane->left);
}

static void join(struct lanes *lanes, size_t frames)
{
	const struct lane *a = &lanes->lane[0], *b = &lanes->lane[1];
	int32_t *to = lanes->counts;

	for (size_t i = 0; i < frames; i++) {
		memcpy(to, a->counts + (a->used + i) * a->channels, a->channels * sizeof(*to));
		to += a->channels;
		memcpy(to, b->counts + (b->used + i) * b->channels, b->channels * sizeof(*to));
		to += b->channels;
	}
}

/* By when their first blocks were received. */
static void begin(struct lanes *lanes)
{
	double apart_s = tap_begun_s(lanes->lane[0].tap, lanes->rate_hz) -
			 tap_begun_s(lanes->lane[1].tap, lanes->rate_hz);

	lanes->shift = llround(apart_s * lanes->rate_hz);
	lanes->base = lanes->shift < 0 ? -lanes->shift : 0;
	lanes->begun = true;
}

static size_t take_two(struct lanes *lanes, const int32_t **counts, int64_t *first_frame)
{
	struct lane *a = &lanes->lane[0], *b = &lanes->lane[1];

	while (refill(a) && refill(b)) {
		int64_t ahead;
		size_t frames = a->left < b->left ? a->left : b->left;

		if (!lanes->begun)
			begin(lanes);
		ahead = b->first - lanes->shift - a->first;
		if (ahead > 0) {
			skip(a, ahead);
			continue;
		}
		if (ahead < 0) {
			skip(b, -ahead);
			continue;
		}
		join(lanes, frames);
		*counts = lanes->counts;
		*first_frame = a->first - lanes->base;
		pass(a, frames);
		pass(b, frames);
		return frames;
	}
	return 0;
}

size_t lanes_take(struct lanes *lanes, const int32_t **counts, int64_t *first_frame)
{
	struct lane *only = &lanes->lane[0];
	size_t frames;

	if (lanes->count > 1)
		return take_two(lanes, counts, first_frame);
	if (!refill(only))
		return 0;
	frames = only->left;
	*counts = only->counts;
	*first_frame = only->first;
	pass(only, frames);
	return frames;
}

int64_t lanes_dropped(const struct lanes *lanes)
{
	int64_t dropped = 0;

	for (size_t i = 0; i < lanes->count; i++)
		dropped += tap_dropped(lanes->lane[i].tap);
	return dropped;
}
