/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing or wrong in the samples, and what is said of it. */
#include "tests/support/assert_near.h"
#include "tests/support/plates.h"
#include "tests/unit/analysis/signal/force/standing.h"

#include "analysis/signal/force/force.h"

#include <string.h>

static void a_gap_is_a_line_for_filters_and_stays_marked(void **state)
{
	struct trial *trial = standing();
	struct config config;
	struct forces *forces;

	(void)state;
	config_init(&config);
	config.with_cells = true;
	/* 500 N before, 540 N after */
	plates_load(trial, 0, 2010, FRAMES, 40, 0, 0);
	for (size_t i = 2000; i < 2010; i++)
		trial->samples[8 * i + 2] = (double)NAN;
	forces = forces_with(trial, &config, NULL);
	for (size_t i = 2000; i < 2010; i++) {
		assert_sides(forces, i, 500 + 40 * (double)(i - 1999) / 11, 700);
		assert_true(isfinite(forces->cell_n[8 * i + 2]));
		assert_int_equal(forces->quality[i], QUALITY_GAP);
		assert_nan(forces->cop_m[4 * i]);
		assert_nan(forces->cop_m[4 * i + 3]);
	}
	assert_int_equal(forces->quality[1999], 0);
	assert_int_equal(forces->quality[2010], 0);
	assert_true(isfinite(forces->cop_m[4 * 2010]));
	forces_free(forces);
	trial_free(trial);
}

static void a_gap_at_an_end_is_level(void **state)
{
	struct trial *trial = standing();
	struct forces *forces;

	(void)state;
	for (size_t i = 0; i < 8 * 10; i++)
		trial->samples[8 * (FRAMES - 10) + i] = (double)NAN;
	for (size_t i = 0; i < 8 * 5; i++)
		trial->samples[i] = (double)NAN;
	forces = forces_of(trial);
	assert_sides(forces, FRAMES - 1, 500, 700);
	assert_sides(forces, 0, 0, 0);
	assert_int_equal(forces->quality[0], QUALITY_GAP);
	assert_int_equal(forces->quality[FRAMES - 1], QUALITY_GAP);
	forces_free(forces);
	trial_free(trial);
}

static void a_recording_of_nothing_but_gaps_is_zero(void **state)
{
	struct trial *trial = plates_new(1000, 100);
	struct forces *forces;

	(void)state;
	for (size_t i = 0; i < 800; i++)
		trial->samples[i] = (double)NAN;
	forces = forces_of(trial);
	assert_sides(forces, 50, 0, 0);
	assert_nan(forces->cop_m[4 * 50]);
	forces_free(forces);
	trial_free(trial);
}

static void an_empty_recording_has_no_frames(void **state)
{
	struct trial *trial = plates_new(1000, 0);
	struct forces *forces = forces_of(trial);

	(void)state;
	assert_int_equal(forces->frames, 0);
	forces_free(forces);
	forces_free(NULL);
	trial_free(trial);
}

static const struct check *check_named(const struct trial_report *report, const char *code)
{
	for (size_t i = 0; i < report->checks; i++)
		if (strcmp(report->check[i].code, code) == 0)
			return &report->check[i];
	return NULL;
}

static struct trial_report *report_of(const struct trial *trial)
{
	struct trial_report *report;
	struct config config;

	config_init(&config);
	assert_int_equal(report_new(&report, trial->frames, NULL), 0);
	forces_free(forces_with(trial, &config, report));
	return report;
}

static void what_is_wrong_with_the_samples_is_said(void **state)
{
	struct trial *trial = standing();
	struct trial_report *report;

	(void)state;
	for (size_t i = 2000; i < 2007; i++)
		trial->quality[i] |= QUALITY_GAP;
	for (size_t i = 2100; i < 2103; i++)
		trial->quality[i] |= QUALITY_INTERPOLATED;
	for (size_t i = 2200; i < 2202; i++)
		trial->quality[i] |= QUALITY_SATURATED;
	report = report_of(trial);
	assert_near(check_named(report, "GAP")->value, 7, 0);
	assert_near(check_named(report, "GAP_BRIDGED")->value, 3, 0);
	assert_near(check_named(report, "SATURATED")->value, 2, 0);
	assert_null(check_named(report, "TARE_UNCHECKED"));
	assert_int_equal(report->status, STATUS_WARN);
	report_free(report);
	trial_free(trial);
}

static void a_clean_recording_has_no_complaint_and_says_its_tare(void **state)
{
	struct trial *trial = standing();
	struct trial_report *report = report_of(trial);

	(void)state;
	assert_int_equal(report->checks, 0);
	assert_int_equal(report->status, STATUS_OK);
	assert_string_equal(report->step[0].name, "tare");
	assert_non_null(strstr(report->step[0].text, "drift unknown"));
	report_free(report);
	trial_free(trial);
}

static void a_zero_taken_on_trust_is_said(void **state)
{
	struct trial *trial = standing();
	struct trial_report *report;

	(void)state;
	plates_load(trial, 0, 0, ON, 500, 0, 0);
	report = report_of(trial);
	assert_non_null(check_named(report, "TARE_UNCHECKED"));
	assert_int_equal(report->status, STATUS_WARN);
	report_free(report);
	trial_free(trial);
}

static void drift_is_judged_by_the_mass_typed(void **state)
{
	struct trial *trial = standing();
	struct trial_report *report;

	(void)state;
	/* empty at the end too, 4.5 N higher */
	plates_load(trial, 0, 3400, FRAMES, -495.5, 0.010, 0.020);
	plates_load(trial, 1, 3400, FRAMES, -700, -0.005, -0.030);
	report = report_of(trial);
	assert_null(check_named(report, "TARE_DRIFT"));
	report_free(report);
	trial->info.mass_kg = 80;
	report = report_of(trial);
	assert_near(check_named(report, "TARE_DRIFT")->value, 4.5, 0.1);
	report_free(report);
	trial_free(trial);
}

static void remarks_of_the_importer_are_said(void **state)
{
	struct trial *trial = standing();
	struct trial_report *report;

	(void)state;
	trial_remark(trial, "the rates disagree by %d Hz", 5);
	report = report_of(trial);
	assert_string_equal(check_named(report, "IMPORT_REMARK")->text,
			    "the rates disagree by 5 Hz");
	report_free(report);
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gap_is_a_line_for_filters_and_stays_marked),
		cmocka_unit_test(a_gap_at_an_end_is_level),
		cmocka_unit_test(a_recording_of_nothing_but_gaps_is_zero),
		cmocka_unit_test(an_empty_recording_has_no_frames),
		cmocka_unit_test(what_is_wrong_with_the_samples_is_said),
		cmocka_unit_test(a_clean_recording_has_no_complaint_and_says_its_tare),
		cmocka_unit_test(a_zero_taken_on_trust_is_said),
		cmocka_unit_test(drift_is_judged_by_the_mass_typed),
		cmocka_unit_test(remarks_of_the_importer_are_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
