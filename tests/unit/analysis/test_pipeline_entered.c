/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole analysis where what was entered is wrong or missing: feet, plates, load, mass. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/support/metrics.h"
#include "tests/support/simulated.h"

#include <stdlib.h>
#include <string.h>

static void unknown_feet_have_no_asymmetry(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 5);
	struct trial_report *report;

	(void)state;
	trial->info.plate[0].foot = trial->info.plate[1].foot = FOOT_UNKNOWN;
	report = report_of(trial);
	assert_int_equal(report->reps, 5);
	assert_false(report->has_sides);
	assert_non_null(strstr(report->sides_reason, "--sides"));
	assert_nan(report->rep[0].asymmetry_lift_pct);
	assert_nan(report->rep[0].mean_left_n);
	assert_nan(report->phase[0].asymmetry_pct);
	assert_true(report->rep[0].peak_total_n > 0);
	assert_null(metric_row(report, 1, "lift", "left", "mean_force"));
	assert_non_null(metric_row(report, 1, "lift", "both", "mean_force"));
	assert_int_equal(finding_coded(report, "C1")->outcome, OUTCOME_NOT_MEASURABLE);
	assert_non_null(strstr(finding_coded(report, "C1")->text, "--sides"));
	assert_int_equal(report->curves, 0);
	assert_int_equal(report->spectrum_bins, 0);
	report_free(report);
	trial_free(trial);
}

static void one_plate_gives_reps_and_no_sides(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 5);
	struct trial_report *report;

	(void)state;
	for (size_t i = 0; i < trial->frames; i++)
		trial->samples[2 * i] += trial->samples[2 * i + 1];
	trial->info.plates = 1;
	trial->info.plate[0].foot = FOOT_BOTH;
	report = report_of(trial);
	assert_int_equal(report->reps, 5);
	assert_near(report->body_mass_kg, 80, 0.05);
	assert_string_equal(finding_coded(report, "C1")->text, "One plate.");
	assert_true(isnan(report->vgrf_n[2 * 3000 + 1]));
	report_free(report);
	trial_free(trial);
}

static void a_wrong_load_is_noticed_and_does_no_harm(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 5);
	struct trial_report *report;

	(void)state;
	trial->info.load_kg = 92;
	report = report_of(trial);
	assert_int_equal(report->reps, 5);
	assert_near(report->load_kg, 92, 0);
	assert_near(report->load_estimated_kg, 102, 0.3);
	assert_non_null(check_coded(report, "LOAD_MISMATCH"));
	assert_int_equal(finding_coded(report, "C1")->outcome, OUTCOME_NOT_MEASURABLE);
	assert_near(report->rep[0].displacement_m, 0.42, 0.005);
	report_free(report);
	trial_free(trial);
}

static void a_load_entered_too_light_does_not_hide_the_lifts(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 1);
	struct trial_report *report;

	(void)state;
	trial->info.load_kg = 15; /* of 80 kg */
	report = report_of(trial);
	/* the lifts themselves show 102 kg: that is what counts */
	assert_int_equal(report->reps, 1);
	assert_non_null(check_coded(report, "LOAD_MISMATCH"));
	report_free(report);
	trial_free(trial);
}

/* The samples that are lost fall between those on which the bar is weighed. */
static void a_load_that_no_rep_confirms_is_not_reported(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 102);
	struct trial *trial;
	struct trial_report *report;

	(void)state;
	for (size_t first = (size_t)(lifter_rep(lifter, 3) * 1000); first < lifter->frames;
	     first += 20)
		lifter->quality[first + 1] = QUALITY_GAP;
	lifter_stand(lifter, 2);
	trial = lifter_trial(lifter);
	free(lifter);
	strcpy(trial->info.task, "deadlift");
	report = report_of(trial);
	assert_int_equal(report->reps, 0);
	assert_nan(report->load_kg);
	assert_nan(report->load_estimated_kg);
	report_free(report);
	trial_free(trial);
}

static void another_lifter_is_noticed(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 1);
	struct trial_report *report;

	(void)state;
	trial->info.mass_kg = 90;
	report = report_of(trial);
	assert_near(report->body_mass_kg, 80, 0.05);
	assert_non_null(check_coded(report, "BODY_MASS_MISMATCH"));
	report_free(report);
	trial_free(trial);
}

/* 40 kg that never leave the plates. */
static void a_bar_that_stands_on_the_plates_is_refused(void **state)
{
	struct lifter *lifter = lifter_new(1000, 120, 40);
	struct trial *trial;
	struct trial_report *report;

	(void)state;
	lifter_leave(lifter, 2);
	lifter_stand(lifter, 5);
	lifter_leave(lifter, 1);
	trial = lifter_trial(lifter);
	free(lifter);
	trial->info.mass_kg = 80;
	trial->info.load_kg = 40;
	report = report_of(trial);
	assert_non_null(check_coded(report, "BAR_ON_PLATE"));
	assert_int_equal(report->status, STATUS_REJECT);
	assert_int_equal(finding_coded(report, "C1")->outcome, OUTCOME_NOT_MEASURABLE);
	report_free(report);
	trial_free(trial);
}

static struct trial_report *analyse_standing(double seconds, double mass_kg, const char *source)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial *trial;
	struct trial_report *report;

	lifter_stand(lifter, seconds);
	trial = lifter_trial(lifter);
	trial->info.mass_kg = mass_kg;
	strcpy(trial->mass_source, source);
	strcpy(trial->info.task, "deadlift");
	free(lifter);
	report = report_of(trial);
	trial_free(trial);
	return report;
}

static void standing_says_that_nothing_was_lifted(void **state)
{
	struct trial_report *report = analyse_standing(20, NAN, "");

	(void)state;
	assert_int_equal(report->reps, 0);
	assert_int_equal(report->status, STATUS_REJECT);
	assert_non_null(strstr(report->no_reps_reason, "--task standing"));
	assert_near(report->body_mass_kg, 80, 0.01);
	assert_string_equal(report->body_mass_source, "measured");
	assert_int_equal(finding_coded(report, "C1")->outcome, OUTCOME_INSUFFICIENT_DATA);
	report_free(report);
}

static void a_mass_that_cannot_be_measured_is_taken_from_where_it_stands(void **state)
{
	struct trial_report *report = analyse_standing(0.6, 79, "typed");

	(void)state;
	assert_near(report->body_mass_kg, 79, 0);
	assert_string_equal(report->body_mass_source, "typed");
	assert_non_null(check_coded(report, "BODY_MASS_GIVEN"));
	report_free(report);
}

static void without_any_mass_nothing_is_found(void **state)
{
	struct trial_report *report = analyse_standing(0.6, NAN, "");

	(void)state;
	assert_nan(report->body_mass_kg);
	assert_int_equal(report->reps, 0);
	assert_int_equal(report->status, STATUS_REJECT);
	assert_non_null(strstr(report->no_reps_reason, "--mass-kg"));
	assert_int_equal(finding_coded(report, "C1")->outcome, OUTCOME_NOT_MEASURABLE);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unknown_feet_have_no_asymmetry),
		cmocka_unit_test(one_plate_gives_reps_and_no_sides),
		cmocka_unit_test(a_wrong_load_is_noticed_and_does_no_harm),
		cmocka_unit_test(a_load_entered_too_light_does_not_hide_the_lifts),
		cmocka_unit_test(a_load_that_no_rep_confirms_is_not_reported),
		cmocka_unit_test(another_lifter_is_noticed),
		cmocka_unit_test(a_bar_that_stands_on_the_plates_is_refused),
		cmocka_unit_test(standing_says_that_nothing_was_lifted),
		cmocka_unit_test(a_mass_that_cannot_be_measured_is_taken_from_where_it_stands),
		cmocka_unit_test(without_any_mass_nothing_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
