/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulator plants is found under a laboratory's noise. */
#include "tests/support/metrics.h"
#include "tests/support/recorded.h"

#include "tests/support/assert_near.h"
#include "tests/support/simulated.h"

#include <stdio.h>

static struct trial_report *report_of_simulated(const char *address, double *lag_s)
{
	struct simulation *simulation = simulation_of(address);
	struct trial *trial = simulated_trial(simulation);
	struct trial_report *report = report_of(trial);

	*lag_s = simulation->lag_s;
	trial_free(trial);
	simulation_free(simulation);
	return report;
}

enum { SETS = 8 };

/* Mean over the sets of a row of the set. */
static double mean_over_sets(const char *options, const char *side)
{
	double sum = 0, lag_s;

	for (int seed = 1; seed <= SETS; seed++) {
		char address[128];
		struct trial_report *report;

		snprintf(address, sizeof(address), "sim:seed=%d,tier=lab,%s", seed, options);
		report = report_of_simulated(address, &lag_s);
		sum += metric_value(report, 0, "rep", side, "dips_per_rep");
		report_free(report);
	}
	return sum / SETS;
}

/* 64 reps, a dip of five points in each: at most three missed or found too often; without any dip
 * at most three of the 128 feet show one. */
static void planted_dips_are_counted(void **state)
{
	(void)state;
	assert_near(mean_over_sets("dips=1,dip=5", "right"), 1, 3.0 / 64);
	assert_near(mean_over_sets("dips=0", "both"), 0, 3.0 / 64);
}

/* Which foot is first, and by how much as far as the simulator's lag is one: its feet share the
 * total, so that fast movements lag less than slow ones. */
static void the_foot_that_is_late_is_found(void **state)
{
	(void)state;
	for (int seed = 1; seed <= SETS; seed++) {
		char address[64];
		double lag_s, found_s;
		struct trial_report *report;
		const struct metric *row;

		snprintf(address, sizeof(address), "sim:seed=%d,tier=gym", seed);
		report = report_of_simulated(address, &lag_s);
		row = metric_row(report, 0, "slack_lift1", "both", "lag_phase");
		assert_non_null(row);
		found_s = row->value;
		assert_near(found_s, lag_s, 0.005 + 0.25 * fabs(lag_s));
		if (fabs(lag_s) > 0.022)
			assert_int_equal(row->flags, FLAG_LAG);
		if (fabs(lag_s) < 0.012)
			assert_int_equal(row->flags, 0);
		report_free(report);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(planted_dips_are_counted),
		cmocka_unit_test(the_foot_that_is_late_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
