/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two devices side by side: what was received together stands together. */
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tools/hinged/station/follow/follower.h"
#include "tools/hinged/station/follow/lanes.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE_HZ = 1000, ROOM_S = 1, TAP_S = 10, PATIENCE_MS = 60000 };

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

/* Takes all there is and checks that both devices tell of one moment; returns how many. */
static size_t take_all(struct lanes *lanes, int64_t *first_frame, int64_t *next_frame)
{
	const int32_t *counts;
	int64_t first;
	size_t frames, total = 0;

	while ((frames = lanes_take(lanes, &counts, &first))) {
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
	enum { LATER = 37, BLOCK = 100 };
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
	for (size_t i = 0; i + BLOCK + LATER <= simulation->frames; i += BLOCK) {
		give_half(follower, simulation, 0, 0, i, i + BLOCK);
		give_half(follower, simulation, 1, LATER, i, i + BLOCK);
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
		cmocka_unit_test(a_set_on_two_devices_is_counted_as_on_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
