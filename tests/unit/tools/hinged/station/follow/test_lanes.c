/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two devices side by side: what was received together stands together. */
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tools/hinged/station/follow/follower.h"
#include "tools/hinged/station/follow/lanes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE_HZ = 1000, ROOM_S = 10, TAP_S = 10, PATIENCE_MS = 60000 };

static void one_channel(struct recording_info *info, enum foot foot)
{
	recording_info_init(info);
	info->rate_hz = RATE_HZ;
	info->unit = UNIT_COUNT;
	info->channels = info->plates = 1;
	info->plate[0].kind = PLATE_FZ;
	info->plate[0].foot = foot;
	info->plate[0].cells = 1;
	info->plate[0].cell[0] = (struct cell){.column = 0, .newton_per_unit = 1};
}

static void two_devices(struct lanes *lanes)
{
	struct recording_info info[2];

	one_channel(&info[0], FOOT_LEFT);
	one_channel(&info[1], FOOT_RIGHT);
	assert_int_equal(lanes_init(lanes, info, 2, ROOM_S, NULL), 0);
}

/* Frames first .. end of a device that began at start_ms: every sample is its moment in ms. */
static void give(struct lanes *lanes, size_t lane, int64_t start_ms, int64_t first, int64_t end)
{
	int32_t counts[RATE_HZ];

	for (int64_t i = first; i < end; i++)
		counts[i - first] = (int32_t)(start_ms + i);
	tap_give(lanes->lane[lane].tap, first, counts, (size_t)(end - first),
		 (start_ms + end) * 1000000);
}

/* Takes all there is, more to come or not, and checks that both devices tell of one moment; returns
 * how many. */
static size_t take_all(struct lanes *lanes, int64_t *first_frame, int64_t *next_frame)
{
	const int32_t *counts;
	int64_t first;
	size_t frames, total = 0;

	while ((frames = lanes_take(lanes, true, &counts, &first))) {
		if (!total)
			*first_frame = first;
		for (size_t i = 0; i < frames; i++)
			assert_int_equal(counts[2 * i], counts[2 * i + 1]);
		*next_frame = first + (int64_t)frames;
		total += frames;
	}
	return total;
}

static void the_first_blocks_stand_where_they_were_received(void **state)
{
	static const int64_t starts_ms[][2] = {{5000, 5000}, {5000, 5033}, {5033, 5000}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const int64_t *start_ms = starts_ms[i];
		int64_t first = -1, next = -1, apart = llabs(start_ms[0] - start_ms[1]);
		struct lanes lanes;

		two_devices(&lanes);
		give(&lanes, 0, start_ms[0], 0, 100);
		assert_int_equal(take_all(&lanes, &first, &next), 0);
		give(&lanes, 1, start_ms[1], 0, 40);
		give(&lanes, 1, start_ms[1], 40, 100);
		assert_int_equal(take_all(&lanes, &first, &next), 100 - apart);
		assert_int_equal(first, 0);
		assert_int_equal(next, 100 - apart);
		lanes_reset(&lanes);
	}
}

static void what_one_device_lost_is_lost_of_both(void **state)
{
	int64_t first = -1, next = -1;
	struct lanes lanes;

	(void)state;
	two_devices(&lanes);
	give(&lanes, 0, 700, 0, 200);
	give(&lanes, 1, 700, 0, 50);
	assert_int_equal(take_all(&lanes, &first, &next), 50);
	give(&lanes, 1, 700, 80, 200);
	assert_int_equal(take_all(&lanes, &first, &next), 120);
	assert_int_equal(first, 80);
	assert_int_equal(next, 200);
	assert_int_equal(lanes_dropped(&lanes), 0);
	lanes_reset(&lanes);
}

static void the_second_device_follows_in_the_columns(void **state)
{
	struct recording_info info[2], joined;

	(void)state;
	one_channel(&info[0], FOOT_LEFT);
	one_channel(&info[1], FOOT_RIGHT);
	info[0].has_tare_before = info[1].has_tare_before = true;
	info[0].tare_before[0] = 3;
	info[1].tare_before[0] = 4;
	recording_info_init(&joined);
	assert_int_equal(lanes_describe(&joined, info, 2, NULL), 0);
	assert_int_equal(joined.channels, 2);
	assert_int_equal(joined.plates, 2);
	assert_int_equal(joined.plate[1].cell[0].column, 1);
	assert_int_equal(joined.plate[1].foot, FOOT_RIGHT);
	assert_true(joined.has_tare_before);
	assert_near(joined.tare_before[1], 4.0, 0.0);
	recording_info_reset(&joined);
	info[1].channels = CHANNELS_MAX;
	assert_int_equal(lanes_describe(&joined, info, 2, NULL), HINGE_EFORMAT);
	recording_info_reset(&joined);
}

/* --- by their clocks --- */

enum { BLOCK = 20, TRIP_NS = 400000, TICKS = 100000 /* a second, of what the samples count */ };

/* Frame k is taken at start_s + k / (rate (1 + drift)); its own clock counts k / rate. */
struct device {
	double start_s, drift;
	int64_t next;      /* frame */
	int64_t count_off; /* the recording's count is so much ahead */
	uint64_t clock_ns; /* at frame 0 */
};

static double taken_s(const struct device *device, double frame)
{
	return device->start_s + frame / (RATE_HZ * (1 + device->drift));
}

static double random_part(void)
{
	return (double)rand() / RAND_MAX;
}

/* A reading of both clocks after the frame: the answer is of any moment of the trip. */
static void give_pair(struct lanes *lanes, size_t lane, const struct device *device)
{
	double read_s = taken_s(device, (double)device->next + 30 * random_part());
	double off_ns = (random_part() - 0.5) * TRIP_NS;
	double frame_ns = (double)device->next * 1e9 / RATE_HZ;
	double clock_ns = (read_s - device->start_s) * (1 + device->drift) * 1e9;
	struct clock_pair pair = {
		.frame = device->next + device->count_off,
		.device_counter = device->clock_ns + (uint64_t)llrint(frame_ns),
		.device_ns = device->clock_ns + (uint64_t)llrint(clock_ns),
		.monotonic_ns = llrint(read_s * 1e9 + off_ns),
		.round_trip_ns = TRIP_NS,
	};

	tap_give_clock(lanes->lane[lane].tap, &pair);
}

/* Every frame taken until then, in blocks that are late by up to 50 ms. Samples count ticks. */
static void give_until(struct lanes *lanes, size_t lane, struct device *device, double until_s)
{
	int32_t counts[BLOCK];

	while (taken_s(device, (double)device->next + BLOCK) <= until_s) {
		for (int i = 0; i < BLOCK; i++)
			counts[i] =
				(int32_t)lrint(taken_s(device, (double)device->next + i) * TICKS);
		if (device->next % 500 == 0)
			give_pair(lanes, lane, device);
		tap_give(lanes->lane[lane].tap, device->next + device->count_off, counts, BLOCK,
			 llrint((until_s + 0.05 * random_part()) * 1e9));
		device->next += BLOCK;
	}
}

/* What is there: the most that two samples side by side are apart, s; *frames: how many. */
static double take_apart(struct lanes *lanes, int64_t *frames, int64_t *next_frame)
{
	const int32_t *counts;
	double worst = 0;
	int64_t first;
	size_t got;

	while ((got = lanes_take(lanes, false, &counts, &first))) {
		assert_true(first >= *next_frame);
		*next_frame = first + (int64_t)got;
		*frames += (int64_t)got;
		for (size_t i = 0; i < got; i++)
			worst = fmax(worst, abs(counts[2 * i] - counts[2 * i + 1]));
	}
	return worst / TICKS;
}

/* 2 ticks: the samples are rounded. */
static void assert_within(const struct lanes *lanes, double apart_s)
{
	assert_true(lanes_within_s(lanes) < 0.0014);
	assert_true(apart_s <= lanes_within_s(lanes) + 2.0 / TICKS);
}

static void the_nearest_frame_by_the_clocks_stands_beside_each(void **state)
{
	struct device left = {.start_s = 100, .drift = 80e-6, .clock_ns = 5000000000};
	struct device right = {.start_s = 100.3217, .drift = -60e-6, .clock_ns = 77000};
	int64_t frames = 0, next = 0;
	struct lanes lanes;

	(void)state;
	srand(3);
	two_devices(&lanes);
	for (double until_s = 100; until_s < 160; until_s += 0.04) {
		give_until(&lanes, 0, &left, until_s);
		give_until(&lanes, 1, &right, until_s);
		double apart_s = take_apart(&lanes, &frames, &next);
		if (frames)
			assert_within(&lanes, apart_s);
	}
	/* every frame of the left one that the right one has, but for those on their way */
	assert_in_range(frames, 59600, 59680);
	assert_int_equal(next, frames);
	assert_near(lanes_lag_s(&lanes), 0, 0.05);
	assert_int_equal(lanes_dropped(&lanes), 0);
	lanes_reset(&lanes);
}

/* The right one is away from 110 to 130 s, begins its own count and clock anew, and the recorder's
 * count of it is off by three frames. */
static void who_was_gone_is_found_again_and_nobody_waits(void **state)
{
	struct device left = {.start_s = 100, .drift = 80e-6, .clock_ns = 5000000000};
	struct device right = {.start_s = 100.05, .drift = -60e-6, .clock_ns = 77000};
	int64_t frames = 0, next = 0, before;
	struct lanes lanes;

	(void)state;
	srand(4);
	two_devices(&lanes);
	for (double until_s = 100; until_s < 110; until_s += 0.04) {
		give_until(&lanes, 0, &left, until_s);
		give_until(&lanes, 1, &right, until_s);
		assert_true(take_apart(&lanes, &frames, &next) < 0.0014);
	}
	before = frames;
	for (double until_s = 110; until_s < 130; until_s += 0.04) {
		give_until(&lanes, 0, &left, until_s);
		take_apart(&lanes, &frames, &next);
	}
	/* a plate alone is half of nothing: nothing is shown, and what is waited for is told */
	assert_true(frames - before < 100);
	assert_near(lanes_lag_s(&lanes), 20, 0.1);
	assert_int_equal(lanes_dropped(&lanes), 0);
	right = (struct device){.start_s = 130.013,
				.drift = -60e-6,
				.clock_ns = 12000,
				.count_off = llrint(29.963 * RATE_HZ * (1 - 60e-6)) + 3};
	before = frames;
	for (double until_s = 130; until_s < 140; until_s += 0.04) {
		give_until(&lanes, 0, &left, until_s);
		give_until(&lanes, 1, &right, until_s);
		assert_within(&lanes, take_apart(&lanes, &frames, &next));
	}
	assert_in_range(frames - before, 9850, 10000);
	/* the gap is a gap of the set */
	assert_in_range(next - frames, 19900, 20200);
	assert_near(lanes_lag_s(&lanes), 0, 0.05);
	lanes_reset(&lanes);
}

static void who_has_no_clock_is_waited_for_a_second(void **state)
{
	struct device left = {.start_s = 100, .clock_ns = 5000};
	int64_t frames = 0, next = 0;
	struct lanes lanes;

	(void)state;
	two_devices(&lanes);
	for (double until_s = 100; until_s < 100.9; until_s += 0.02)
		give_until(&lanes, 0, &left, until_s);
	give(&lanes, 1, 100000, 0, 900);
	take_apart(&lanes, &frames, &next);
	assert_int_equal(frames, 0);
	give_until(&lanes, 0, &left, 101.1);
	give(&lanes, 1, 100000, 900, 1000);
	take_apart(&lanes, &frames, &next);
	assert_true(frames > 900);
	assert_true(isnan(lanes_within_s(&lanes)));
	lanes_reset(&lanes);
}

/* --- a set on two devices --- */

/* Its plate `side` alone. */
static void half_of(struct recording_info *half, const struct simulation *simulation, size_t side)
{
	recording_info_init(half);
	assert_int_equal(recording_info_copy(half, &simulation->info, NULL), 0);
	half->plates = 1;
	half->channels = 4;
	half->plate[0] = simulation->info.plate[side];
	for (int c = 0; c < 4; c++)
		half->plate[0].cell[c].column = c;
}

/* From `later` frames on in the set. */
static void give_half(struct follower *follower, const struct simulation *simulation, size_t side,
		      size_t later, size_t from, size_t to)
{
	int32_t counts[4 * RATE_HZ];

	for (size_t i = from; i < to; i++)
		memcpy(counts + 4 * (i - from), simulation->counts + 8 * (i + later) + 4 * side,
		       4 * sizeof(*counts));
	tap_give(follower_tap(follower, side), (int64_t)from, counts, to - from,
		 (int64_t)(to + later) * 1000000);
}

/* Until no more than half of what the taps hold is still to be looked at. */
static void await_analysis(struct follower *follower, double given_s)
{
	struct follower_state seen;

	for (int ms = 0; ms < PATIENCE_MS; ms++) {
		follower_state(follower, &seen);
		if (given_s - seen.live.time_s < TAP_S / 2.0)
			return;
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	}
	fail_msg("%g s were given, %g s looked at", given_s, seen.live.time_s);
}

static void a_set_on_two_devices_is_counted_as_on_one(void **state)
{
	enum { LATER = 37, PART = 100 };
	struct simulation *simulation = simulation_of("sim:seed=3,reps=2,style=dead_stop,ai=6");
	struct recording_info info[2];
	struct follower *follower;
	struct follower_state seen;
	struct config config;

	(void)state;
	config_init(&config);
	half_of(&info[0], simulation, 0);
	half_of(&info[1], simulation, 1);
	assert_int_equal(follower_new(&follower, info, 2, &config, NULL), 0);
	for (size_t i = 0; i + PART + LATER <= simulation->frames; i += PART) {
		give_half(follower, simulation, 0, 0, i, i + PART);
		give_half(follower, simulation, 1, LATER, i, i + PART);
		await_analysis(follower, (double)i / RATE_HZ);
	}
	follower_finish(follower);
	follower_state(follower, &seen);
	assert_int_equal(seen.error.code, 0);
	assert_true(seen.live.has_sides);
	assert_int_equal(seen.live.valid_reps, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_near(seen.live.rep[i].asymmetry_lift_pct,
			    simulation->rep[i].asymmetry_lift_pct, 0.3);
		assert_near(seen.live.rep[i].touchdown_s,
			    simulation->rep[i].touchdown_s - LATER * 1e-3, 0.05);
	}
	follower_free(follower);
	recording_info_reset(&info[0]);
	recording_info_reset(&info[1]);
	simulation_free(simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_blocks_stand_where_they_were_received),
		cmocka_unit_test(what_one_device_lost_is_lost_of_both),
		cmocka_unit_test(the_second_device_follows_in_the_columns),
		cmocka_unit_test(the_nearest_frame_by_the_clocks_stands_beside_each),
		cmocka_unit_test(who_was_gone_is_found_again_and_nobody_waits),
		cmocka_unit_test(who_has_no_clock_is_waited_for_a_second),
		cmocka_unit_test(a_set_on_two_devices_is_counted_as_on_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
