/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the whole analysis measures of a lifter who leans. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/support/metrics.h"
#include "tests/support/simulated.h"

#include "analysis/pipeline.h"

#include <string.h>

static void a_lean_is_measured_in_every_phase(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 5);
	struct trial_report *report = report_of(trial);
	const struct metric *row;

	(void)state;
	assert_int_equal(report->reps, 5);
	assert_int_equal(report->phases, 5 * PHASES);
	for (size_t i = 0; i < report->phases; i++)
		assert_near(report->phase[i].asymmetry_pct, 10, 1e-6);
	for (size_t i = 0; i < 5; i++)
		assert_near(report->rep[i].asymmetry_lift_pct, 10, 1e-6);
	row = metric_row(report, 0, "lift", "both", "asymmetry");
	assert_non_null(row);
	assert_near(row->value, 10, 1e-6);
	assert_near(row->ci_low, 10, 1e-6);
	assert_near(row->bca_high, 10, 1e-6);
	assert_int_equal(row->n, 5);
	assert_string_equal(row->unit, "%");
	assert_string_equal(row->formula, "AI=100(R-L)/(R+L)");
	/* from rest to rest the mean force is the weight; LIFT ends 2 % short of it */
	row = metric_row(report, 1, "lift", "both", "mean_force");
	assert_close(row->value, 182 * 9.80665, 0.02);
	assert_near(metric_row(report, 1, "lift", "both", "asymmetry_robinson")->value, 20, 1e-6);
	assert_near(metric_row(report, 1, "lift", "both", "limb_symmetry")->value, 100 * 55 / 45.,
		    1e-4);
	/* O35: peak velocity 0.5625 m/s, power 1017 W; the 20 Hz filter takes little off */
	assert_close(metric_row(report, 1, "lift", "both", "peak_velocity")->value, 0.5625, 0.01);
	assert_close(report->rep[0].peak_power_w, 1016.9752044187197, 0.01);
	assert_close(report->rep[0].peak_total_n, 2009.9768613994167, 0.005);
	/* the same five times over is no measurement: nothing is said with certainty */
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(report->finding[i].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_non_null(strstr(report->finding[0].text, "the same to the last digit"));
	report_free(report);
	trial_free(trial);
}

static void signals_are_kept_where_they_mean_something(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 1);
	struct trial_report *report = report_of(trial);
	size_t lift = (size_t)lround(report->rep[0].liftoff_s * 1000) + 100;

	(void)state;
	assert_true(isnan(report->asymmetry_pct[500])); /* the plates are empty */
	assert_near(report->asymmetry_pct[3000], 10, 1e-4);
	assert_near(report->vgrf_n[2 * 3000], 0.45 * 80 * 9.80665, 0.01);
	assert_near(report->vgrf_n[2 * 3000 + 1], 0.55 * 80 * 9.80665, 0.01);
	assert_true(isnan(report->velocity_m_s[3000]));
	assert_true(isnan(report->power_w[3000]));
	assert_true(report->velocity_m_s[lift] > 0);
	assert_close(report->power_w[lift],
		     (report->vgrf_n[2 * lift] + report->vgrf_n[2 * lift + 1]) *
			     report->velocity_m_s[lift],
		     0.01);
	report_free(report);
	trial_free(trial);
}

static void curves_run_over_the_lift_and_six_reps_give_a_band(void **state)
{
	(void)state;
	for (int reps = 5; reps <= 6; reps++) {
		struct trial *trial = lifter_leaning_trial(1000, reps);
		struct trial_report *report = report_of(trial);

		assert_int_equal(report->curves, reps);
		for (size_t i = 0; i < CURVE_POINTS; i++) {
			assert_near(report->curve[0].asymmetry_pct[i], 10, 1e-4);
			assert_near(report->curve_mean[i], 10, 1e-6);
			assert_int_equal(isnan(report->curve_low[i]), reps < 6);
		}
		/* starts and nearly ends at the system's weight */
		assert_close(report->curve[0].left_n[0] + report->curve[0].right_n[0],
			     182 * 9.80665, 0.02);
		report_free(report);
		trial_free(trial);
	}
}

static void seven_segments_give_spectra(void **state)
{
	(void)state;
	for (int reps = 1; reps <= 2; reps++) {
		struct trial *trial = lifter_leaning_trial(1000, reps);
		struct trial_report *report = report_of(trial);

		/* lift-off to touchdown 3.4 s: five segments of 1 s a rep */
		assert_int_equal(report->spectrum_segments, reps == 1 ? 0 : 10);
		assert_int_equal(report->spectrum_bins, reps == 1 ? 0 : 501);
		if (reps == 2) {
			assert_near(report->frequency_hz[500], 500, 1e-9);
			assert_near(report->coherence[1], 1, 1e-9);
			assert_close(report->psd_right[1] / report->psd_left[1],
				     55. * 55 / (45 * 45), 1e-6);
		}
		report_free(report);
		trial_free(trial);
	}
}

/* It belongs to no set. */
static double window_value(const struct trial_report *report, const char *side, const char *name)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (row->set == 0 && !strcmp(row->phase, "window") && !strcmp(row->side, side) &&
		    !strcmp(row->metric, name))
			return row->value;
	}
	return NAN;
}

static void a_window_is_measured_by_hand(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 1);
	struct trial_report *report;
	struct config config;

	(void)state;
	config_init(&config);
	config.window_start_s = 3;
	config.window_end_s = 3.5;
	report = report_with(trial, &config, NULL);
	assert_near(window_value(report, "both", "asymmetry"), 10, 1e-4);
	/* half-open: 500 frames */
	assert_near(window_value(report, "left", "impulse"), 0.5 * 0.45 * 80 * 9.80665, 0.02);
	assert_near(window_value(report, "both", "duration"), 0.5, 1e-9);
	report_free(report);
	trial_free(trial);
}

static void an_empty_window_is_refused(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 1);
	struct trial_report *report;
	struct config config;
	struct error err;

	(void)state;
	config_init(&config);
	config.window_start_s = 500;
	config.window_end_s = 501;
	assert_int_equal(pipeline_run(&(struct pipeline_input){.trial = trial, .config = &config},
				      &report, &err),
			 HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "window 500:501 s is empty"));
	trial_free(trial);
}

static void four_reps_say_how_many_are_needed(void **state)
{
	struct trial *trial = lifter_leaning_trial(1000, 4);
	struct trial_report *report = report_of(trial);

	(void)state;
	for (size_t i = 0; i < report->findings; i++)
		if (strcmp(report->finding[i].family, "C") != 0)
			assert_int_equal(report->finding[i].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(report->finding[0].n, 4);
	report_free(report);
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lean_is_measured_in_every_phase),
		cmocka_unit_test(signals_are_kept_where_they_mean_something),
		cmocka_unit_test(curves_run_over_the_lift_and_six_reps_give_a_band),
		cmocka_unit_test(seven_segments_give_spectra),
		cmocka_unit_test(a_window_is_measured_by_hand),
		cmocka_unit_test(an_empty_window_is_refused),
		cmocka_unit_test(four_reps_say_how_many_are_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
