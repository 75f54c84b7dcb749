/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sync input: levels at their frames, and starts at an edge. */
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

/* A pulse every so many ms, first at 17.010 s: at 1 kHz frame k, at 17 s + (k + 1) ms, is
 * k - 9 ms behind the first edge. */
static void assert_pulses(unsigned high_ms, unsigned period_ms)
{
	struct hpp_model_options options;
	struct hpp_rig rig;
	bool before = false;

	hpp_model_options_init(&options);
	options.sync = (struct hpp_ttl){17 * SECOND + 10 * MS, high_ms * MS, period_ms * MS};
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 0);
	for (int i = 0; i < 20; i++) {
		struct rig_block block;
		bool edge = false;

		assert_true(rig_next(&rig, &block, SECOND));
		for (unsigned f = 0; f < 20; f++) {
			uint64_t frame = block.head.first_frame + f;
			bool level = frame >= 9 && (frame - 9) % period_ms < high_ms;

			assert_int_equal(block.head.sync_levels >> f & 1, level);
			edge |= level != before;
			before = level;
		}
		assert_int_equal(!!(block.head.flags & HPP_SYNC_EDGE), edge);
	}
	rig_close(&rig);
}

static void sync_levels_stand_at_their_frames(void **state)
{
	(void)state;
	assert_pulses(3, 25);
	assert_pulses(50, 120); /* whole blocks high and low, without an edge */
}

static void an_armed_plate_starts_at_the_next_rising_edge(void **state)
{
	struct hpp_model_options options;
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	/* high at START: the edge at 17.000 s has passed, the next one is at 18.600 s */
	options.sync = (struct hpp_ttl){17 * SECOND, 300 * MS, 1600 * MS};
	rig_open(&rig, &options);
	rig.now_ns += 100 * MS;
	assert_int_equal(rig_out(&rig, HPP_START, 1), 0);
	assert_int_equal(rig_status(&rig).state, HPP_ARMED);
	assert_int_equal(rig_out(&rig, HPP_START, 0), HPP_STALLED);
	for (uint32_t i = 0; i < 3; i++) { /* heartbeats at 17.6, 18.1 and 18.6 s */
		assert_true(rig_next(&rig, &block, SECOND));
		assert_true(rig.now_ns == 17600 * MS + i * 500 * MS);
		assert_int_equal(block.head.frames, 0);
		assert_int_equal(block.head.first_frame, 0);
		assert_int_equal(block.head.sequence, i);
	}
	assert_int_equal(rig_status(&rig).state, HPP_RUNNING);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_int_equal(block.head.frames, 20);
	assert_int_equal(block.head.first_frame, 0);
	assert_int_equal(block.head.sync_levels, 0xfffff);
	/* device time runs from 17 s on; one period after the edge */
	assert_int_equal(block.head.device_ns, 1601 * MS);
	rig_close(&rig);
}

/* One pulse, at 18 s: it starts a plate that was armed before, and none that comes after it. */
static void a_single_pulse_starts_once(void **state)
{
	struct hpp_model_options options;
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.sync = (struct hpp_ttl){.first_ns = 18 * SECOND, .high_ns = MS};
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 1);
	rig.now_ns = 18 * SECOND - 1;
	assert_int_equal(rig_status(&rig).state, HPP_ARMED);
	rig.now_ns = 18 * SECOND;
	assert_int_equal(rig_status(&rig).state, HPP_RUNNING);
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_blocks(&rig, &block, 1), 1);
	rig_out(&rig, HPP_START, 1);
	rig.now_ns += 1000 * SECOND;
	assert_int_equal(rig_status(&rig).state, HPP_ARMED);
	rig_close(&rig);
}

static void an_armed_plate_can_be_stopped(void **state)
{
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL); /* no signal: the edge never comes */
	assert_int_equal(rig_out(&rig, HPP_START, 1), 0);
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_blocks(&rig, &block, 1), 1);
	assert_int_equal(block.head.frames, 0);
	assert_true(block.head.flags & HPP_LAST);
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	rig_close(&rig);
}

/* Device seconds between rising edges 0 and 98, each read to a frame of 1 ms. */
static double edges_apart_s(double clock_ppm)
{
	struct hpp_model_options options;
	struct hpp_rig rig;
	uint64_t first = 0, last = 0;
	bool before = false;
	int edges = 0;

	hpp_model_options_init(&options);
	options.clock_ppm = clock_ppm;
	options.sync = (struct hpp_ttl){18 * SECOND, SECOND / 2, SECOND};
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 0);
	while (edges < 99) {
		struct rig_block block;

		assert_true(rig_next(&rig, &block, SECOND));
		for (unsigned f = 0; f < block.head.frames; f++) {
			bool level = block.head.sync_levels >> f & 1;

			if (level && !before && !edges++)
				first = block.head.first_frame + f;
			else if (level && !before && edges == 99)
				last = block.head.first_frame + f;
			before = level;
		}
	}
	rig_close(&rig);
	return (double)(last - first) * 1e-3;
}

static void two_plates_see_the_same_edges_on_their_own_clocks(void **state)
{
	(void)state;
	assert_near(edges_apart_s(-150), 98 * (1 - 150e-6), 1e-3);
	assert_near(edges_apart_s(50), 98 * (1 + 50e-6), 1e-3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sync_levels_stand_at_their_frames),
		cmocka_unit_test(an_armed_plate_starts_at_the_next_rising_edge),
		cmocka_unit_test(a_single_pulse_starts_once),
		cmocka_unit_test(an_armed_plate_can_be_stopped),
		cmocka_unit_test(two_plates_see_the_same_edges_on_their_own_clocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
