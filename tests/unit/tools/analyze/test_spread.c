/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/asymmetry.h"
#include "tools/analyze/spread.h"

#include <stdio.h>
#include <string.h>

static void add_row(struct trial_report *report, int rep, const char *name, double value)
{
	struct metric row = {.set = 1, .rep = rep, .phase = "lift", .side = "both", .value = value};

	snprintf(row.metric, sizeof(row.metric), "%s", name);
	assert_int_equal(report_add_metric(report, &row, NULL), 0);
}

static struct trial_report *report_of(double left, double right)
{
	struct trial_report *report;

	assert_int_equal(report_new(&report, 0, NULL), 0);
	for (const struct asymmetry_formula *f = asymmetry_formulas; f->metric; f++)
		add_row(report, 0, f->metric, f->of(left, right));
	add_row(report, 0, "mean_force", 1); /* no asymmetry */
	return report;
}

/* Worked by hand for 1.12 on the left and 1.00 on the right: 5.66 of the total, 11.32 of the mean,
 * 10.71 of the larger, 12.00 of the smaller, 3.60 by the angle; 100 R/L lacks 10.71 of even. */
static void one_pair_of_forces_gives_3_6_to_12_percent(void **state)
{
	struct trial_report *report = report_of(1.12, 1.00);
	struct spread spread;
	size_t i = 0;
	const struct metric *headline = spread_next_headline(report, &i);

	(void)state;
	assert_string_equal(headline->metric, "asymmetry");
	assert_true(spread_of_asymmetry(report, headline, &spread));
	assert_int_equal(spread.count, 7);
	assert_near(spread.value[0], 5.66, 0.005);
	assert_near(spread.value[1], 11.32, 0.005);
	assert_near(spread.value[2], 10.71, 0.005);
	assert_near(spread.value[spread.high], 12.00, 0.005);
	assert_string_equal(spread.row[spread.high]->metric, "asymmetry_weak");
	assert_near(spread.value[spread.low], 3.60, 0.005);
	assert_string_equal(spread.row[spread.low]->metric, "symmetry_angle");
	assert_near(spread.value[4], 10.71, 0.005);
	assert_null(spread_next_headline(report, &i));
	report_free(report);
}

static void even_feet_are_even_by_every_formula(void **state)
{
	struct trial_report *report = report_of(400, 400);
	struct spread spread;
	size_t i = 0;

	(void)state;
	assert_true(spread_of_asymmetry(report, spread_next_headline(report, &i), &spread));
	assert_near(spread.value[spread.high], 0, 1e-12);
	report_free(report);
}

static void the_onsets_of_a_rep_stand_together(void **state)
{
	struct trial_report *report;
	struct spread spread;
	size_t i = 0;

	(void)state;
	assert_int_equal(report_new(&report, 0, NULL), 0);
	add_row(report, 1, "onset", 9); /* the method's own: not among the others */
	for (int rep = 1; rep <= 2; rep++) {
		add_row(report, rep, "onset_20_n", rep);
		add_row(report, rep, "onset_75_n", rep + 0.05);
		add_row(report, rep, "onset_3_sd", rep - 0.01);
		add_row(report, rep, "onset_to_liftoff", 0.3); /* a length, no rule */
	}
	for (int rep = 1; rep <= 2; rep++) {
		const struct metric *first = spread_next_onset(report, &i);

		assert_int_equal(first->rep, rep);
		assert_true(spread_of_onset(report, 1, rep, &spread));
		assert_int_equal(spread.count, 3);
		assert_near(spread.value[spread.low], rep - 0.01, 1e-12);
		assert_near(spread.value[spread.high], rep + 0.05, 1e-12);
	}
	assert_null(spread_next_onset(report, &i));
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_pair_of_forces_gives_3_6_to_12_percent),
		cmocka_unit_test(even_feet_are_even_by_every_formula),
		cmocka_unit_test(the_onsets_of_a_rep_stand_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
