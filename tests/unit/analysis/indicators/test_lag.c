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

static void a_planted_lag_is_found_within_its_error(void **state)
{
	static const int lags[] = {0, 12, 30, 60};

	(void)state;
	for (size_t i = 0; i < sizeof(lags) / sizeof(*lags); i++) {
		struct lifter *lifter = lifter_with_lag(8, lags[i], 1);
		struct trial_report *report = report_of_lifter(lifter);
		print_message("%d: %g %g se %g\n", lags[i],
			      metric_value(report, 0, "slack_lift1", "both", "lag_xcorr"),
			      metric_value(report, 0, "slack_lift1", "both", "lag_phase"),
			      metric_value(report, 0, "slack_lift1", "both", "lag_phase_se"));
		report_free(report);
		free(lifter);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(correlation_is_that_of_oracle_34),
		cmocka_unit_test(a_planted_lag_is_found_within_its_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
