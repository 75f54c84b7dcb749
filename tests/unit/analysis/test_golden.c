/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The golden trial of the oracles: 80 kg, 120 kg on the bar, three lifts and one that failed. */
#include "tests/support/assert_near.h"

#include "analysis/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char path[] = "../shared/oracles/golden_trial.csv";
enum { CELLS = 8, FRAMES = 28568, LIFTS = 3 };

/* golden_trial.json: the truth and its tolerances */
static const double liftoff_s[LIFTS] = {7.327849721581073, 11.229619781173634, 15.619357041239034};
static const double lockout_s[LIFTS] = {8.288849721581073, 13.053619781173634, 16.806357041239036};
static const double touchdown_s[LIFTS] = {9.745, 14.364, 18.926};
static const double asymmetry_lift_pct[LIFTS] = {5.274, 5.958, 5.959};

static struct trial *golden_trial(void)
{
	static const double x[4] = {0.18, -0.18, -0.18, 0.18}, y[4] = {0.26, 0.26, -0.26, -0.26};
	FILE *file = fopen(path, "r");
	struct trial *trial;
	int read = 0;

	if (!file)
		return NULL;
	assert_int_equal(trial_new(&trial, CELLS, FRAMES, NULL), 0);
	if (fscanf(file, "%*s") == EOF) /* the names of the columns */
		read = -1;
	for (size_t i = 0; i < FRAMES * CELLS && read >= 0; i++)
		read += fscanf(file, "%lf%*c", &trial->samples[i]) == 1;
	fclose(file);
	assert_int_equal(read, FRAMES * CELLS);

	trial->info.rate_hz = 1000;
	trial->info.unit = UNIT_NEWTON;
	trial->info.channels = CELLS;
	trial->info.frames = FRAMES;
	trial->info.plates = 2;
	for (size_t p = 0; p < 2; p++) {
		struct plate *plate = &trial->info.plate[p];

		plate->foot = p ? FOOT_RIGHT : FOOT_LEFT;
		plate->kind = PLATE_CELLS;
		plate->cells = 4;
		for (size_t c = 0; c < 4; c++)
			plate->cell[c] = (struct cell){.column = (int)(4 * p + c),
						       .x_m = x[c],
						       .y_m = y[c],
						       .newton_per_unit = 1};
	}
	return trial;
}

static int set_up(void **state)
{
	*state = golden_trial();
	if (!*state)
		print_message("SKIP: %s is not there\n", path);
	return 0;
}

static int tear_down(void **state)
{
	trial_free(*state);
	return 0;
}

static struct trial_report *analyse(struct trial *trial, double load_kg)
{
	struct trial_report *report;
	struct config config;

	if (!trial)
		skip();
	config_init(&config);
	trial->info.load_kg = load_kg;
	assert_int_equal(pipeline_run(&(struct pipeline_input){.trial = trial, .config = &config},
				      &report, NULL),
			 0);
	return report;
}

static void with_the_load_given_every_rep_is_found(void **state)
{
	struct trial_report *report = analyse(*state, 120);

	assert_int_equal(report->reps, LIFTS + 1);
	for (size_t i = 0; i < LIFTS; i++) {
		const struct rep *rep = &report->rep[i];

		assert_int_equal(rep->kind, REP_DEAD_STOP);
		assert_int_equal(rep->end, END_LOWERED);
		assert_true(rep->valid);
		assert_near(rep->liftoff_s, liftoff_s[i], 0.050);
		assert_near(rep->lockout_s, lockout_s[i], 0.120);
		assert_near(rep->touchdown_s, touchdown_s[i], 0.015);
		assert_near(rep->asymmetry_lift_pct, asymmetry_lift_pct[i], 0.3);
	}
	assert_int_equal(report->rep[LIFTS].kind, REP_FAILED);
	assert_false(report->rep[LIFTS].valid);
	assert_string_equal(report->load_source, "entered");
	report_free(report);
}

static void without_the_load_body_and_bar_are_weighed(void **state)
{
	struct trial_report *report = analyse(*state, NAN);

	assert_near(report->body_mass_kg, 80, 0.1);
	assert_string_equal(report->body_mass_source, "measured");
	assert_near(report->load_kg, 120, 1.0);
	assert_string_equal(report->load_source, "estimated");
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_the_load_given_every_rep_is_found),
		cmocka_unit_test(without_the_load_body_and_bar_are_weighed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
