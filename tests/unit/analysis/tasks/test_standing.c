/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet standing and stretches marked by hand. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/support/plates.h"
#include "tests/support/simulated.h"

#include "analysis/pipeline.h"

#include <stdlib.h>
#include <string.h>

static struct trial_report *run(struct trial *trial, const struct config *config)
{
	struct trial_report *report = report_with(trial, config, NULL);

	trial_free(trial);
	return report;
}

/* Takes the lifter. */
static struct trial *trial_of(struct lifter *lifter)
{
	struct trial *trial = lifter_trial(lifter);

	free(lifter);
	return trial;
}

static struct trial_report *analyse(struct lifter *lifter)
{
	struct config config;

	config_init(&config);
	return run(trial_of(lifter), &config);
}

static struct trial_report *measure_window(struct lifter *lifter, double from_s, double to_s)
{
	struct config config;

	config_init(&config);
	config.window_start_s = from_s;
	config.window_end_s = to_s;
	return run(trial_of(lifter), &config);
}

static double value(const struct trial_report *report, const char *phase, const char *name,
		    const char *side)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *metric = &report->metric[i];

		if (!strcmp(metric->phase, phase) && !strcmp(metric->metric, name) &&
		    !strcmp(metric->side, side))
			return metric->value;
	}
	return NAN;
}

static bool has_check(const struct trial_report *report, const char *code)
{
	for (size_t i = 0; i < report->checks; i++)
		if (!strcmp(report->check[i].code, code))
			return true;
	return false;
}

static void quiet_standing_is_found_and_shared(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	(void)state;
	lifter->right_share = 0.54;
	lifter_stand(lifter, 20);
	report = analyse(lifter);
	assert_string_equal(report->task, "standing");
	assert_int_equal(report->status, STATUS_WARN); /* TARE_UNCHECKED */
	assert_near(value(report, "standing", "duration", "both"), 20, 1e-9);
	assert_near(value(report, "standing", "asymmetry", "both"), 8, 1e-9);
	assert_near(value(report, "standing", "asymmetry_abs", "both"), 8, 1e-9);
	assert_near(value(report, "standing", "mean_force", "left"), 0.46 * 80 * 9.80665, 1e-6);
	assert_false(has_check(report, "STANDING_SHORT"));
	report_free(report);
}

/* One foot after the other: both carry body weight together, but not each its share. */
static void a_step_on_or_off_is_no_part_of_standing(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	(void)state;
	lifter_leave(lifter, 2);
	lifter->right_share = 0.1;
	lifter_stand(lifter, 0.3);
	lifter->right_share = 0.54;
	lifter_stand(lifter, 12);
	lifter->right_share = 0.8;
	lifter_stand(lifter, 0.2);
	lifter_leave(lifter, 1);
	report = analyse(lifter);
	assert_near(value(report, "standing", "start", "both"), 2.3, 0.0005);
	assert_near(value(report, "standing", "duration", "both"), 12, 0.0015);
	assert_near(value(report, "standing", "asymmetry", "both"), 8, 1e-9);
	assert_near(value(report, "standing", "peak_force", "left"), 0.46 * 80 * 9.80665, 1e-6);
	report_free(report);
}

/* 1.2 of body weight, for a moment and for longer than a step. */
static void stepping_on_is_no_movement_but_bending_is(void **state)
{
	static const double seconds[] = {0.2, 1.2};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct lifter *lifter = lifter_new(1000, 80, 80);
		struct trial_report *report;

		lifter_leave(lifter, 2);
		lifter_pull(lifter, 0.2, 0.2, seconds[i]);
		lifter_stand(lifter, 15);
		lifter_leave(lifter, 1);
		report = analyse(lifter);
		assert_string_equal(report->task, i ? "" : "standing");
		report_free(report);
	}
}

static void a_short_stand_says_so(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 4);
	report = analyse(lifter);
	assert_string_equal(report->task, "standing");
	assert_true(has_check(report, "STANDING_SHORT"));
	report_free(report);
}

static void nobody_on_the_plates_does_not_stand(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial *trial;
	struct trial_report *report;
	struct config config;

	(void)state;
	config_init(&config);
	lifter_leave(lifter, 10);
	trial = trial_of(lifter);
	strcpy(trial->info.task, "standing");
	report = run(trial, &config);
	assert_string_equal(report->task_source, "recorded");
	assert_true(has_check(report, "NO_STANDING"));
	assert_int_equal(report->status, STATUS_REJECT);
	report_free(report);
}

static void a_word_of_the_recorder_is_kept_and_what_was_done_is_found(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial *trial;
	struct trial_report *report;
	struct config config;

	(void)state;
	config_init(&config);
	lifter_stand(lifter, 20);
	trial = trial_of(lifter);
	strcpy(trial->info.task, "eyesclosed");
	report = run(trial, &config);
	assert_string_equal(report->task, "eyesclosed");
	assert_string_equal(report->task_source, "recorded");
	assert_near(value(report, "standing", "asymmetry", "both"), 0, 1e-9);
	report_free(report);
}

/* 400 N at (0.01, 0.02) m of the left plate, 600 N at (-0.03, -0.01) of the right: of both, y =
 * (400 x 0.02 - 600 x 0.01)/1000. Halfway the right moves back by 1 cm, which moves both by 6 mm.
 */
static void sway_is_that_of_each_foot_and_to_and_fro_of_both(void **state)
{
	struct trial *trial = plates_new(1000, 12000);
	struct trial_report *report;
	struct config config;

	(void)state;
	config_init(&config);
	config.cop_cutoff_hz = 0;
	plates_load(trial, 0, 0, 12000, 400, 0.01, 0.02);
	plates_load(trial, 1, 0, 6000, 600, -0.03, -0.01);
	plates_load(trial, 1, 6000, 12000, 600, -0.03, -0.02);
	report = run(trial, &config);
	assert_string_equal(report->task, "standing");
	assert_near(value(report, "standing", "cop_ml", "left"), 0.01, 1e-9);
	assert_near(value(report, "standing", "cop_ap", "left"), 0.02, 1e-9);
	assert_near(value(report, "standing", "cop_ml", "right"), -0.03, 1e-9);
	assert_near(value(report, "standing", "cop_ap", "right"), -0.015, 1e-9);
	assert_near(value(report, "standing", "cop_path_length", "left"), 0, 1e-9);
	assert_near(value(report, "standing", "cop_path_length", "right"), 0.01, 1e-9);
	assert_near(value(report, "standing", "cop_ap", "both"), 0.002 - 0.003, 1e-9);
	assert_near(value(report, "standing", "cop_range_ap", "both"), 0.006, 1e-9);
	assert_near(value(report, "standing", "cop_path_length_ap", "both"), 0.006, 1e-9);
	assert_nan(value(report, "standing", "cop_path_length", "both"));
	report_free(report);
}

/* Oracle O24: four frames with AI 4.76, -4.71, 3.85, -4.17 %. */
static void the_index_of_means_is_not_the_mean_of_indices(void **state)
{
	static const double left[] = {1000, 1000, 1000, 1000}, right[] = {1100, 910, 1080, 920};
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 2);
	for (size_t i = 0; i < 4; i++) {
		lifter->side_n[1000 + i][0] = left[i];
		lifter->side_n[1000 + i][1] = right[i];
	}
	report = measure_window(lifter, 1.0, 1.004);
	assert_close(value(report, "window", "asymmetry", "both"), 0.12484394506866417, 1e-9);
	assert_close(value(report, "window", "asymmetry_frames", "both"), -0.06766248585620327,
		     1e-9);
	assert_close(value(report, "window", "asymmetry_frames_abs", "both"), 4.371691789885507,
		     1e-9);
	report_free(report);
}

static void a_window_holds_every_formula(void **state)
{
	struct lifter *lifter = lifter_new(1000, 100, 100);
	struct trial_report *report;

	(void)state;
	lifter->right_share = 0.45; /* 1100 to 900 of 2000: oracle O22 */
	lifter_stand(lifter, 5);
	report = measure_window(lifter, 1, 3);
	assert_near(value(report, "window", "asymmetry", "both"), -10, 1e-9);
	assert_near(value(report, "window", "asymmetry_robinson", "both"), -20, 1e-9);
	assert_near(value(report, "window", "asymmetry_strong", "both"), -18.181818181818183, 1e-9);
	assert_near(value(report, "window", "asymmetry_weak", "both"), -200 / 9., 1e-9);
	assert_near(value(report, "window", "limb_symmetry", "both"), 81.81818181818181, 1e-9);
	assert_near(value(report, "window", "symmetry_angle", "both"), 6.34510348611071, 1e-9);
	assert_near(value(report, "window", "asymmetry_log", "both"), -20.06706954621511, 1e-9);
	assert_near(value(report, "window", "impulse", "left"), 0.55 * 980.665 * 2, 1e-6);
	assert_near(value(report, "window", "start", "both"), 1, 0);
	report_free(report);
}

static void a_window_outside_the_recording_is_refused(void **state)
{
	static const double windows[][2] = {{9, 10}, {2, 2}, {3, 1}, {1, 1.0001}};

	(void)state;
	for (size_t i = 0; i < sizeof(windows) / sizeof(*windows); i++) {
		struct lifter *lifter = lifter_new(1000, 80, 100);
		struct trial_report *report;
		struct trial *trial;
		struct config config;
		struct error err;

		config_init(&config);
		config.window_start_s = windows[i][0];
		config.window_end_s = windows[i][1];
		lifter_stand(lifter, 5);
		trial = trial_of(lifter);
		assert_int_equal(
			pipeline_run(&(struct pipeline_input){.trial = trial, .config = &config},
				     &report, &err),
			HINGE_EUSAGE);
		assert_non_null(strstr(err.text, "5.000 s"));
		trial_free(trial);
	}
}

static void a_window_over_a_gap_is_flagged(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial *trial;
	struct trial_report *report;
	struct config config;

	(void)state;
	config_init(&config);
	config.window_start_s = 1;
	config.window_end_s = 2;
	lifter_stand(lifter, 5);
	trial = trial_of(lifter);
	for (size_t i = 1400; i < 1500; i++) {
		trial->quality[i] = QUALITY_GAP;
		trial->samples[2 * i] = trial->samples[2 * i + 1] = NAN;
	}
	report = run(trial, &config);
	for (size_t i = 0; i < report->metrics; i++)
		if (!strcmp(report->metric[i].phase, "window"))
			assert_true(report->metric[i].flags & FLAG_GAP);
	report_free(report);
}

/* 80 kg stand where 60 kg should: something is wrong with the plates, and so with the shares. */
static void where_a_check_bars_it_no_asymmetry_is_stated(void **state)
{
	(void)state;
	for (int wrong = 0; wrong < 2; wrong++) {
		struct lifter *lifter = lifter_new(1000, 80, 100);
		struct trial_report *report;
		struct trial *trial;
		struct config config;
		int rows = 0;

		config_init(&config);
		config.window_start_s = 1;
		config.window_end_s = 2;
		lifter_stand(lifter, 12);
		trial = trial_of(lifter);
		trial->info.mass_kg = wrong ? 60 : 80;
		report = run(trial, &config);
		for (size_t i = 0; i < report->metrics; i++) {
			if (strcmp(report->metric[i].metric, "asymmetry"))
				continue;
			assert_int_equal(!!(report->metric[i].flags & FLAG_BARRED), wrong);
			rows++;
		}
		assert_int_equal(rows, 2); /* standing and window */
		report_free(report);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quiet_standing_is_found_and_shared),
		cmocka_unit_test(a_step_on_or_off_is_no_part_of_standing),
		cmocka_unit_test(stepping_on_is_no_movement_but_bending_is),
		cmocka_unit_test(a_short_stand_says_so),
		cmocka_unit_test(nobody_on_the_plates_does_not_stand),
		cmocka_unit_test(a_word_of_the_recorder_is_kept_and_what_was_done_is_found),
		cmocka_unit_test(sway_is_that_of_each_foot_and_to_and_fro_of_both),
		cmocka_unit_test(the_index_of_means_is_not_the_mean_of_indices),
		cmocka_unit_test(a_window_holds_every_formula),
		cmocka_unit_test(a_window_outside_the_recording_is_refused),
		cmocka_unit_test(a_window_over_a_gap_is_flagged),
		cmocka_unit_test(where_a_check_bars_it_no_asymmetry_is_stated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
