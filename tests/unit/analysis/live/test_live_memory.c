/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows a recording takes its memory before it begins. */
#include "analysis/live/detector.h"
#include "analysis/live/live.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/starve.h"

static void follow(const char *address, int reps)
{
	struct simulation *simulation = simulation_of(address);
	size_t block = (size_t)(simulation->info.rate_hz / 50);
	struct live_state state;
	struct config config;
	struct live *live;
	long allocations;

	config_init(&config);
	assert_int_equal(live_new(&live, &simulation->info, &config, NULL), 0);
	allocations = allocations_so_far();
	for (size_t i = 0; i + block <= simulation->frames; i += block) {
		assert_int_equal(live_push(live, simulation->counts + i * simulation->channels,
					   block, (int64_t)i, NULL),
				 0);
		live_state(live, &state);
	}
	assert_int_equal(live_finish(live, NULL), 0);
	assert_int_equal(allocations_so_far() - allocations, 0);
	live_state(live, &state);
	assert_int_equal(state.valid_reps, reps);
	live_free(live);
	simulation_free(simulation);
}

/* Longer than what is kept, at once filtered, thinned and dropped; from the floor and not. */
static void nothing_is_allocated_while_a_set_is_followed(void **state)
{
	(void)state;
	follow("sim:seed=3,reps=12,seconds=110,load=100", 12);
	follow("sim:seed=4,reps=6,style=romanian,load=80", 6);
	follow("sim:seed=5,reps=3,rate=4000,style=dead_stop", 3);
}

/* All that a look borrowed is given back, and there was room to spare. */
static void a_look_leaves_nothing_behind(void **state)
{
	enum { ROOM = 75000 };
	struct simulation *simulation = simulation_of("sim:seed=3,reps=8,load=100");
	struct config config;
	struct detector detector;
	struct window window;

	(void)state;
	config_init(&config);
	assert_int_equal(window_init(&window, &simulation->info, 75, NULL), 0);
	assert_int_equal(
		detector_init(&detector, &simulation->info, &config, ROOM, window.frame_hz, NULL),
		0);
	window_add(&window, simulation->counts, simulation->frames, 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(detector_run(&detector, &window, true, NULL), 0);
		assert_int_equal(detector.count, 8);
		assert_int_equal(arena_used(detector.arena), 0);
	}
	assert_true(arena_peak(detector.arena) > 0);
	detector_reset(&detector);
	window_reset(&window);
	simulation_free(simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_allocated_while_a_set_is_followed),
		cmocka_unit_test(a_look_leaves_nothing_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
