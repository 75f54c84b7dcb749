/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/follow/lanes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A clock that is not told of by then is none. */
static const double clocks_wait_s = 1.0;
/* Who waits for longer for the other waits no more. */
static const double other_wait_s = 3.0;
/* A better fit may place the next frame before the last one: it then stands beside that. */
static const double step_back_s = 0.005;

static int init_lane(struct lane *lane, const struct recording_info *info, double room_s,
		     struct error *err)
{
	lane->channels = info->channels;
	lane->clock.rate_hz = info->rate_hz;
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

static void pass_all(struct lane *lane)
{
	pass(lane, lane->left);
}

/* --- one time for both --- */

/* Frame k of the first is taken when offset + slope k of the second is. */
static void join_by_clocks(struct lanes *lanes)
{
	double first_s, first_slope, second_s, second_slope;

	lane_clock_line(&lanes->lane[0].clock, &first_s, &first_slope);
	lane_clock_line(&lanes->lane[1].clock, &second_s, &second_slope);
	lanes->offset = (first_s - second_s) / (1 + second_slope) * lanes->rate_hz;
	lanes->slope = (1 + first_slope) / (1 + second_slope);
	lanes->joined = LANES_BY_CLOCKS;
}

static void join_by_arrival(struct lanes *lanes)
{
	double apart_s = tap_begun_s(lanes->lane[0].tap, lanes->rate_hz) -
			 tap_begun_s(lanes->lane[1].tap, lanes->rate_hz);

	lanes->offset = apart_s * lanes->rate_hz;
	lanes->slope = 1;
	lanes->joined = LANES_BY_ARRIVAL;
}

static size_t frames_of(const struct lanes *lanes, double seconds)
{
	return (size_t)(seconds * lanes->rate_hz);
}

/* False = there is more to wait for. Both have frames. */
static bool join_in_time(struct lanes *lanes, bool ending)
{
	bool news = false, all = true, late = ending;
	struct clock_pair pair;

	for (size_t i = 0; i < lanes->count; i++) {
		struct lane *lane = &lanes->lane[i];

		while (tap_take_clock(lane->tap, &pair)) {
			lane_clock_add(&lane->clock, &pair);
			news = true;
		}
		all &= lane_clock_is_set(&lane->clock);
		late |= tap_waiting(lane->tap) >= frames_of(lanes, clocks_wait_s);
	}
	if (all && (news || lanes->joined != LANES_BY_CLOCKS))
		join_by_clocks(lanes);
	else if (!lanes->joined && late)
		join_by_arrival(lanes);
	return lanes->joined != LANES_APART;
}

static int64_t place(const struct lanes *lanes, int64_t frame)
{
	return llrint(lanes->offset + lanes->slope * (double)frame);
}

double lanes_within_s(const struct lanes *lanes)
{
	const struct lane *a = &lanes->lane[0], *b = &lanes->lane[1];

	if (lanes->count < 2)
		return 0;
	if (lanes->joined != LANES_BY_CLOCKS)
		return NAN;
	return 0.5 / lanes->rate_hz + lane_clock_within_s(&a->clock, (double)a->first) +
	       lane_clock_within_s(&b->clock, (double)b->first);
}

double lanes_lag_s(const struct lanes *lanes)
{
	double first, second;

	if (lanes->count < 2 || !lanes->joined)
		return 0;
	first = lanes->offset + lanes->slope * (double)tap_next_frame(lanes->lane[0].tap);
	second = (double)tap_next_frame(lanes->lane[1].tap);
	return (first - second) / lanes->rate_hz;
}

/* --- side by side --- */

static void put(int32_t **to, const struct lane *lane, size_t frame)
{
	const int32_t *from = lane->counts + (lane->used + frame) * lane->channels;

	memcpy(*to, from, lane->channels * sizeof(**to));
	*to += lane->channels;
}

/* From the first frame of both on, which are of one time, as far as both go. The second keeps its
 * last one, which may be the nearest of the next as well. */
static size_t join(struct lanes *lanes)
{
	struct lane *a = &lanes->lane[0], *b = &lanes->lane[1];
	int32_t *to = lanes->counts;
	int64_t other = 0;
	size_t frames = 0;

	for (; frames < a->left; frames++) {
		int64_t next = place(lanes, a->first + (int64_t)frames) - b->first;

		if (next >= (int64_t)b->left)
			break;
		other = next > other ? next : other;
		put(&to, a, frames);
		put(&to, b, (size_t)other);
	}
	pass(a, frames);
	pass(b, (size_t)other);
	lanes->kept = b->first;
	return frames;
}

/* Who is alone for long lets go of what it has: the other one may be gone. */
static void give_up_waiting(struct lanes *lanes)
{
	for (size_t i = 0; i < lanes->count; i++) {
		struct lane *lane = &lanes->lane[i];

		while (tap_waiting(lane->tap) > frames_of(lanes, other_wait_s)) {
			pass_all(lane);
			refill(lane);
		}
	}
}

/* True = both stand at frames of one time. */
static bool meet(struct lanes *lanes)
{
	struct lane *a = &lanes->lane[0], *b = &lanes->lane[1];
	int64_t ahead = place(lanes, a->first) - b->first;
	bool follows = lanes->begun && b->first <= lanes->kept + 1;

	if (follows && ahead < 0 && ahead >= -(int64_t)ceil(step_back_s * lanes->rate_hz))
		return true;
	if (ahead >= (int64_t)b->left) {
		pass_all(b);
		return false;
	}
	if (ahead >= 0) {
		pass(b, (size_t)ahead);
		return true;
	}
	/* the second does not have this one */
	pass(a, -ahead < (int64_t)a->left ? (size_t)-ahead : a->left);
	return false;
}

static size_t take_two(struct lanes *lanes, bool ending, const int32_t **counts,
		       int64_t *first_frame)
{
	struct lane *a = &lanes->lane[0], *b = &lanes->lane[1];

	while (refill(a) && refill(b)) {
		int64_t first;

		if (!join_in_time(lanes, ending))
			return 0;
		if (!meet(lanes))
			continue;
		first = a->first;
		if (!lanes->begun)
			lanes->base = first;
		lanes->begun = true;
		*counts = lanes->counts;
		*first_frame = first - lanes->base;
		return join(lanes);
	}
	give_up_waiting(lanes);
	return 0;
}

size_t lanes_take(struct lanes *lanes, bool ending, const int32_t **counts, int64_t *first_frame)
{
	struct lane *only = &lanes->lane[0];
	size_t frames;

	if (lanes->count > 1)
		return take_two(lanes, ending, counts, first_frame);
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
