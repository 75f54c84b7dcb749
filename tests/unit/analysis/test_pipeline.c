/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole analysis on simulated sets whose truth is known, and on what it has to survive. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/support/recorded.h"
#include "tests/support/simulated.h"
#include "tests/support/starve.h"

#include "analysis/pipeline.h"
#include "analysis/simd/simd.h"
#include "tools/runtime/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	other = report_with(trial, &config, pool);
	assert_same(one, other);
	report_free(other);
	thread_pool_free(pool);
	for (size_t i = 0; simd_table[i]; i++) {
		if (!simd_table[i]->usable())
			continue;
		config_init(&config);
		strcpy(config.isa, simd_table[i]->name);
		other = report_with(trial, &config, NULL);
		assert_same(one, other);
		report_free(other);
	}
	report_free(one);
	trial_free(trial);
	simulation_free(simulation);
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
	struct trial *trial = lifter_leaning_trial(100, 1);

	(void)state;
	starve(analyse_once, trial);
	trial_free(trial);
}

static void every_stage_has_its_time_and_its_steps(void **state)
{
	static const char *const names[] = {"scale",     "filter",  "cop",
					    "detect",    "metrics", "normalise",
					    "bootstrap", "spectra", "residual"};
	struct trial *trial = lifter_leaning_trial(1000, 2);
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
		cmocka_unit_test(tiny_and_empty_trials_are_survived),
		cmocka_unit_test(memory_that_runs_out_is_said_so),
		cmocka_unit_test(every_stage_has_its_time_and_its_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
