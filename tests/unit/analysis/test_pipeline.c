/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole analysis: on simulated sets whose truth is known, and on forces made up for it. */
#include "tests/support/assert_near.h"
#include "tests/support/metrics.h"
#include "tests/support/recorded.h"
#include "tests/support/simulated.h"
#include "tests/support/starve.h"

#include "analysis/pipeline.h"
#include "analysis/simd/simd.h"
#include "tools/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct trial_report *analyse(const struct trial *trial, const struct config *config,
				    const struct pool *pool)
{
	struct trial_report *report;
	struct error err;

	if (pipeline_run(&(struct pipeline_input){.trial = trial, .config = config, .pool = pool},
			 &report, &err))
		fail_msg("%s", err.text);
	return report;
}

static struct trial_report *analyse_simulated(const char *address, struct simulation **simulation)
{
	struct trial *trial;
	struct trial_report *report;

	*simulation = simulation_of(address);
	trial = simulated_trial(*simulation);
	report = report_of(trial);
	trial_free(trial);
	return report;
}

static void assert_found(const struct trial_report *report, const struct simulation *truth)
{
	assert_int_equal(report->reps, truth->reps);
	for (size_t i = 0; i < truth->reps; i++) {
		const struct simulated_rep *planted = &truth->rep[i];
		const struct rep *found = &report->rep[i];

		assert_int_equal(found->kind, planted->kind);
		assert_int_equal(found->end, planted->end);
		if (planted->kind == REP_FAILED)
			continue;
		assert_near(found->liftoff_s, planted->liftoff_s, 0.150);
		assert_near(found->lockout_s, planted->lockout_s, 0.150);
		assert_near(found->touchdown_s, planted->touchdown_s, 0.020);
		assert_near(found->asymmetry_lift_pct, planted->asymmetry_lift_pct, 0.3);
	}
	assert_near(report->body_mass_kg, truth->body_mass_kg, 0.15);
	assert_near(report->load_estimated_kg, truth->load_kg, 1);
}

/* Dead stops and bounces, drops and failed pulls, with the load on the label. */
static void every_planted_rep_is_found(void **state)
{
	static const char *const sets[] = {
		"sim:seed=11,tier=lab,style=dead_stop,ai=6,trend=-0.4",
		"sim:seed=12,tier=lab,style=touch_and_go,ai=-3",
		"sim:seed=13,tier=lab,style=dead_stop,drop=1",
		"sim:seed=14,tier=lab,style=dead_stop,fail=1",
		"sim:seed=15,tier=clean,reps=3",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct simulation *truth;
		struct trial_report *report = analyse_simulated(sets[i], &truth);

		assert_string_equal(report->load_source, "entered");
		assert_found(report, truth);
		report_free(report);
		simulation_free(truth);
	}
}

/* Whether the style is told or not, and the load entered or not. */
static void romanian_reps_are_found_without_being_told(void **state)
{
	struct simulation *truth = simulation_of("sim:seed=16,tier=lab,style=romanian");

	(void)state;
	for (int told = 0; told < 4; told++) {
		struct trial *trial = simulated_trial(truth);
		struct trial_report *report;

		snprintf(trial->info.style, sizeof(trial->info.style), "%s",
			 told & 1 ? "romanian" : "");
		if (told & 2)
			trial->info.load_kg = (double)NAN;
		report = report_of(trial);
		assert_int_equal(report->reps, truth->reps);
		assert_near(report->load_estimated_kg, truth->load_kg, 1);
		assert_string_equal(report->load_source, told & 2 ? "estimated" : "entered");
		for (size_t i = 0; i < truth->reps; i++) {
			assert_int_equal(report->rep[i].kind, REP_ROMANIAN);
			assert_true(report->rep[i].valid);
			assert_nan(report->rep[i].touchdown_s);
			assert_near(report->rep[i].liftoff_s, truth->rep[i].liftoff_s, 0.25);
			assert_near(report->rep[i].displacement_m, truth->rep[i].displacement_m,
				    0.03);
		}
		for (size_t k = 0; k < report->steps; k++)
			if (!strcmp(report->step[k].name, "rep"))
				assert_null(strstr(report->step[k].text, "lift-off"));
		report_free(report);
		trial_free(trial);
	}
	simulation_free(truth);
}

static void without_the_load_the_reps_are_the_same(void **state)
{
	struct simulation *truth = simulation_of("sim:seed=16,tier=lab");
	struct trial *trial = simulated_trial(truth);
	struct trial_report *report;

	(void)state;
	trial->info.load_kg = NAN;
	report = report_of(trial);
	assert_string_equal(report->load_source, "estimated");
	assert_near(report->load_kg, truth->load_kg, 1);
	assert_found(report, truth);
	report_free(report);
	trial_free(trial);
	simulation_free(truth);
}

static void assert_same(const struct trial_report *a, const struct trial_report *b)
{
	size_t n = a->frames;

	assert_int_equal(n, b->frames);
	assert_memory_equal(a->vgrf_n, b->vgrf_n, 2 * n * sizeof(float));
	assert_memory_equal(a->cop_m, b->cop_m, 4 * n * sizeof(float));
	assert_memory_equal(a->velocity_m_s, b->velocity_m_s, n * sizeof(float));
	assert_memory_equal(a->displacement_m, b->displacement_m, n * sizeof(float));
	assert_memory_equal(a->power_w, b->power_w, n * sizeof(float));
	assert_int_equal(a->reps, b->reps);
	for (size_t i = 0; i < a->reps; i++)
		assert_memory_equal(&a->rep[i].onset_s, &b->rep[i].onset_s,
				    offsetof(struct rep, flags) - offsetof(struct rep, onset_s));
	assert_int_equal(a->phases, b->phases);
	for (size_t i = 0; i < a->phases; i++)
		assert_memory_equal(&a->phase[i].t_start_s, &b->phase[i].t_start_s,
				    offsetof(struct phase, flags) -
					    offsetof(struct phase, t_start_s));
	assert_int_equal(a->metrics, b->metrics);
	for (size_t i = 0; i < a->metrics; i++) {
		assert_string_equal(a->metric[i].metric, b->metric[i].metric);
		assert_memory_equal(&a->metric[i].value, &b->metric[i].value, sizeof(double));
		assert_memory_equal(&a->metric[i].ci_low, &b->metric[i].ci_low, 4 * sizeof(double));
	}
	assert_int_equal(a->findings, b->findings);
	for (size_t i = 0; i < a->findings; i++)
		assert_memory_equal(&a->finding[i].value, &b->finding[i].value, sizeof(double));
	assert_memory_equal(a->curve_low, b->curve_low, sizeof(a->curve_low));
	assert_int_equal(a->spectrum_bins, b->spectrum_bins);
	assert_memory_equal(a->coherence, b->coherence, a->spectrum_bins * sizeof(double));
}

static void threads_and_instruction_sets_change_no_bit(void **state)
{
	struct simulation *simulation = simulation_of("sim:seed=17,tier=lab,reps=8");
	struct trial *trial = simulated_trial(simulation);
	struct trial_report *one = report_of(trial), *other;
	struct config config;
	struct pool *pool;

	(void)state;
	assert_int_equal(thread_pool_new(&pool, 2, NULL), 0);
	config_init(&config);
	other = analyse(trial, &config, pool);
	assert_same(one, other);
	report_free(other);
	thread_pool_free(pool);
	for (size_t i = 0; simd_table[i]; i++) {
		if (!simd_table[i]->usable())
			continue;
		config_init(&config);
		strcpy(config.isa, simd_table[i]->name);
		other = analyse(trial, &config, NULL);
		assert_same(one, other);
		report_free(other);
	}
	report_free(one);
	trial_free(trial);
	simulation_free(simulation);
}

/* Five reps with 55 % of the force on the right: AI = 10 everywhere. */
static struct trial *leaning_set_at(double rate_hz, int reps)
{
	struct lifter *lifter = lifter_new(rate_hz, 80, 102);
	struct trial *trial;

	lifter_leave(lifter, 2);
	lifter->right_share = 0.55;
	for (int i = 0; i < reps; i++) {
		/* no two lifts are the same */
		lifter->bar_kg = i % 2 ? 102.2 : 101.8;
		lifter_rep(lifter, 3);
	}
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	trial = lifter_trial(lifter);
	trial->info.load_kg = 102;
	free(lifter);
	return trial;
}

static struct trial *leaning_set(int reps)
{
	return leaning_set_at(1000, reps);
}

static void a_lean_is_measured_in_every_phase(void **state)
{
	struct trial *trial = leaning_set(5);
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
	struct trial *trial = leaning_set(1);
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
		struct trial *trial = leaning_set(reps);
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
		struct trial *trial = leaning_set(reps);
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
	struct trial *trial = leaning_set(1);
	struct trial_report *report;
	struct config config;

	(void)state;
	config_init(&config);
	config.window_start_s = 3;
	config.window_end_s = 3.5;
	report = analyse(trial, &config, NULL);
	assert_near(window_value(report, "both", "asymmetry"), 10, 1e-4);
	/* half-open: 500 frames */
	assert_near(window_value(report, "left", "impulse"), 0.5 * 0.45 * 80 * 9.80665, 0.02);
	assert_near(window_value(report, "both", "duration"), 0.5, 1e-9);
	report_free(report);
	trial_free(trial);
}

static void an_empty_window_is_refused(void **state)
{
	struct trial *trial = leaning_set(1);
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

static void unknown_feet_have_no_asymmetry(void **state)
{
	struct trial *trial = leaning_set(5);
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
	struct trial *trial = leaning_set(5);
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

static void four_reps_say_how_many_are_needed(void **state)
{
	struct trial *trial = leaning_set(4);
	struct trial_report *report = report_of(trial);

	(void)state;
	for (size_t i = 0; i < report->findings; i++)
		if (strcmp(report->finding[i].family, "C") != 0)
			assert_int_equal(report->finding[i].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(report->finding[0].n, 4);
	report_free(report);
	trial_free(trial);
}

static void a_wrong_load_is_noticed_and_does_no_harm(void **state)
{
	struct trial *trial = leaning_set(5);
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

static void another_lifter_is_noticed(void **state)
{
	struct trial *trial = leaning_set(1);
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

static void a_load_entered_too_light_does_not_hide_the_lifts(void **state)
{
	struct trial *trial = leaning_set(1);
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

static void tiny_and_empty_trials_are_survived(void **state)
{
	static const size_t frames[] = {0, 1, 2, 10, 100};

	(void)state;
	for (size_t i = 0; i < sizeof(frames) / sizeof(*frames); i++) {
		struct lifter *lifter = lifter_new(1000, 80, 100);
		struct trial *trial;
		struct trial_report *report;

		lifter->frames = frames[i];
		trial = lifter_trial(lifter);
		report = report_of(trial);
		assert_int_equal(report->reps, 0);
		assert_true(report->no_reps_reason[0] != '\0');
		report_free(report);
		trial_free(trial);
		free(lifter);
	}
}

static int analyse_once(void *ctx)
{
	struct trial_report *report = NULL;
	struct config config;
	int ret;

	config_init(&config);
	config.with_cells = true;
	ret = pipeline_run(&(struct pipeline_input){.trial = ctx, .config = &config}, &report,
			   NULL);
	if (!ret)
		report_free(report);
	return ret;
}

/* One rep has too few segments for spectra, and 100 Hz no place for hum: their library aborts where
 * memory ends. */
static void memory_that_runs_out_is_said_so(void **state)
{
	struct trial *trial = leaning_set_at(100, 1);

	(void)state;
	starve(analyse_once, trial);
	trial_free(trial);
}

static void every_stage_has_its_time_and_its_steps(void **state)
{
	static const char *const names[] = {"scale",     "filter",  "cop",
					    "detect",    "metrics", "normalise",
					    "bootstrap", "spectra", "residual"};
	struct trial *trial = leaning_set(2);
	struct trial_report *report = report_of(trial);

	(void)state;
	assert_int_equal(report->stages, 9);
	for (size_t i = 0; i < 9; i++) {
		assert_string_equal(report->stage[i].name, names[i]);
		assert_true(report->stage[i].cpu_s >= 0);
	}
	assert_true(report->steps >= 6);
	report_free(report);
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_planted_rep_is_found),
		cmocka_unit_test(romanian_reps_are_found_without_being_told),
		cmocka_unit_test(without_the_load_the_reps_are_the_same),
		cmocka_unit_test(threads_and_instruction_sets_change_no_bit),
		cmocka_unit_test(a_lean_is_measured_in_every_phase),
		cmocka_unit_test(signals_are_kept_where_they_mean_something),
		cmocka_unit_test(curves_run_over_the_lift_and_six_reps_give_a_band),
		cmocka_unit_test(seven_segments_give_spectra),
		cmocka_unit_test(a_window_is_measured_by_hand),
		cmocka_unit_test(an_empty_window_is_refused),
		cmocka_unit_test(unknown_feet_have_no_asymmetry),
		cmocka_unit_test(one_plate_gives_reps_and_no_sides),
		cmocka_unit_test(four_reps_say_how_many_are_needed),
		cmocka_unit_test(a_wrong_load_is_noticed_and_does_no_harm),
		cmocka_unit_test(another_lifter_is_noticed),
		cmocka_unit_test(a_bar_that_stands_on_the_plates_is_refused),
		cmocka_unit_test(standing_says_that_nothing_was_lifted),
		cmocka_unit_test(a_mass_that_cannot_be_measured_is_taken_from_where_it_stands),
		cmocka_unit_test(without_any_mass_nothing_is_found),
		cmocka_unit_test(a_load_entered_too_light_does_not_hide_the_lifts),
		cmocka_unit_test(a_load_that_no_rep_confirms_is_not_reported),
		cmocka_unit_test(tiny_and_empty_trials_are_survived),
		cmocka_unit_test(memory_that_runs_out_is_said_so),
		cmocka_unit_test(every_stage_has_its_time_and_its_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
