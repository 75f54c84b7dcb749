/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"

#include "formats/trial.h"

#include <stdlib.h>
#include <string.h>

static const double gravity = 9.80665;

static struct body_weight weigh_knowing(struct lifter *lifter, double given_kg)
{
	struct event_signals signals = lifter_signals(lifter);
	struct body_weight body;
	struct config config;

	config_init(&config);
	assert_int_equal(body_weight_find(&signals, &config, given_kg * gravity, &body, NULL), 0);
	free(lifter);
	return body;
}

static struct body_weight weigh(struct lifter *lifter)
{
	return weigh_knowing(lifter, (double)NAN);
}

static void quiet_standing_is_body_weight(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);
	struct body_weight body;

	(void)state;
	lifter_leave(lifter, 2);
	lifter_stand(lifter, 3);
	lifter_pull(lifter, 0, 1, 1);
	body = weigh(lifter);
	assert_true(body.found);
	assert_near(body.weight_n, 80 * gravity, 1e-9);
	assert_near(body.sd_n, 0, 1e-6);
	/* a tenth of the pull's second stays within the 1.2 % of the last windows */
	assert_near((double)body.start / 1000, 2, 0.001);
	assert_near((double)body.end / 1000, 5, 0.15);
}

/* A hold with the bar is as quiet, and earlier. */
static void a_lockout_is_not_taken_for_standing(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);
	struct body_weight body;

	(void)state;
	lifter_hold(lifter, 3);
	lifter_move(lifter, -0.42, 1.2);
	lifter_pull(lifter, 1, 0, 0.05);
	lifter_stand(lifter, 3);
	body = weigh(lifter);
	assert_true(body.found);
	assert_near(body.weight_n, 80 * gravity, 1e-9);
}

/* 5 % heavier is within 1.10 of the lightest: the earliest counts. */
static void of_two_like_windows_the_earlier_counts(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 4);
	struct body_weight body;

	(void)state;
	lifter_hold(lifter, 2);
	lifter_leave(lifter, 1);
	lifter_stand(lifter, 2);
	body = weigh(lifter);
	assert_near(body.weight_n, 84 * gravity, 1e-9);
}

static void a_moving_body_has_no_weight(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);
	struct body_weight body;

	(void)state;
	for (int i = 0; i < 10; i++) {
		lifter_pull(lifter, 0, 0.5, 0.4);
		lifter_pull(lifter, 0.5, 0, 0.4);
	}
	body = weigh(lifter);
	assert_false(body.found);
	assert_nan(body.weight_n);
	assert_non_null(strstr(body.reason, "no quiet standing"));
}

static void both_feet_must_be_on(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);

	(void)state;
	lifter->right_share = 0.02; /* 16 N on the right plate */
	lifter_stand(lifter, 5);
	assert_false(weigh(lifter).found);
}

static void a_gap_breaks_the_window(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);

	(void)state;
	lifter_stand(lifter, 1.5);
	lifter->quality[750] = QUALITY_GAP;
	assert_false(weigh(lifter).found);
}

/* Bends down by 0.36 m in 0.9 s, as fast as anybody does, and up again. */
static void add_bend(struct lifter *lifter)
{
	double bar_kg = lifter->bar_kg;

	lifter->bar_kg = 0;
	lifter_move(lifter, -0.36, 0.9);
	lifter_move(lifter, 0.36, 0.9);
	lifter->bar_kg = bar_kg;
}

static void bending_down_is_no_reason_to_doubt(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 20);

	(void)state;
	lifter_stand(lifter, 2);
	for (int i = 0; i < 5; i++)
		add_bend(lifter);
	assert_near(weigh(lifter).weight_n, 80 * gravity, 1e-9);
}

static void stepping_on_slowly_is_no_reason_to_doubt(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 20);

	(void)state;
	lifter_leave(lifter, 1);
	lifter_pull(lifter, -4, 0, 0.9); /* 0 to 80 kg */
	lifter_stand(lifter, 2);
	lifter_pull(lifter, 0, -4, 0.9);
	lifter_leave(lifter, 1);
	assert_near(weigh(lifter).weight_n, 80 * gravity, 1e-9);
}

static void hold_and_set_down(struct lifter *lifter, double seconds)
{
	lifter_hold(lifter, seconds);
	lifter_move(lifter, -0.42, 1.2);
	lifter_pull(lifter, 1, 0, 0.05);
}

static void rise(struct lifter *lifter)
{
	lifter_pull(lifter, 0, 1, 0.5);
	lifter_move(lifter, 0.42, 1.4);
}

/* Bar in hand from the first sample, never still without it, from the lightest bar to the heaviest.
 */
static void holds_alone_are_no_body_weight(void **state)
{
	/* a third of body mass is the least that shows */
	static const double bar_kg[] = {28, 40, 60, 100, 170};

	(void)state;
	for (size_t i = 0; i < sizeof(bar_kg) / sizeof(*bar_kg); i++) {
		struct lifter *lifter = lifter_new(1000, 80, bar_kg[i]);
		struct body_weight body;

		hold_and_set_down(lifter, 2);
		for (int rep = 0; rep < 3; rep++) {
			add_bend(lifter);
			rise(lifter);
			hold_and_set_down(lifter, 1.5);
		}
		add_bend(lifter);
		body = weigh(lifter);
		assert_false(body.found);
		assert_nan(body.weight_n);
		assert_non_null(strstr(body.reason, "hold or a pull"));
	}
}

/* Set down, 1.2 s of bending over it, off the plates. */
static void a_short_floor_is_enough_to_tell_a_hold(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 60);

	(void)state;
	hold_and_set_down(lifter, 3);
	lifter->bar_kg = 0;
	lifter_move(lifter, -0.2, 0.6);
	lifter_move(lifter, 0.2, 0.6);
	lifter_leave(lifter, 1);
	assert_false(weigh(lifter).found);
}

/* Hands on a bar before and after a pull carried 20 % of a lifter in a public recording. */
static void leaning_on_the_bar_is_no_reason_to_doubt(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);

	(void)state;
	lifter_stand(lifter, 2);
	lifter_pull(lifter, 0, -0.16, 1);
	for (int i = 0; i < 3; i++) {
		lifter_pull(lifter, -0.16, -0.10, 0.4);
		lifter_pull(lifter, -0.10, -0.16, 0.4);
	}
	lifter_pull(lifter, -0.16, 1, 0.5);
	lifter_hold(lifter, 2);
	assert_near(weigh(lifter).weight_n, 80 * gravity, 1e-9);
}

/* A hand on the rack is as still as standing, and lighter. */
static void the_given_mass_tells_standing_from_leaning(void **state)
{
	(void)state;
	for (int first = 0; first < 2; first++) {
		struct lifter *lifter = lifter_new(1000, 80, 100);

		for (int i = 0; i < 2; i++) {
			if (i == first)
				lifter_pull(lifter, -0.16, -0.16, 2);
			else
				lifter_stand(lifter, 2);
			lifter_pull(lifter, 0, 0.6, 0.5);
		}
		/* 2 kg off: an old figure */
		assert_near(weigh_knowing(lifter, 82).weight_n, 80 * gravity, 1e-9);
	}
}

static void a_second_quiet_level_is_told(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct body_weight body;

	(void)state;
	lifter_stand(lifter, 2);
	lifter_pull(lifter, 0, 0.6, 0.5);
	lifter_pull(lifter, -0.12, -0.12, 2);
	body = weigh(lifter);
	assert_near(body.weight_n, 68 * gravity, 1e-9);
	assert_near(body.heavier_n, 80 * gravity, 0.01 * 80 * gravity);

	lifter = lifter_new(1000, 80, 100);
	lifter_stand(lifter, 2);
	lifter_pull(lifter, 0, 1, 0.5);
	lifter_hold(lifter, 2);
	assert_nan(weigh(lifter).heavier_n);
}

static void a_given_mass_that_is_nowhere_is_no_measurement(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);

	(void)state;
	lifter_stand(lifter, 3);
	assert_near(weigh_knowing(lifter, 95).weight_n, 80 * gravity, 1e-9);
}

static void an_isometric_pull_is_no_body_weight(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);

	(void)state;
	lifter_leave(lifter, 1);
	add_bend(lifter);
	for (int pull = 0; pull < 2; pull++) {
		lifter_pull(lifter, 0, 1.2, 0.4);
		lifter_pull(lifter, 1.2, 1.2, 5);
		lifter_pull(lifter, 1.2, 0, 0.4);
		add_bend(lifter);
	}
	assert_false(weigh(lifter).found);
}

static void half_a_second_is_too_short(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);
	struct body_weight body;

	(void)state;
	lifter_stand(lifter, 0.5);
	body = weigh(lifter);
	assert_false(body.found);
	assert_non_null(strstr(body.reason, "shorter than 1 s"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quiet_standing_is_body_weight),
		cmocka_unit_test(a_lockout_is_not_taken_for_standing),
		cmocka_unit_test(of_two_like_windows_the_earlier_counts),
		cmocka_unit_test(a_moving_body_has_no_weight),
		cmocka_unit_test(both_feet_must_be_on),
		cmocka_unit_test(a_gap_breaks_the_window),
		cmocka_unit_test(bending_down_is_no_reason_to_doubt),
		cmocka_unit_test(stepping_on_slowly_is_no_reason_to_doubt),
		cmocka_unit_test(holds_alone_are_no_body_weight),
		cmocka_unit_test(a_short_floor_is_enough_to_tell_a_hold),
		cmocka_unit_test(leaning_on_the_bar_is_no_reason_to_doubt),
		cmocka_unit_test(the_given_mass_tells_standing_from_leaning),
		cmocka_unit_test(a_second_quiet_level_is_told),
		cmocka_unit_test(a_given_mass_that_is_nowhere_is_no_measurement),
		cmocka_unit_test(an_isometric_pull_is_no_body_weight),
		cmocka_unit_test(half_a_second_is_too_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
