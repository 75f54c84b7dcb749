/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/metrics.h"
#include "tests/support/oracle.h"

#include "tests/support/assert_near.h"

#include "analysis/indicators/indicators.h"

#include <stdlib.h>

enum { FRAMES = 2000 };

static void fill(double *share, double (*of)(double t))
{
	for (int i = 0; i < FRAMES; i++)
		share[i] = of(i / 1000.0);
}

static double of_oracle_54(double t)
{
	double z = (t - 1.2) / 0.05;

	return 0.5 - 0.06 * exp(-z * z);
}

static const struct dip_rule right_foot = {
	.level = 0.5, .sign = -1, .depth = 0.03, .min_frames = 30, .max_frames = 400};

static void a_dip_is_that_of_oracle_54(void **state)
{
	struct js *oracle = oracle_open("O54");
	static double share[FRAMES];
	struct dip dip;
	size_t from = 0;

	(void)state;
	fill(share, of_oracle_54);
	assert_true(dip_next(share, FRAMES, &right_foot, &from, &dip));
	assert_near(dip.depth, oracle_number(oracle, "expected.depth"), 1e-9);
	assert_near((double)dip.start / 1000, oracle_number(oracle, "expected.start"), 1e-9);
	assert_near((double)(dip.end - 1) / 1000, oracle_number(oracle, "expected.end"), 1e-9);
	assert_near((double)(dip.end - dip.start), oracle_number(oracle, "expected.dur_ms"), 0);
	assert_near((double)dip.deepest / 1000, oracle_number(oracle, "expected.t_max"), 1e-9);
	assert_false(dip_next(share, FRAMES, &right_foot, &from, &dip));
	js_free(oracle);
}

/* A box of the given depth over frames from .. to - 1. */
static bool box_counts(double depth, size_t from, size_t to)
{
	static double share[FRAMES];
	struct dip dip;
	size_t at = 0;

	for (size_t i = 0; i < FRAMES; i++)
		share[i] = i >= from && i < to ? 0.5 - depth : 0.5;
	return dip_next(share, FRAMES, &right_foot, &at, &dip) && dip.start == from &&
	       dip.end == to;
}

static void only_what_is_deep_and_brief_is_a_dip(void **state)
{
	struct dip_rule left_foot = right_foot;
	static double share[FRAMES];
	struct dip dip;
	size_t at = 0;

	(void)state;
	assert_true(box_counts(0.031, 100, 200));
	assert_false(box_counts(0.029, 100, 200));
	assert_false(box_counts(0.05, 100, 129));
	assert_true(box_counts(0.05, 100, 130));
	assert_true(box_counts(0.05, 100, 500));
	assert_false(box_counts(0.05, 100, 501));
	assert_true(box_counts(0.05, FRAMES - 50, FRAMES)); /* up to the last frame */
	/* what the right gains the left gives up */
	left_foot.sign = 1;
	fill(share, of_oracle_54);
	assert_false(dip_next(share, FRAMES, &left_foot, &at, &dip));
}

/* At a low rate the shortest time allowed is less than half a frame. */
static void a_rule_without_a_shortest_dip_finds_runs_only(void **state)
{
	struct dip_rule any = right_foot;
	double share[] = {0.5, 0.45, 0.5, 0.5, 0.44, 0.45, 0.5};
	struct dip dip;
	size_t from = 0;

	(void)state;
	any.min_frames = 0;
	assert_true(dip_next(share, 7, &any, &from, &dip));
	assert_int_equal(dip.start, 1);
	assert_int_equal(dip.end, 2);
	assert_true(dip_next(share, 7, &any, &from, &dip));
	assert_int_equal(dip.start, 4);
	assert_int_equal(dip.end, 6);
	assert_false(dip_next(share, 7, &any, &from, &dip));
}

/* Body 80 kg, bar 100 kg; in every rep but the first the right foot gives up `points` of its share
 * for `seconds` in the hold at the top. */
static struct lifter *lifter_with_dips(int reps, double points, double seconds)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);

	lifter->right_share = 0.52;
	lifter_leave(lifter, 2);
	lifter_stand(lifter, 2);
	for (int i = 0; i < reps; i++) {
		lifter_stand(lifter, 1);
		lifter_pull(lifter, 0, 1, 0.5);
		lifter_move(lifter, 0.42, 1.4);
		lifter_hold(lifter, 0.6);
		lifter->right_share = i ? 0.52 - points / 100 : 0.52;
		lifter_hold(lifter, seconds);
		lifter->right_share = 0.52;
		lifter_hold(lifter, 0.6);
		lifter_move(lifter, -0.42, 1.2);
		lifter_pull(lifter, 1, 0, 0.05);
	}
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	return lifter;
}

static void a_planted_dip_is_found_once(void **state)
{
	struct lifter *lifter = lifter_with_dips(5, 5, 0.1);
	struct trial_report *report = report_of_lifter(lifter);

	(void)state;
	assert_int_equal(report->reps, 5);
	for (int rep = 1; rep <= 5; rep++) {
		assert_near(metric_value(report, rep, "rep", "right", "dip_count"), rep > 1, 0);
		assert_near(metric_value(report, rep, "rep", "left", "dip_count"), 0, 0);
	}
	assert_near(metric_value(report, 0, "rep", "both", "dips_per_rep"), 0.8, 1e-12);
	assert_near(metric_value(report, 0, "rep", "right", "dips_per_rep"), 0.8, 1e-12);
	assert_near(metric_value(report, 0, "rep", "left", "dips_per_rep"), 0, 0);
	/* the low-pass rounds a box of 100 ms: half way down it is as long as it was */
	assert_null(metric_row(report, 1, "rep", "right", "dip_depth"));
	assert_near(metric_value(report, 2, "rep", "right", "dip_depth"), 5, 0.5);
	assert_near(metric_value(report, 2, "rep", "right", "dip_duration"), 0.1, 0.02);
	/* rep 2 starts 5.45 s after rep 1, which starts at 4 s; its dip is 3.5 to 3.6 s in */
	assert_near(metric_value(report, 2, "rep", "right", "dip_time"), 4 + 5.45 + 3.55, 0.03);
	report_free(report);
	free(lifter);
}

/* A change that stays is a shift, not a dip. */
static void a_long_shift_is_no_dip(void **state)
{
	struct lifter *lifter = lifter_with_dips(3, 5, 0.6);
	struct trial_report *report = report_of_lifter(lifter);

	(void)state;
	assert_near(metric_value(report, 0, "rep", "both", "dips_per_rep"), 0, 0);
	report_free(report);
	free(lifter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dip_is_that_of_oracle_54),
		cmocka_unit_test(only_what_is_deep_and_brief_is_a_dip),
		cmocka_unit_test(a_rule_without_a_shortest_dip_finds_runs_only),
		cmocka_unit_test(a_planted_dip_is_found_once),
		cmocka_unit_test(a_long_shift_is_no_dip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
