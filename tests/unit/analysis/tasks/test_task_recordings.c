/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Isometric pulls, quiet standing and marked stretches of real recordings, against what their
 * authors computed. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "analysis/pipeline.h"
#include "analysis/signal/sway.h"
#include "formats/files.h"
#include "formats/import/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATA "../shared/data/"
#define PROFILE(plates, text)                                                       \
	"{\"Format\":\"hinge-recording\",\"FormatVersion\":\"1.0\",\"Unit\":\"N\"," \
	"\"Plates\":[" plates "],\"Text\":{\"Decimal\":\".\",\"HeaderLines\":1," text "}}"

static const char pull_profile[] = PROFILE("{\"Name\":\"plate\",\"Foot\":\"both\",\"Fz\":\"Fz\"}",
					   "\"Delimiter\":\",\",\"TimeColumn\":\"Time\"");
static const char sway_profile[] =
	PROFILE("{\"Name\":\"plate\",\"Foot\":\"both\",\"Fz\":\"Fz\",\"CopX\":\"CoPx\","
		"\"CopY\":\"CoPy\"}",
		"\"Delimiter\":\",\",\"TimeColumn\":\"Time\"");
/* the vertical force of each leg; the first named is put left */
static const char stroke_profile[] = PROFILE("{\"Name\":\"first\",\"Foot\":\"left\",\"Fz\":2},"
					     "{\"Name\":\"second\",\"Foot\":\"right\",\"Fz\":5}",
					     "\"Delimiter\":\"\\t\",\"TimeColumn\":0");

static void need(const char *path)
{
	if (file_exists(path))
		return;
	print_message("SKIP: %s is not there\n", path);
	skip();
}

static struct trial_report *analyse(const char *path, const struct import_options *options,
				    double from_s, double to_s)
{
	struct trial_report *report;
	struct trial *trial;
	struct config config;
	struct error err;

	need(path);
	config_init(&config);
	config.window_start_s = from_s;
	config.window_end_s = to_s;
	if (import_read(path, options, &trial, &err) ||
	    pipeline_run(&(struct pipeline_input){.trial = trial, .config = &config}, &report,
			 &err))
		fail_msg("%s", err.text);
	trial_free(trial);
	return report;
}

static struct trial_report *analyse_text(void **state, const char *profile, const char *path,
					 double from_s, double to_s)
{
	const char *name = scratch_path(state, "profile.json");
	struct import_options options;

	assert_int_equal(file_write_atomic(name, profile, strlen(profile), true, NULL), 0);
	import_options_init(&options);
	options.profile = name;
	return analyse(path, &options, from_s, to_s);
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
	fail_msg("no %s %s of %s", phase, name, report->raw_file);
	return NAN;
}

/* One trial at two rates: 2803.6 N at 17.02 s; 809.0 N in the first half second. */
static void a_pull_is_the_same_at_two_rates(void **state)
{
	static const char *const files[] = {DATA "isometric_pull_csv/Example1.csv",
					    DATA "isometric_pull_csv/Example1 - 500hz.csv"};
	double onset_s[2], net_n[2];

	for (size_t i = 0; i < 2; i++) {
		struct trial_report *report = analyse_text(state, pull_profile, files[i], 0, 0.5);

		assert_string_equal(report->task, "isometric");
		assert_near(value(report, "pull", "peak_force", "both"), 2803.6, 0.05);
		onset_s[i] = value(report, "pull", "onset", "both");
		assert_near(onset_s[i] + value(report, "pull", "time_to_peak", "both"), 17.02,
			    0.005);
		assert_near(value(report, "window", "mean_force", "both"), 809.0, 0.05);
		net_n[i] = value(report, "pull", "net_peak_force", "both");
		report_free(report);
	}
	assert_near(onset_s[0], onset_s[1], 0.002);
	assert_near(net_n[0], net_n[1], 1);
}

/* Body mass is the author's mean of the last second; his Fmax is the highest 0.3 s mean of the
 * length of the force vector, so that one sample of the vertical force reaches further, by less
 * than a tenth. */
static void isometric_deadlifts_lie_beside_their_author(void **state)
{
	static const struct {
		const char *name;
		double mass_kg, fmax_n;
	} files[] = {
		{"PUB_NB", 82.65069498638998, 1853.182716870876},
		{"PUB_LB", 84.08924843091168, 2012.827053818448},
		{"PUB_WB", 84.06336740606183, 1955.473347589344},
		{"YMJ_NB", 77.70346535020241, 1592.30315925367},
		{"YMJ_LB", 79.14561307031613, 1609.580163514905},
		{"YMJ_WB", 79.04999762198993, 1807.485665603914},
		{"GFD_NB", 81.79302651732181, 1785.560634636234},
		{"GFD_LB", 82.91777275337398, 1713.95453913951},
		{"GFD_WB", 83.75890568756277, 1740.406722572929},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct import_options options;
		struct trial_report *report;
		char path[128];
		double net_n;

		snprintf(path, sizeof(path), DATA "deadlift_isometric_c3d/%s.c3d", files[i].name);
		import_options_init(&options);
		report = analyse(path, &options, NAN, NAN);
		assert_string_equal(report->task, "isometric");
		assert_string_equal(report->task_source, "found");
		assert_near(report->body_mass_kg, files[i].mass_kg, 1.0);
		net_n = value(report, "pull", "net_peak_force", "both");
		assert_near(net_n, 1.05 * files[i].fmax_n, 0.05 * files[i].fmax_n);
		report_free(report);
	}
}

/* |SI| of the author: 25.0, 12.9, 1.0, 46.6 %: the index of the mean forces of the recording. */
static void stroke_patients_stand_on_one_leg_as_their_author_says(void **state)
{
	static const struct {
		const char *path;
		double asymmetry_pct;
	} files[] = {
		{DATA "stroke_balance_txt/Stroke 0.txt", 25.0},
		{DATA "stroke_balance_txt/Stroke 2.txt", 12.9},
		{DATA "stroke_balance_txt/Stroke 5.txt", 1.0},
		{DATA "stroke_balance_txt/Stroke 10.txt", 46.6},
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct trial_report *report =
			analyse_text(state, stroke_profile, files[i].path, NAN, NAN);

		assert_string_equal(report->task, "standing");
		assert_near(fabs(value(report, "standing", "asymmetry", "both")),
			    files[i].asymmetry_pct, 0.1);
		report_free(report);
	}
}

/* Raw path of the recording's own centre of pressure. */
static void sway_is_the_path_of_the_recording(void **state)
{
	struct trial_report *report = analyse_text(
		state, sway_profile, DATA "posturography_csv/eyesOpen_1.csv", NAN, NAN);

	assert_string_equal(report->task, "standing");
	assert_near(value(report, "standing", "cop_path_length", "both"), 1.016, 0.0006);
	assert_near(value(report, "standing", "mean_force", "both"), 899.0, 0.05);
	report_free(report);
}

/* 60 s at 100 Hz in cm, without forces; 37.21 cm. */
static void sway_of_places_alone_is_that_of_its_author(void **state)
{
	const char *path = DATA "posturography_csv/BDS00001.csv";
	double *cop_m;
	char line[128];
	size_t n = 0;
	FILE *file;

	(void)state;
	need(path);
	cop_m = calloc(2 * 6001, sizeof(double));
	assert_non_null(cop_m);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (n < 6001 && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%*[^;];%lf;%lf", &cop_m[2 * n], &cop_m[2 * n + 1]) != 2)
			break;
		cop_m[2 * n] /= 100;
		cop_m[2 * n + 1] /= 100;
		n++;
	}
	fclose(file);
	assert_int_equal(n, 6000);
	assert_near(sway_of(cop_m, n, 2, 100).path_m, 0.3721, 0.00005);
	free(cop_m);
}

/* REFERENCE.csv: mean |L - R| / max(L, R) over the author's rows, counted from 1, both included. */
static void the_jump_has_its_authors_asymmetries_by_the_formula_he_used(void **state)
{
	static const struct {
		double from_s, to_s, asymmetry_pct;
	} rows[] = {{0, 0.592, 11.63}, {0.592, 0.973, 11.4569}, {2.154, INFINITY, 17.85}};
	struct import_options options;

	(void)state;
	import_options_init(&options);
	for (size_t i = 0; i < 3; i++) {
		struct trial_report *report = analyse(DATA "vald_forcedecks_raw_v2/cmj_trial1.csv",
						      &options, rows[i].from_s, rows[i].to_s);

		assert_near(value(report, "window", "asymmetry_strong_frames_abs", "both"),
			    rows[i].asymmetry_pct, 0.0051);
		report_free(report);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_pull_is_the_same_at_two_rates, scratch_setup,
						scratch_teardown),
		cmocka_unit_test(isometric_deadlifts_lie_beside_their_author),
		cmocka_unit_test_setup_teardown(
			stroke_patients_stand_on_one_leg_as_their_author_says, scratch_setup,
			scratch_teardown),
		cmocka_unit_test_setup_teardown(sway_is_the_path_of_the_recording, scratch_setup,
						scratch_teardown),
		cmocka_unit_test(sway_of_places_alone_is_that_of_its_author),
		cmocka_unit_test(the_jump_has_its_authors_asymmetries_by_the_formula_he_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
