/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"

#include "formats/trial.h"

#include <stdlib.h>
#include <string.h>

static const double gravity = 9.80665;

static struct body_weight weigh(struct lifter *lifter)
{
	struct event_signals signals = lifter_signals(lifter);
	struct body_weight body;
	struct config config;

	config_init(&config);
	assert_int_equal(body_weight_find(&signals, &config, &body, NULL), 0);
	free(lifter);
	return body;
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
		cmocka_unit_test(half_a_second_is_too_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
