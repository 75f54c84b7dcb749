/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real recordings of other movements: no rep is invented, and the report says why. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "analysis/pipeline.h"
#include "formats/files.h"
#include "formats/import/import.h"

#include <string.h>

#define DATA "../shared/data/"

/* One plate, Fz over time. */
static const char pull_profile[] =
	"{\"Format\":\"hinge-recording\",\"FormatVersion\":\"1.0\",\"Unit\":\"N\","
	"\"Plates\":[{\"Name\":\"plate\",\"Foot\":\"both\","
	"\"Fz\":{\"Column\":\"Fz\",\"NewtonPerUnit\":1}}],"
	"\"Text\":{\"Delimiter\":\",\",\"Decimal\":\".\",\"HeaderLines\":1,"
	"\"TimeColumn\":\"Time\"}}";

static struct trial_report *analyse_with(const char *path, const struct import_options *options,
					 const struct config *config)
{
	struct trial_report *report;
	struct trial *trial;
	struct error err;

	if (!file_exists(path)) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
	if (import_read(path, options, &trial, &err) ||
	    pipeline_run(&(struct pipeline_input){.trial = trial, .config = config}, &report, &err))
		fail_msg("%s", err.text);
	trial_free(trial);
	return report;
}

static struct trial_report *analyse(const char *path, const struct import_options *options)
{
	struct config config;

	config_init(&config);
	return analyse_with(path, options, &config);
}

static struct import_options right_then_left(void)
{
	struct import_options options;

	import_options_init(&options);
	options.sides[0] = FOOT_RIGHT;
	options.sides[1] = FOOT_LEFT;
	options.sides_count = 2;
	return options;
}

static void assert_no_reps(const struct trial_report *report, const char *why)
{
	assert_int_equal(report->reps, 0);
	assert_int_equal(report->status, STATUS_REJECT);
	if (!strstr(report->no_reps_reason, why))
		fail_msg("%s: %s", report->raw_file, report->no_reps_reason);
}

/* REFERENCE.csv: 93.7 kg in the header; the lifter stands for half a second only. */
static void a_countermovement_jump_is_a_jump(void **state)
{
	struct import_options options;

	(void)state;
	for (int loaded = 0; loaded < 2; loaded++) {
		struct trial_report *report;

		import_options_init(&options);
		if (loaded) /* a load entered by mistake invents nothing either */
			options.load_kg = 60;
		report = analyse(DATA "vald_forcedecks_raw_v2/cmj_trial1.csv", &options);
		assert_no_reps(report, "leave the plates 1 time:");
		assert_near(report->body_mass_kg, 93.7, 0.3);
		assert_string_equal(report->body_mass_source, "header");
		report_free(report);
	}
}

/* Three jumps each; standing 80.0 and 90.9 kg at the start of the files, less later. */
static void squat_jumps_are_jumps(void **state)
{
	static const struct {
		const char *path;
		double mass_kg;
	} files[] = {
		{DATA "acl_squat_jump_csv/BFR003_squat_jump.csv", 80.0},
		{DATA "acl_squat_jump_csv/BFR007_squat_jump.csv", 90.9},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct import_options options = right_then_left();
		struct trial_report *report = analyse(files[i].path, &options);

		assert_no_reps(report, "leave the plates 3 times:");
		assert_near(report->body_mass_kg, files[i].mass_kg, 1.5);
		assert_string_equal(report->body_mass_source, "measured");
		assert_true(report->has_sides);
		report_free(report);
	}
}

/* REFERENCE.csv: (L - R)/(L + R) of impulse over the author's rows. */
static void a_window_gives_the_impulse_asymmetry_of_the_reference(void **state)
{
	static const struct {
		double start_s, end_s, asymmetry_pct;
	} jumps[] = {{1.656, 1.810, 27.37}, {6.052, 6.203, 23.71}, {10.916, 11.067, 23.03}};
	struct import_options options = right_then_left();

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct trial_report *report;
		struct config config;
		size_t k = 0;

		config_init(&config);
		config.window_start_s = jumps[i].start_s;
		config.window_end_s = jumps[i].end_s;
		report = analyse_with(DATA "acl_squat_jump_csv/BFR007_squat_jump.csv", &options,
				      &config);
		while (k < report->metrics && strcmp(report->metric[k].metric, "asymmetry"))
			k++;
		assert_true(k < report->metrics);
		assert_string_equal(report->metric[k].phase, "window");
		assert_near(report->metric[k].value, jumps[i].asymmetry_pct, 0.01);
		report_free(report);
	}
}

/* The same pull at 1000 and at 500 Hz. */
static void an_isometric_pull_lifts_nothing(void **state)
{
	static const char *const files[] = {DATA "isometric_pull_csv/Example1.csv",
					    DATA "isometric_pull_csv/Example1 - 500hz.csv"};
	const char *profile = scratch_path(state, "pull.json");
	double mass_kg[2];

	assert_int_equal(file_write_atomic(profile, pull_profile, strlen(pull_profile), true, NULL),
			 0);
	for (size_t i = 0; i < 2; i++) {
		struct import_options options;
		struct trial_report *report;
		struct config config;

		import_options_init(&options);
		options.profile = profile;
		config_init(&config);
		strcpy(config.task, "deadlift");
		report = analyse_with(files[i], &options, &config);
		assert_no_reps(report, "--task isometric");
		mass_kg[i] = report->body_mass_kg;
		assert_int_equal(report->finding[0].outcome, OUTCOME_NOT_MEASURABLE);
		report_free(report);
	}
	assert_near(mass_kg[0], mass_kg[1], 0.05);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_countermovement_jump_is_a_jump),
		cmocka_unit_test(squat_jumps_are_jumps),
		cmocka_unit_test(a_window_gives_the_impulse_asymmetry_of_the_reference),
		cmocka_unit_test_setup_teardown(an_isometric_pull_lifts_nothing, scratch_setup,
						scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
