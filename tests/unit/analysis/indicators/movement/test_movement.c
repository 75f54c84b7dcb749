/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smoothness, range and velocity. */
#include "tests/support/metrics.h"
#include "tests/support/oracle.h"

#include "tests/support/assert_near.h"

#include "analysis/indicators/indicators.h"

#include <stdlib.h>

static double gaussian(int i)
{
	double t = -1 + 0.01 * i;

	return exp(-5 * t * t);
}

static double minimum_jerk(int i)
{
	double tau = i / 1500.0;

	return 0.5 / 1.5 * 30 * tau * tau * (1 - tau) * (1 - tau);
}

static double with_tremor(int i)
{
	double envelope = sin(M_PI * i / 1500.0);

	return minimum_jerk(i) + 0.06 * sin(2 * M_PI * 6 * i / 1000.0) * envelope * envelope;
}

static double jerk_of(double (*velocity)(int), int frames, double rate_hz)
{
	static double v[1500];

	for (int i = 0; i < frames; i++)
		v[i] = velocity(i);
	return log_dimensionless_jerk(v, (size_t)frames, rate_hz);
}

static void smoothness_is_that_of_oracle_31(void **state)
{
	struct js *oracle = oracle_open("O31");

	(void)state;
	assert_near(jerk_of(gaussian, 200, 100), oracle_number(oracle, "expected.A.ldlj"), 1e-7);
	assert_near(jerk_of(minimum_jerk, 1500, 1000), oracle_number(oracle, "expected.B.ldlj"),
		    1e-7);
	assert_near(jerk_of(with_tremor, 1500, 1000), oracle_number(oracle, "expected.C.ldlj"),
		    1e-7);
	js_free(oracle);
}

/* The published value of the first case (Balasubramanian et al. 2012, doctest). */
static void smoothness_is_the_published_one(void **state)
{
	double still[5] = {0};

	(void)state;
	assert_near(jerk_of(gaussian, 200, 100), -5.81636, 5e-6);
	assert_nan(log_dimensionless_jerk(still, 5, 100));
	assert_nan(jerk_of(gaussian, 2, 100));
}

/* Every rep rises rise_m[i] in seconds[i]. */
static struct trial_report *report_of(const double *rise_m, const double *seconds, int reps)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	lifter_leave(lifter, 2);
	lifter_stand(lifter, 2);
	for (int i = 0; i < reps; i++) {
		lifter_stand(lifter, 1);
		lifter_pull(lifter, 0, 1, 0.5);
		lifter_move(lifter, rise_m[i], seconds[i]);
		lifter_hold(lifter, 1);
		lifter_move(lifter, -rise_m[i], 1.2);
		lifter_pull(lifter, 1, 0, 0.05);
	}
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	report = report_of_lifter(lifter);
	free(lifter);
	assert_int_equal(report->reps, reps);
	return report;
}

/* Mean velocity to lockout of a minimum-jerk move goes with rise / time. */
static void a_rep_half_as_fast_again_is_a_third_slower(void **state)
{
	static const double rise_m[] = {0.42, 0.42, 0.42, 0.42}, s[] = {1.4, 1.2, 1.5, 2.1};
	struct trial_report *report = report_of(rise_m, s, 4);

	(void)state;
	assert_near(metric_value(report, 0, "lift", "both", "velocity_loss"), 100.0 / 3, 0.5);
	assert_near(metric_value(report, 0, "lift", "both", "velocity_loss_best"),
		    100 * (1 - 1.2 / 2.1), 0.5);
	report_free(report);
}

static void one_rep_has_no_loss_and_no_spread(void **state)
{
	static const double rise_m[] = {0.42}, s[] = {1.4};
	struct trial_report *report = report_of(rise_m, s, 1);

	(void)state;
	assert_null(metric_row(report, 0, "lift", "both", "velocity_loss"));
	assert_null(metric_row(report, 0, "lift", "both", "displacement_cv"));
	assert_near(metric_value(report, 1, "lift", "both", "lockout_fraction"), 1, 1e-12);
	report_free(report);
}

/* SD of 40, 42, 44, 42, 42 cm is sqrt 2 cm, their mean and median 42 cm; a rep of half the way is
 * partial, counts in neither and has its fraction. */
static void range_is_told_by_its_spread_and_by_what_is_missing(void **state)
{
	static const double rise_m[] = {0.40, 0.42, 0.44, 0.42, 0.42, 0.21};
	static const double s[] = {1.4, 1.4, 1.4, 1.4, 1.4, 1};
	struct trial_report *report = report_of(rise_m, s, 6);

	(void)state;
	assert_near(metric_value(report, 0, "lift", "both", "displacement_sd"), 0.01414, 2e-4);
	assert_near(metric_value(report, 0, "lift", "both", "displacement_cv"), 100 * 1.414 / 42,
		    0.05);
	assert_int_equal(metric_row(report, 0, "lift", "both", "displacement_cv")->n, 5);
	assert_near(metric_value(report, 3, "lift", "both", "lockout_fraction"), 44.0 / 42, 3e-3);
	assert_near(metric_value(report, 6, "lift", "both", "lockout_fraction"), 0.5, 3e-3);
	report_free(report);
}

/* A minimum-jerk lift as the oracle has it, but from lift-off to lockout at 98 %, where the jerk
 * that ends the move is cut off; a slower lift is no less smooth. */
static void smoothness_does_not_depend_on_speed(void **state)
{
	static const double rise_m[] = {0.42, 0.42, 0.42}, s[] = {1.0, 2.0, 1.5};
	struct trial_report *report = report_of(rise_m, s, 3);
	double fast = metric_value(report, 1, "lift", "both", "ldlj");

	(void)state;
	assert_near(metric_value(report, 2, "lift", "both", "ldlj"), fast, 0.15);
	assert_near(metric_value(report, 0, "lift", "both", "ldlj"),
		    metric_value(report, 3, "lift", "both", "ldlj"), 0.1);
	assert_int_equal(metric_row(report, 0, "lift", "both", "ldlj")->n, 3);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(smoothness_is_that_of_oracle_31),
		cmocka_unit_test(smoothness_is_the_published_one),
		cmocka_unit_test(a_rep_half_as_fast_again_is_a_third_slower),
		cmocka_unit_test(one_rep_has_no_loss_and_no_spread),
		cmocka_unit_test(range_is_told_by_its_spread_and_by_what_is_missing),
		cmocka_unit_test(smoothness_does_not_depend_on_speed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
