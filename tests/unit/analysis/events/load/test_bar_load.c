/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"

#include <stdlib.h>

static const double gravity = 9.80665;

static struct bar_loads estimate(struct lifter *lifter, double entered_kg)
{
	struct event_signals signals = lifter_signals(lifter);
	struct body_weight body;
	struct config config;
	struct bar_loads loads;

	config_init(&config);
	assert_int_equal(body_weight_find(&signals, &config, (double)NAN, &body, NULL), 0);
	assert_true(body.found);
	assert_int_equal(
		bar_loads_find(&signals, &config, &body, entered_kg * gravity, &loads, NULL), 0);
	return loads;
}

static double estimate_kg(struct lifter *lifter, double entered_kg)
{
	struct bar_loads loads = estimate(lifter, entered_kg);

	return loads.count ? loads.load[0].weight_n / gravity : (double)NAN;
}

static struct lifter *three_reps(double bar_kg)
{
	struct lifter *lifter = lifter_new(1000, 80, bar_kg);

	for (int i = 0; i < 3; i++)
		lifter_rep(lifter, 3);
	lifter_stand(lifter, 2);
	return lifter;
}

static void the_lifts_weigh_the_bar(void **state)
{
	static const double bars_kg[] = {40, 102, 170};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct lifter *lifter = three_reps(bars_kg[i]);

		assert_near(estimate_kg(lifter, NAN), bars_kg[i], 0.1);
		free(lifter);
	}
}

static void one_rep_is_enough(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 102);

	(void)state;
	lifter_rep(lifter, 3);
	lifter_stand(lifter, 2);
	assert_near(estimate_kg(lifter, NAN), 102, 0.2);
	free(lifter);
}

/* A collar forgotten, a plate too many, the wrong bar. */
static void what_was_entered_does_not_mislead(void **state)
{
	static const double entered_kg[] = {99.5, 102, 105, 122, 60};

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct lifter *lifter = three_reps(102);

		assert_near(estimate_kg(lifter, entered_kg[i]), 102, 0.1);
		free(lifter);
	}
}

/* Nothing but the pause tells that discs were put on. */
static void every_set_has_its_own_bar(void **state)
{
	static const double entered_kg[] = {NAN, 60, 102};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct lifter *lifter = lifter_new(1000, 80, 60);
		struct bar_loads loads;

		for (int rep = 0; rep < 3; rep++)
			lifter_rep(lifter, 3);
		lifter_stand(lifter, 12);
		lifter->bar_kg = 102;
		for (int rep = 0; rep < 3; rep++)
			lifter_rep(lifter, 3);
		lifter_stand(lifter, 2);
		loads = estimate(lifter, entered_kg[i]);
		assert_int_equal(loads.count, 2);
		assert_near(loads.load[0].weight_n / gravity, 60, 0.2);
		assert_near(loads.load[1].weight_n / gravity, 102, 0.2);
		assert_int_equal(loads.load[1].to, lifter->frames);
		free(lifter);
	}
}

static void a_pause_alone_changes_no_bar(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 102);
	struct bar_loads loads;

	(void)state;
	lifter_rep(lifter, 3);
	lifter_rep(lifter, 12);
	lifter_rep(lifter, 12);
	lifter_stand(lifter, 2);
	loads = estimate(lifter, NAN);
	assert_int_equal(loads.count, 1);
	assert_int_equal(loads.load[0].from, 0);
	assert_int_equal(loads.load[0].to, lifter->frames);
	free(lifter);
}

static void standing_shows_no_bar(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 102);

	(void)state;
	lifter_stand(lifter, 20);
	assert_nan(estimate_kg(lifter, NAN));
	free(lifter);
}

/* Against pins: up, held with a tremor, let go; nothing was lifted. */
static void an_isometric_pull_shows_no_bar(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 102);

	(void)state;
	lifter_stand(lifter, 3);
	lifter_pull(lifter, 0, 1, 1);
	for (int i = 0; i < 6; i++) {
		lifter_pull(lifter, 1, 1.1, 0.25);
		lifter_pull(lifter, 1.1, 1, 0.25);
	}
	lifter_pull(lifter, 1, 0, 0.2);
	lifter_stand(lifter, 3);
	assert_nan(estimate_kg(lifter, NAN));
	free(lifter);
}

/* Bending and rising without a bar: the mean stays at body weight. */
static void squats_show_no_bar(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 0);

	(void)state;
	lifter_stand(lifter, 3);
	for (int i = 0; i < 5; i++) {
		lifter_move(lifter, -0.4, 1);
		lifter_move(lifter, 0.4, 0.9);
		lifter_stand(lifter, 1);
	}
	assert_nan(estimate_kg(lifter, NAN));
	free(lifter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lifts_weigh_the_bar),
		cmocka_unit_test(one_rep_is_enough),
		cmocka_unit_test(what_was_entered_does_not_mislead),
		cmocka_unit_test(every_set_has_its_own_bar),
		cmocka_unit_test(a_pause_alone_changes_no_bar),
		cmocka_unit_test(standing_shows_no_bar),
		cmocka_unit_test(an_isometric_pull_shows_no_bar),
		cmocka_unit_test(squats_show_no_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
