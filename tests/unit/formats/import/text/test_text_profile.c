/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include "formats/import/formats.h"
#include "formats/recording/sidecar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define START "{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", \"Unit\": \"N\", "
#define BY_NAME                                                                           \
	START "\"Text\": {\"Delimiter\": \";\", \"Decimal\": \",\", \"HeaderLines\": 2, " \
	      "\"TimeColumn\": \"t\"}, \"Plates\": ["                                     \
	      "{\"Name\": \"a\", \"Fz\": \"Fz R\", \"Foot\": \"right\"},"                 \
	      "{\"Name\": \"b\", \"Fz\": {\"Column\": \"Fz L\", \"NewtonPerUnit\": 10}}]}"
#define BY_NUMBER                                                            \
	START "\"SamplingFrequency\": 600, \"Text\": {\"HeaderLines\": 0}, " \
	      "\"Plates\": [{\"Name\": \"one\", \"Fz\": 2, \"Foot\": \"both\"}]}"

static void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static int read_with(void **state, const char *profile, const char *text, double rate_hz,
		     struct trial **out, struct error *err)
{
	struct import_options options;

	import_options_init(&options);
	options.rate_hz = rate_hz;
	options.profile = scratch_path(state, "p.json");
	write_text(options.profile, profile);
	write_text(scratch_path(state, "t.txt"), text);
	return import_read(scratch_path(state, "t.txt"), &options, out, err);
}

/* The message after the folder's name. */
static void expect_refusal(void **state, const char *profile, const char *text, const char *message)
{
	struct trial *trial = NULL;
	struct error err;
	size_t folder = strlen(*state) + 1;

	assert_int_equal(read_with(state, profile, text, NAN, &trial, &err), HINGE_EFORMAT);
	assert_string_equal(err.text + folder, message);
}

static void columns_are_found_by_name_and_numbers_read_with_a_decimal_comma(void **state)
{
	struct trial *trial = NULL;

	assert_int_equal(read_with(state, BY_NAME,
				   "a title\nt;spare;Fz L;Fz R\n0,000;x;1,5;2\n0,002;y;3,5;-4\n",
				   NAN, &trial, NULL),
			 0);
	assert_int_equal(trial->channels, 2);
	assert_int_equal(trial->frames, 2);
	assert_near(trial->info.rate_hz, 500, 0);
	assert_int_equal(trial->info.plate[0].foot, FOOT_RIGHT);
	assert_near(trial->samples[trial->info.plate[0].cell[0].column], 2, 0);
	assert_near(trial->samples[2 + trial->info.plate[1].cell[0].column], 3.5, 0);
	assert_near(trial->info.plate[1].cell[0].newton_per_unit, 10, 0);
	assert_string_equal(trial->format, "text");
	trial_free(trial);
}

static void columns_go_by_number_where_there_is_no_header(void **state)
{
	struct trial *trial = NULL;

	assert_int_equal(read_with(state, BY_NUMBER, "0,0,7\n0,0,8\n0,0,9\n", NAN, &trial, NULL),
			 0);
	assert_int_equal(trial->channels, 1);
	assert_near(trial->samples[2], 9, 0);
	assert_near(trial->info.rate_hz, 600, 0);
	trial_free(trial);
}

static void a_typed_rate_goes_before_the_profiles(void **state)
{
	struct trial *trial = NULL;

	assert_int_equal(read_with(state, BY_NUMBER, "0,0,7\n", 1200, &trial, NULL), 0);
	assert_near(trial->info.rate_hz, 1200, 0);
	trial_free(trial);
}

/* The tare of a column follows it to its new number; an unused column between is left out. */
static void tares_and_centres_of_pressure_follow_their_columns(void **state)
{
	static const char profile[] =
		START "\"SamplingFrequency\": 600, \"Text\": {\"HeaderLines\": 0}, "
		      "\"Tare\": {\"Before\": [1, 2, 3, 4, 5]}, \"Plates\": [{\"Name\": \"one\", "
		      "\"Fz\": 4, \"CopX\": {\"Column\": 2, \"MetrePerUnit\": 0.001}, \"CopY\": "
		      "{\"Column\": 0, \"MetrePerUnit\": 0.001}, \"Foot\": \"both\"}]}";
	struct trial *trial = NULL;
	const struct plate *plate;

	assert_int_equal(read_with(state, profile, "10,x,12,y,14\n", NAN, &trial, NULL), 0);
	plate = &trial->info.plate[0];
	assert_int_equal(trial->channels, 3);
	assert_near(trial->samples[plate->cell[0].column], 14, 0);
	assert_near(trial->samples[plate->cop_column[0]], 12, 0);
	assert_near(trial->samples[plate->cop_column[1]], 10, 0);
	assert_near(trial->info.tare_before[plate->cell[0].column], 5, 0);
	assert_near(trial->info.tare_before[plate->cop_column[1]], 1, 0);
	trial_free(trial);
}

static void one_column_under_two_names_is_refused(void **state)
{
	static const char profile[] =
		START "\"SamplingFrequency\": 600, \"Text\": {\"HeaderLines\": 1}, \"Plates\": ["
		      "{\"Fz\": \"a\", \"Foot\": \"left\"}, {\"Fz\": 0, \"Foot\": \"right\"}]}";

	expect_refusal(state, profile, "a,b\n1,2\n", "t.txt: Plates[1].Fz.Column: is used twice");
}

static void what_does_not_fit_the_profile_is_refused(void **state)
{
	expect_refusal(state, BY_NUMBER, "0,7\n", "t.txt:1: column 2 of a row of 2");
	expect_refusal(state, BY_NUMBER, "0,0,7\n0,7\n", "t.txt:2: 2 fields, expected 3");
	expect_refusal(state, BY_NUMBER, "a,b,c\n1,2,3\n",
		       "t.txt:1: column 2 (the first is 0): is not a number: \"c\"");
	expect_refusal(state, BY_NAME, "title only\n",
		       "t.txt: 1 lines, the profile says 2 of header");
	expect_refusal(state, BY_NAME, "\nt;Fz R\n0;1\n",
		       "t.txt: no column is named 'Fz L' (2 columns, the first is 't')");
	expect_refusal(state, BY_NAME, "\nFz L;Fz R\n0;1\n",
		       "t.txt:2: no column \"t\" in the header");
}

static void the_golden_trial_is_read_through_its_profile(void **state)
{
	static const char path[] = "../shared/oracles/golden_trial.csv";
	struct import_options options;
	struct trial *trial = NULL;
	double left = 0, right = 0;

	(void)state;
	if (access(path, R_OK)) {
		print_message("SKIP: %s is not there\n", path);
		return;
	}
	import_options_init(&options);
	options.profile = "tests/data/golden.json";
	options.load_kg = 120;
	assert_int_equal(import_read(path, &options, &trial, NULL), 0);
	assert_int_equal(trial->frames, 28568);
	assert_int_equal(trial->channels, 8);
	assert_near(trial->info.load_kg, 120, 0);
	/* its quiet window, 1.416 to 4.931 s: 80 kg */
	for (size_t i = 1417; i < 4931; i++)
		for (size_t c = 0; c < 4; c++) {
			left += trial->samples[8 * i + c] / (4931 - 1417);
			right += trial->samples[8 * i + 4 + c] / (4931 - 1417);
		}
	assert_near(left + right, 80 * 9.80665, 2);
	assert_true(left > 300 && right > 300);
	trial_free(trial);
}

static int parse_once(void *text)
{
	struct recording_info info;
	struct text_layout layout;
	struct column_names names;
	int ret = profile_parse(text, strlen(text), "p.json", &info, &layout, &names, NULL);

	recording_info_reset(&info);
	return ret;
}

static void memory_that_runs_out_in_a_profile_is_an_error(void **state)
{
	char text[] =
		START "\"SamplingFrequency\": 1000.1234567890123, \"Text\": {\"HeaderLines\": 0}, "
		      "\"Plates\": [{\"Name\": \"a plate of a long name\", \"Fz\": 2, "
		      "\"Foot\": \"both\"}], \"SomethingElse\": [1, 2, 123456789012345678]}";

	(void)state;
	starve(parse_once, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_that_runs_out_in_a_profile_is_an_error),
		cmocka_unit_test(columns_are_found_by_name_and_numbers_read_with_a_decimal_comma),
		cmocka_unit_test(columns_go_by_number_where_there_is_no_header),
		cmocka_unit_test(a_typed_rate_goes_before_the_profiles),
		cmocka_unit_test(tares_and_centres_of_pressure_follow_their_columns),
		cmocka_unit_test(one_column_under_two_names_is_refused),
		cmocka_unit_test(what_does_not_fit_the_profile_is_refused),
		cmocka_unit_test(the_golden_trial_is_read_through_its_profile),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
