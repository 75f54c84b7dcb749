/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C3D files of others, against the values that came with them (../shared/data/README.md). */
#include "tests/support/assert_near.h"

#include "analysis/signal/plate/wrench.h"
#include "formats/files.h"
#include "formats/import/import.h"
#include "formats/plates/plate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATA "../shared/data/"

/* Before anything is allocated: skipping returns past every free. */
static void need(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), DATA "%s", name);
	if (!file_exists(path)) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
}

static struct trial *read_sample(const char *name)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;
	char path[128];

	need(name);
	snprintf(path, sizeof(path), DATA "%s", name);
	import_options_init(&options);
	if (import_read(path, &options, &trial, &err))
		fail_msg("%s", err.text);
	return trial;
}

static void wrench_at(const struct trial *trial, size_t plate, size_t frame,
		      double wrench[WRENCH_SIZE])
{
	struct plate_map map;

	plate_map_init(&map, &trial->info.plate[plate]);
	plate_map_apply(&map, trial->samples + frame * trial->channels, wrench);
}

struct extremes {
	double low, high;
};

static struct extremes fz_extremes(const struct trial *trial, size_t plate)
{
	struct extremes fz = {INFINITY, -INFINITY};

	for (size_t i = 0; i < trial->frames; i++) {
		double wrench[WRENCH_SIZE];

		wrench_at(trial, plate, i, wrench);
		fz.low = fmin(fz.low, wrench[FZ]);
		fz.high = fmax(fz.high, wrench[FZ]);
	}
	return fz;
}

static void six_encodings_of_one_trial_hold_equal_forces(void **state)
{
	static const char *const others[] = {"c3d/sample01/Eb015pr.c3d", "c3d/sample01/Eb015si.c3d",
					     "c3d/sample01/Eb015sr.c3d", "c3d/sample01/Eb015vi.c3d",
					     "c3d/sample01/Eb015vr.c3d"};
	struct extremes left, right;
	struct trial *first;

	(void)state;
	for (size_t k = 0; k < sizeof(others) / sizeof(others[0]); k++)
		need(others[k]);
	first = read_sample("c3d/sample01/Eb015pi.c3d");
	left = fz_extremes(first, 0);
	right = fz_extremes(first, 1);
	assert_near(left.low, -838.5, 0.05);
	assert_near(left.high, -18.6, 0.05);
	assert_near(right.low, -836.2, 0.05);
	assert_near(right.high, -25.9, 0.05);
	for (size_t k = 0; k < sizeof(others) / sizeof(others[0]); k++) {
		struct trial *other = read_sample(others[k]);

		assert_int_equal(other->frames, first->frames);
		assert_int_equal(other->channels, first->channels);
		assert_memory_equal(other->samples, first->samples,
				    first->frames * first->channels * sizeof(double));
		trial_free(other);
	}
	trial_free(first);
}

static void moved_parameter_blocks_hold_the_same_trial(void **state)
{
	static const char *const names[] = {"c3d/sample08/TESTAPI.c3d", "c3d/sample08/TESTBPI.c3d",
					    "c3d/sample08/TESTCPI.c3d", "c3d/sample08/TESTDPI.c3d"};
	struct trial *first;

	(void)state;
	for (size_t k = 0; k < 4; k++)
		need(names[k]);
	first = read_sample("c3d/sample01/Eb015pi.c3d");
	for (size_t k = 0; k < 4; k++) {
		struct trial *other = read_sample(names[k]);

		assert_memory_equal(other->samples, first->samples,
				    first->frames * first->channels * sizeof(double));
		trial_free(other);
	}
	trial_free(first);
}

static void types_2_and_4_of_one_step_peak_where_they_were_seen_to(void **state)
{
	static const char type4_name[] = "c3d/sample10/TYPE-4.C3D";
	struct trial *type2, *type4;

	(void)state;
	need(type4_name);
	type2 = read_sample("c3d/sample10/TYPE-2.C3D");
	type4 = read_sample(type4_name);
	assert_near(fz_extremes(type2, 0).low, -397.9, 0.05);
	/* the matrix the wrong way round gives +250 */
	assert_near(fz_extremes(type4, 0).low, -390.5, 0.05);
	assert_int_equal(type4->info.plate[0].c3d_type, 4);
	/* a positive z of ORIGIN turns all of it */
	assert_near(type4->info.plate[0].origin_m[2], -0.0375, 1e-9);
	assert_near(type4->info.plate[0].origin_m[0], 0.0016, 1e-9);
	trial_free(type2);
	trial_free(type4);
}

static void a_given_place_is_the_centre_of_pressure(void **state)
{
	/* stored in the file for its sample 111: Px, Py in mm, Tz in N mm */
	static const double stored[3] = {12.85565185546875, -42.27137756347656, 463.2618713378906};
	struct trial *trial = read_sample("c3d/sample28/type1.C3D");
	double cop_m[2], free_nm, wrench[WRENCH_SIZE];

	(void)state;
	wrench_at(trial, 0, 111, wrench);
	assert_near(wrench[FZ], -466.51171875, 0);
	assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
	assert_close(cop_m[0], 1e-3 * stored[0], 1e-12);
	assert_close(cop_m[1], 1e-3 * stored[1], 1e-12);
	assert_close(free_nm, 1e-3 * stored[2], 1e-9);
	trial_free(trial);
}

static void kistler_channels_give_the_force_and_place_that_were_seen(void **state)
{
	struct trial *trial = read_sample("c3d/ezc3d/FP_Type3.c3d");
	const struct plate *plate = &trial->info.plate[0];
	double cop_m[2], free_nm, wrench[WRENCH_SIZE];

	(void)state;
	assert_int_equal(trial->frames, 8);
	wrench_at(trial, 0, 0, wrench);
	assert_near(wrench[FZ], -886.4, 0.05);
	/* the place is that of sample 6, before FPCOPPOLY */
	wrench_at(trial, 0, 6, wrench);
	assert_true(wrench_cop(wrench, plate->origin_m, 20, cop_m, &free_nm));
	assert_near(1e3 * cop_m[0], 3.33, 0.005);
	assert_near(1e3 * cop_m[1], 7.80, 0.005);
	assert_true(plate->has_cop_polynomial);
	trial_free(trial);
}

static void a_kistler_plate_without_distances_has_forces_and_no_place(void **state)
{
	struct trial *trial = read_sample("c3d/sample15/FP1.C3D");

	(void)state;
	assert_nan(trial->info.plate[0].origin_m[2]);
	assert_int_equal(trial->remarks, 1);
	assert_non_null(strstr(trial->remark[0], "centre of pressure cannot be computed"));
	trial_free(trial);
}

/* Rows of 28 counts after a time, behind a header that ends with the row "Range". */
static void assert_counts(FILE *file, const struct trial *trial)
{
	double per_count = -0.12210012227296829, time_s;
	char line[1024] = "";

	while (strncmp(line, "Range", 5) != 0)
		assert_non_null(fgets(line, sizeof(line), file));
	for (size_t i = 0; i < trial->frames; i++) {
		char *at = line;

		assert_non_null(fgets(line, sizeof(line), file));
		time_s = strtod(at, &at);
		assert_near(time_s, (double)i / trial->info.rate_hz, 1e-9);
		for (size_t c = 0; c < trial->channels; c++)
			assert_near(trial->samples[i * trial->channels + c],
				    per_count * strtod(at, &at), 1e-12);
	}
}

static void integer_samples_are_the_counts_that_the_recorder_wrote(void **state)
{
	struct trial *trial;
	FILE *file;

	(void)state;
	need("c3d/others/Gait.anc");
	trial = read_sample("c3d/others/Gait.c3d");
	file = fopen(DATA "c3d/others/Gait.anc", "r");
	assert_non_null(file);
	assert_int_equal(trial->channels, 12);
	assert_counts(file, trial);
	fclose(file);
	trial_free(trial);
}

static void a_file_without_analog_data_is_refused(void **state)
{
	static const char *const names[] = {"c3d/others/mocap36.c3d", "c3d/others/MyCube.c3d",
					    "c3d/ezc3d/Optotrak.c3d"};
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;
	char path[128];

	(void)state;
	import_options_init(&options);
	for (size_t i = 0; i < 3; i++) {
		need(names[i]);
		snprintf(path, sizeof(path), DATA "%s", names[i]);
		assert_int_equal(import_read(path, &options, &trial, &err), HINGE_EFORMAT);
		assert_non_null(strstr(err.text, "holds no analog data, only markers"));
	}
}

/* Half the length of a plate along an axis, from its corners. */
static double half_side(const struct plate *plate, size_t from, size_t to)
{
	double sum = 0.0;

	for (size_t i = 0; i < 3; i++)
		sum += pow(plate->corner_m[from][i] - plate->corner_m[to][i], 2);
	return 0.5 * sqrt(sum);
}

/* Frames in which more than 200 N act, and the farthest place on the plate, of half its size. */
static size_t farthest(const struct trial *trial, size_t index, double of_half[2])
{
	const struct plate *plate = &trial->info.plate[index];
	double half_m[2] = {half_side(plate, 0, 1), half_side(plate, 0, 3)};
	double wrench[WRENCH_SIZE], cop_m[2], free_nm;
	size_t loaded = 0;

	of_half[0] = of_half[1] = 0.0;
	for (size_t i = 0; i < trial->frames; i++) {
		wrench_at(trial, index, i, wrench);
		if (!wrench_cop(wrench, plate->origin_m, 200, cop_m, &free_nm))
			continue;
		loaded++;
		for (size_t axis = 0; axis < 2; axis++)
			of_half[axis] = fmax(of_half[axis], fabs(cop_m[axis]) / half_m[axis]);
	}
	return loaded;
}

static void whoever_stands_on_a_plate_presses_on_its_surface(void **state)
{
	static const char *const names[] = {"c3d/sample01/Eb015pi.c3d",
					    "c3d/sample10/TYPE-2.C3D",
					    "c3d/sample10/TYPE-4.C3D",
					    "c3d/sample28/type1.C3D",
					    "c3d/ezc3d/FP_Type3.c3d",
					    "c3d/others/Gait.c3d",
					    "deadlift_isometric_c3d/PUB_NB.c3d",
					    "deadlift_isometric_c3d/YMJ_WB.c3d"};

	(void)state;
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		struct trial *trial = read_sample(names[k]);
		size_t loaded = 0;

		for (size_t p = 0; p < trial->info.plates; p++) {
			double of_half[2];

			loaded += farthest(trial, p, of_half);
			assert_true(of_half[0] < 1.0 && of_half[1] < 1.0);
		}
		assert_true(loaded > 0);
		trial_free(trial);
	}
}

static void read_numbers(FILE *pipe, double *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fscanf(pipe, "%lf", &out[i]) != 1)
			fail_msg("no worksheet was read (is python3-xlrd there? make deps)");
}

/* A plate of six inputs whose matrix stands in the worksheet, one input a row. */
static void map_of_worksheet(FILE *pipe, struct plate_map *map)
{
	struct plate plate = {.kind = PLATE_WRENCH, .wrench_inputs = WRENCH_SIZE};
	double row[WRENCH_SIZE];

	plate.has_matrix = true;
	for (size_t i = 0; i < WRENCH_SIZE; i++) {
		plate.wrench_column[i] = (int)i;
		plate.wrench_scale[i] = 1.0;
		read_numbers(pipe, row, WRENCH_SIZE);
		for (size_t k = 0; k < WRENCH_SIZE; k++)
			plate.matrix[k][i] = row[k];
	}
	plate_map_init(map, &plate);
}

/* The worked vectors that came with sample10: outputs of a matrix that is not quite the file's. */
static void a_calibration_matrix_gives_every_worked_vector(void **state)
{
	static const char command[] =
		"/usr/bin/python3 tests/support/type4_vectors.py " DATA "c3d/sample10/TYPE-4.XLS";
	double value[2 * WRENCH_SIZE], got[WRENCH_SIZE];
	struct plate_map map;
	FILE *pipe;

	(void)state;
	need("c3d/sample10/TYPE-4.XLS");
	pipe = popen(command, "r");
	assert_non_null(pipe);
	map_of_worksheet(pipe, &map);
	for (int vector = 0; vector < 22; vector++) {
		read_numbers(pipe, value, 2 * WRENCH_SIZE);
		plate_map_apply(&map, value, got);
		for (size_t k = 0; k < WRENCH_SIZE; k++)
			assert_near(got[k], value[WRENCH_SIZE + k], 1e-9);
	}
	assert_int_equal(pclose(pipe), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(six_encodings_of_one_trial_hold_equal_forces),
		cmocka_unit_test(moved_parameter_blocks_hold_the_same_trial),
		cmocka_unit_test(types_2_and_4_of_one_step_peak_where_they_were_seen_to),
		cmocka_unit_test(a_given_place_is_the_centre_of_pressure),
		cmocka_unit_test(kistler_channels_give_the_force_and_place_that_were_seen),
		cmocka_unit_test(a_kistler_plate_without_distances_has_forces_and_no_place),
		cmocka_unit_test(integer_samples_are_the_counts_that_the_recorder_wrote),
		cmocka_unit_test(a_file_without_analog_data_is_refused),
		cmocka_unit_test(whoever_stands_on_a_plate_presses_on_its_surface),
		cmocka_unit_test(a_calibration_matrix_gives_every_worked_vector),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
