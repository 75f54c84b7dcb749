/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/metrics.h"
#include "tests/support/oracle.h"

#include "tests/support/assert_near.h"

#include "analysis/indicators/indicators.h"
#include "formats/random.h"

#include <stdlib.h>
#include <string.h>

/* The oracle sums whatever overlaps: zeros on both sides do the same. */
static void correlation_is_that_of_oracle_34(void **state)
{
	struct js *oracle = oracle_open("O34");
	size_t rows, lags = (size_t)oracle_number(oracle, "inputs.maxlag");
	double *pair = oracle_table("oracles/O34_lag.csv", 1, 2, &rows), r;
	size_t count = rows + 4 * lags;
	double *left = calloc(count, sizeof(double)), *right = calloc(count, sizeof(double));
	double mean_left = 0, mean_right = 0;
	struct correlation correlation = {.lags = lags};

	(void)state;
	for (size_t i = 0; i < rows; i++) {
		mean_left += pair[2 * i] / (double)rows;
		mean_right += pair[2 * i + 1] / (double)rows;
	}
	for (size_t i = 0; i < rows; i++) {
		left[2 * lags + i] = pair[2 * i] - mean_left;
		right[2 * lags + i] = pair[2 * i + 1] - mean_right;
	}
	correlation_add(&correlation, left, right, count);
	assert_near(correlation_peak(&correlation, &r), oracle_number(oracle, "expected.lag"),
		    1e-9);
	assert_near(r, oracle_number(oracle, "expected.r"), 1e-9);
	free(pair);
	free(left);
	free(right);
	js_free(oracle);
}

/* Reps of a lifter whose right foot follows its left by lag frames, with noise of its own under
 * each foot. */
static struct lifter *lifter_with_lag(int reps, int lag, double noise_n)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct random random;

	random_init(&random, 3);
	lifter_leave(lifter, 2);
	lifter_stand(lifter, 2);
	for (int i = 0; i < reps; i++) {
		lifter_stand(lifter, 1);
		lifter_pull(lifter, 0, 1, 0.7);
		lifter_move(lifter, 0.42, 1.4);
		lifter_hold(lifter, 1);
		lifter_move(lifter, -0.42, 1.2);
		lifter_pull(lifter, 1, 0, 0.05);
	}
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	for (size_t i = lifter->frames; i-- > (size_t)lag;)
		lifter->side_n[i][1] = lifter->side_n[i - (size_t)lag][1];
	for (size_t i = 2000; i < lifter->frames - 1000; i++)
		for (int side = 0; side < 2; side++)
			lifter->side_n[i][side] += noise_n * random_normal(&random);
	return lifter;
}

static double set_value(const struct trial_report *report, const char *name)
{
	return metric_value(report, 0, "slack_lift1", "both", name);
}

static void a_planted_lag_is_found_within_its_error(void **state)
{
	static const int lags[] = {0, 12, 30, 60};

	(void)state;
	for (size_t i = 0; i < sizeof(lags) / sizeof(*lags); i++) {
		struct lifter *lifter = lifter_with_lag(8, lags[i], 1);
		struct trial_report *report = report_of_lifter(lifter);
		double lag_s = lags[i] / 1000.0, se = set_value(report, "lag_phase_se");
		const struct metric *row =
			metric_row(report, 0, "slack_lift1", "both", "lag_phase");

		assert_near(row->value, lag_s, 3 * se);
		assert_true(se < 0.002);
		assert_true(row->ci_low < row->value && row->value < row->ci_high);
		assert_int_equal(row->flags, lags[i] > 15 ? FLAG_LAG : 0);
		/* the pull is slow, its correlation has a broad top */
		assert_near(set_value(report, "lag_xcorr"), lag_s, 0.003);
		report_free(report);
		free(lifter);
	}
}

static bool has_step(const struct trial_report *report, const char *name, const char *part)
{
	for (size_t i = 0; i < report->steps; i++)
		if (!strcmp(report->step[i].name, name) && strstr(report->step[i].text, part))
			return true;
	return false;
}

/* Onset to the middle of the lift lasts 0.7 + 0.7 s: four segments of half a second in each rep. */
static void fewer_than_seven_segments_give_no_lag(void **state)
{
	struct lifter *one = lifter_with_lag(1, 12, 1), *two = lifter_with_lag(2, 12, 1);
	struct trial_report *few = report_of_lifter(one), *enough = report_of_lifter(two);

	(void)state;
	assert_null(metric_row(few, 0, "slack_lift1", "both", "lag_phase"));
	assert_null(metric_row(few, 0, "slack_lift1", "both", "lag_xcorr"));
	assert_true(has_step(few, "lag", "4 segments"));
	assert_non_null(metric_row(enough, 0, "slack_lift1", "both", "lag_phase"));
	report_free(few);
	report_free(enough);
	free(one);
	free(two);
}

/* The right foot carries what it carries, whatever the left lifts. */
static void feet_that_do_not_hang_together_have_no_lag(void **state)
{
	struct lifter *lifter = lifter_with_lag(8, 0, 0);
	struct trial_report *report;
	struct random random;

	(void)state;
	random_init(&random, 9);
	for (size_t i = 2000; i < lifter->frames - 1000; i++) {
		lifter->side_n[i][1] = 380 + random_normal(&random);
		lifter->side_n[i][0] = lifter->total_n[i] - 380 + random_normal(&random);
	}
	report = report_of_lifter(lifter);
	assert_int_equal(report->reps, 8);
	assert_null(metric_row(report, 0, "slack_lift1", "both", "lag_phase"));
	assert_null(metric_row(report, 0, "slack_lift1", "both", "lag_xcorr"));
	assert_true(has_step(report, "lag", "coherence"));
	report_free(report);
	free(lifter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(correlation_is_that_of_oracle_34),
		cmocka_unit_test(a_planted_lag_is_found_within_its_error),
		cmocka_unit_test(fewer_than_seven_segments_give_no_lag),
		cmocka_unit_test(feet_that_do_not_hang_together_have_no_lag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
