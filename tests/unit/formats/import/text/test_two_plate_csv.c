/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/import/formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEADER(rows) \
	"\xef\xbb\xbfSquat Jump,,,,,,\nversion=1,,,,,,\nnRows=" rows ",,,,,,\nendheader,,,,,,\n"
#define NAMES                                                                       \
	"time,ground_force1_vy,ground_force1_px,ground_force1_pz,ground_force2_vy," \
	"ground_force2_px,ground_force2_pz\n"
#define ROWS "0,400,0.30,-1.1,380,0.28,-0.7\n0.001,401,0.31,-1.1,381,0.28,-0.7\n"

static int parse(const char *source, const struct import_options *options, struct trial **out,
		 struct error *err)
{
	char *bytes = strdup(source);
	int rc = import_two_plate_csv.parse(bytes, strlen(bytes), "jump.csv", options, out, err);

	free(bytes);
	return rc;
}

static void expect_refusal(const char *source, const char *message)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;

	import_options_init(&options);
	assert_int_equal(parse(source, &options, &trial, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, message);
}

static void the_upward_force_and_its_centre_are_read(void **state)
{
	struct import_options options;
	struct trial *trial = NULL;

	(void)state;
	import_options_init(&options);
	assert_int_equal(parse(HEADER("2") NAMES ROWS ",,,,,,\n\n", &options, &trial, NULL), 0);
	assert_int_equal(trial->frames, 2);
	assert_int_equal(trial->info.plates, 2);
	assert_near(trial->info.rate_hz, 1000, 0);
	for (size_t p = 0; p < 2; p++) {
		const struct plate *plate = &trial->info.plate[p];
		const double *last = trial->samples + trial->channels;

		assert_int_equal(plate->foot, FOOT_UNKNOWN);
		assert_int_equal(plate->kind, PLATE_FZ);
		assert_near(last[plate->cell[0].column], p ? 381 : 401, 0);
		assert_near(last[plate->cop_column[0]], p ? -0.7 : -1.1, 0);
		assert_near(last[plate->cop_column[1]], p ? 0.28 : 0.31, 0);
	}
	trial_free(trial);
}

/* +x of a plate points to the lifter's right. Where the right foot stands at the smaller z, z
 * points to the left, and both axes turn round. */
static void the_feet_tell_which_way_the_lifter_faced(void **state)
{
	static const struct {
		enum foot first, second;
		double direction;
	} cases[] = {{FOOT_RIGHT, FOOT_LEFT, -1}, {FOOT_LEFT, FOOT_RIGHT, 1}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct import_options options;
		struct trial *trial = NULL;

		import_options_init(&options);
		options.sides_count = 2;
		options.sides[0] = cases[i].first;
		options.sides[1] = cases[i].second;
		assert_int_equal(parse(HEADER("2") NAMES ROWS, &options, &trial, NULL), 0);
		for (size_t p = 0; p < 2; p++)
			assert_near(trial->info.plate[p].cop_metre_per_unit, cases[i].direction, 0);
		trial_free(trial);
	}
}

static void a_damaged_file_is_refused_with_its_place(void **state)
{
	(void)state;
	expect_refusal(HEADER("3") NAMES ROWS, "jump.csv: 2 rows, its header says 3 (cut short?)");
	expect_refusal(HEADER("2") NAMES "0,1,2,3,4,5,6\n0.001,1,2,3,4,5\n",
		       "jump.csv:7: 6 fields, expected 7");
	expect_refusal(HEADER("2") NAMES "0,NaN,2,3,4,5,6\n",
		       "jump.csv:6: column \"ground_force1_vy\": is NaN, not a measured value");
	expect_refusal(HEADER("2") "time,ground_force1_vy,\n",
		       "jump.csv:5: no column \"ground_force1_pz\" in the header");
	expect_refusal("x\nendheader", "jump.csv: ends within its header");
	expect_refusal(HEADER("2") NAMES "0,1,2,3,4,5,6\n0,1,2,3,4,5,6\n",
		       "jump.csv:7: times are cut to whole seconds (pass --rate HZ)");
}

/* Standing at the start and the highest force, as the notes of the data set give them. */
static void real_files_give_the_weight_and_peak_that_are_known(void **state)
{
	static const struct {
		const char *path;
		size_t frames;
		double start_n, peak_n;
	} cases[] = {
		{"../shared/data/acl_squat_jump_csv/BFR003_squat_jump.csv", 12080, 784.6, 2034},
		{"../shared/data/acl_squat_jump_csv/BFR007_squat_jump.csv", 16350, 891, 2766},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct import_options options;
		struct trial *trial = NULL;
		double start_n = 0, peak_n = 0;

		if (access(cases[i].path, R_OK)) {
			print_message("SKIP: %s is not there\n", cases[i].path);
			continue;
		}
		import_options_init(&options);
		assert_int_equal(import_read(cases[i].path, &options, &trial, NULL), 0);
		assert_int_equal(trial->frames, cases[i].frames);
		assert_string_equal(trial->format, "two-plate-csv");
		for (size_t f = 0; f < trial->frames; f++) {
			const double *frame = trial->samples + f * trial->channels;
			double total = frame[trial->info.plate[0].cell[0].column] +
				       frame[trial->info.plate[1].cell[0].column];

			start_n += f < 100 ? total / 100 : 0;
			peak_n = fmax(peak_n, total);
		}
		assert_near(start_n, cases[i].start_n, 1.5);
		assert_near(peak_n, cases[i].peak_n, 1);
		trial_free(trial);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_upward_force_and_its_centre_are_read),
		cmocka_unit_test(the_feet_tell_which_way_the_lifter_faced),
		cmocka_unit_test(a_damaged_file_is_refused_with_its_place),
		cmocka_unit_test(real_files_give_the_weight_and_peak_that_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
