/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pulls that do not count, and what is said of them. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/unit/analysis/tasks/pulls.h"

static void a_pull_from_tension_is_rejected(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	lifter_pull(lifter, 0, 0.06, 0.5); /* 120 N */
	lifter_pull(lifter, 0.06, 0.06, 3);
	lifter_pull(lifter, 0.06, 0.8, 0.3);
	lifter_pull(lifter, 0.8, 0.8, 3);
	lifter_pull(lifter, 0.8, 0, 0.2);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	assert_near(check_named(report, "PRETENSION")->value, 120, 1e-6);
	assert_int_equal(report->status, STATUS_REJECT);
	report_free(report);
}

static void a_dip_before_the_pull_is_rejected(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	lifter_pull(lifter, 0, -0.05, 0.2); /* 100 N */
	lifter_pull(lifter, -0.05, 0, 0.2);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	assert_near(check_named(report, "COUNTERMOVEMENT")->value, weight_n - 100, 1e-6);
	assert_int_equal(report->status, STATUS_REJECT);
	report_free(report);
}

static void one_bad_pull_of_two_is_a_warning(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 3);
	lifter_pull(lifter, 0, -0.05, 0.2);
	lifter_pull(lifter, -0.05, 0, 0.2);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	assert_int_equal(check_named(report, "COUNTERMOVEMENT")->severity, STATUS_WARN);
	report_free(report);
}

static void a_recording_that_starts_inside_the_pull_has_a_peak_and_no_onset(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_pull(lifter, 0.3, 0.8, 0.3);
	lifter_pull(lifter, 0.8, 0.8, 3);
	lifter_pull(lifter, 0.8, 0, 0.2);
	lifter_stand(lifter, 3);
	report = analyse(lifter, "auto");
	assert_near(value(report, 1, "net_peak_force", "both"), 1600, 1e-6);
	assert_true(find(report, 1, "net_peak_force", "both")->flags & FLAG_EDGE);
	assert_null(find(report, 1, "onset", "both"));
	assert_null(find(report, 1, "force_at_100_ms", "both"));
	assert_non_null(check_named(report, "PULL_CUT"));
	report_free(report);
}

static void without_standing_before_it_the_onset_rests_on_body_weight(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 0.3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 3);
	report = analyse(lifter, "auto");
	assert_near(value(report, 1, "onset", "both"), 0.3, 0.0011);
	assert_true(find(report, 1, "onset", "both")->flags & FLAG_UNSETTLED);
	assert_non_null(check_named(report, "NO_QUIET_BEFORE_PULL"));
	report_free(report);
}

static void a_slow_recording_says_that_times_are_coarse(void **state)
{
	struct lifter *lifter = lifter_new(100, 80, pull_n / 9.80665);
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	assert_near(check_named(report, "RATE_LOW")->value, 100, 0);
	assert_near(value(report, 1, "force_at_150_ms", "both"), weight_n + 600, 1e-6);
	report_free(report);
}

static void a_pull_over_a_gap_is_flagged_and_not_averaged(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.7);
	lifter_stand(lifter, 2);
	for (size_t i = 4000; i < 4100; i++) {
		lifter->quality[i] = QUALITY_GAP;
		lifter->side_n[i][0] = lifter->side_n[i][1] = NAN;
	}
	report = analyse(lifter, "auto");
	assert_true(find(report, 1, "peak_force", "both")->flags & FLAG_GAP);
	assert_false(find(report, 2, "peak_force", "both")->flags & FLAG_GAP);
	assert_near(find(report, 0, "net_peak_force", "both")->value, 1400, 1e-6);
	assert_int_equal(find(report, 0, "net_peak_force", "both")->n, 1);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pull_from_tension_is_rejected),
		cmocka_unit_test(a_dip_before_the_pull_is_rejected),
		cmocka_unit_test(one_bad_pull_of_two_is_a_warning),
		cmocka_unit_test(a_recording_that_starts_inside_the_pull_has_a_peak_and_no_onset),
		cmocka_unit_test(without_standing_before_it_the_onset_rests_on_body_weight),
		cmocka_unit_test(a_slow_recording_says_that_times_are_coarse),
		cmocka_unit_test(a_pull_over_a_gap_is_flagged_and_not_averaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
