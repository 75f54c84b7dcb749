/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is imported is written as a recording in newton, and reads back. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/import/import.h"
#include "formats/plates/plate.h"
#include "formats/recording/container.h"
#include "formats/recording/journal.h"
#include "formats/recording/sidecar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CELLS = 8, FRAMES = 500 };

/* Two plates of four cells, a tenth of a newton a count. */
static void describe(struct recording_info *info, size_t cells)
{
	recording_info_init(info);
	info->rate_hz = 1000;
	info->unit = UNIT_COUNT;
	info->plates = 2;
	info->channels = cells;
	for (size_t i = 0; i < cells; i++) {
		struct cell *cell = &info->plate[i / 4].cell[i % 4];

		info->plate[i / 4].foot = i < 4 ? FOOT_LEFT : FOOT_RIGHT;
		info->plate[i / 4].cells = i % 4 + 1;
		*cell = (struct cell){(int)i, i % 2 ? 0.1 : -0.1, i % 4 < 2 ? 0.2 : -0.2, 0.1, 50};
	}
}

static int32_t count_at(size_t frame, size_t channel)
{
	return (int32_t)(1000 * channel + frame) - 300;
}

static void write_counts(const char *path, size_t channels, size_t frames)
{
	struct container *container;

	assert_int_equal(container_create(&container, path, CONTAINER_INT24, channels, 1000, NULL),
			 0);
	for (size_t i = 0; i < frames; i++) {
		int32_t frame[CHANNELS_MAX];

		for (size_t c = 0; c < channels; c++)
			frame[c] = count_at(i, c);
		assert_int_equal(container_write_counts(container, frame, 1, NULL), 0);
	}
	assert_int_equal(container_close(container, NULL), 0);
}

static void write_sidecar(const char *path, struct recording_info *info)
{
	assert_int_equal(sidecar_write(path, info, NULL), 0);
	recording_info_reset(info);
}

/* A recording called name in the scratch folder: name.w64 and name.json. */
static const char *make_recording(void **state, const char *name, size_t channels, int64_t stated)
{
	struct recording_info info;
	char file[64];
	const char *path;

	snprintf(file, sizeof(file), "%s.json", name);
	describe(&info, CELLS);
	info.frames = stated;
	write_sidecar(scratch_path(state, file), &info);
	snprintf(file, sizeof(file), "%s.w64", name);
	path = scratch_path(state, file);
	write_counts(path, channels, FRAMES);
	return path;
}

static int read_plain(const char *path, struct trial **out, struct error *err)
{
	struct import_options options;

	import_options_init(&options);
	return import_read(path, &options, out, err);
}

static void what_is_written_reads_back_as_newton(void **state)
{
	const char *path = make_recording(state, "source", CELLS, FRAMES);
	const char *stem = scratch_path(state, "copy");
	struct trial *trial = NULL, *copy = NULL;
	struct error err;

	assert_int_equal(read_plain(path, &trial, NULL), 0);
	trial->info.has_tare_before = true;
	trial->info.tare_before[3] = 20;
	assert_int_equal(recording_info_add_gap(&trial->info,
						(struct gap){.frame = 100, .frames = 50}, NULL),
			 0);
	trial_mark_gaps(trial);
	assert_int_equal(import_write(trial, stem, NULL), 0);
	assert_int_equal(read_plain(scratch_path(state, "copy_force.w64"), &copy, NULL), 0);
	assert_int_equal(copy->info.unit, UNIT_NEWTON);
	assert_int_equal(copy->frames, FRAMES);
	assert_int_equal(copy->info.plate[1].foot, FOOT_RIGHT);
	/* 20 counts are 30 below the zero of 50 */
	assert_near(copy->info.tare_before[3], -3, 1e-9);
	for (size_t i = 0; i < FRAMES; i++)
		for (size_t c = 0; c < CELLS; c++)
			if (i < 100 || i >= 150)
				assert_near(copy->samples[i * CELLS + c],
					    (count_at(i, c) - 50) * 0.1, 1e-4);
			else
				assert_nan(copy->samples[i * CELLS + c]);
	/* a second time: nothing is replaced */
	assert_int_equal(import_write(trial, stem, &err), HINGE_EREFUSED);
	assert_false(file_exists(scratch_path(state, "copy_force.w64.part")));
	trial_free(copy);
	trial_free(trial);
}

static void the_centre_of_pressure_goes_along(void **state)
{
	struct trial *trial = NULL, *copy = NULL;
	struct plate *plate;

	assert_int_equal(trial_new(&trial, 4, 2, NULL), 0);
	trial->info.rate_hz = 1000;
	trial->info.unit = UNIT_NEWTON;
	trial->info.plates = 1;
	plate = &trial->info.plate[0];
	plate->kind = PLATE_FZ;
	plate->cells = 1;
	plate->cell[0].column = 3;
	plate->cop_column[0] = 0;
	plate->cop_column[1] = 2;
	plate->cop_metre_per_unit = -0.001;
	for (size_t i = 0; i < 8; i++)
		trial->samples[i] = (double)i;
	assert_int_equal(import_write(trial, scratch_path(state, "cop"), NULL), 0);
	assert_int_equal(read_plain(scratch_path(state, "cop_force.w64"), &copy, NULL), 0);
	plate = &copy->info.plate[0];
	assert_int_equal(copy->channels, 3);
	assert_near(copy->samples[3 + (size_t)plate->cell[0].column], 7, 1e-6);
	assert_near(copy->samples[3 + (size_t)plate->cop_column[0]], -0.004, 1e-9);
	assert_near(copy->samples[3 + (size_t)plate->cop_column[1]], -0.006, 1e-9);
	assert_near(plate->cop_metre_per_unit, 1, 0);
	trial_free(copy);
	trial_free(trial);
}

static void a_wrench_keeps_its_six_columns(void **state)
{
	struct trial *trial = NULL, *copy = NULL;
	struct plate *plate;

	assert_int_equal(trial_new(&trial, 6, 1, NULL), 0);
	trial->info.rate_hz = 1000;
	trial->info.unit = UNIT_NEWTON;
	trial->info.plates = 1;
	plate = &trial->info.plate[0];
	plate->kind = PLATE_WRENCH;
	for (int i = 0; i < 6; i++) {
		plate->wrench_column[i] = 5 - i;
		plate->wrench_scale[i] = i < 3 ? -1 : 0.001;
		trial->samples[5 - i] = 1000 * (i + 1);
	}
	assert_int_equal(import_write(trial, scratch_path(state, "wrench"), NULL), 0);
	assert_int_equal(read_plain(scratch_path(state, "wrench_force.w64"), &copy, NULL), 0);
	plate = &copy->info.plate[0];
	assert_int_equal(plate->kind, PLATE_WRENCH);
	for (int i = 0; i < 6; i++) {
		double value = copy->samples[plate->wrench_column[i]] * plate->wrench_scale[i];

		assert_near(value, i < 3 ? -1000 * (i + 1) : i + 1, 1e-4);
	}
	trial_free(copy);
	trial_free(trial);
}

/* Force of each cell, less its tare. */
static void assert_same_forces(const struct trial *a, const struct trial *b)
{
	struct plate_map map_a, map_b;
	double out_a[PLATE_CELLS_MAX], out_b[PLATE_CELLS_MAX];

	assert_int_equal(a->info.plates, b->info.plates);
	for (size_t p = 0; p < a->info.plates; p++) {
		plate_map_init(&map_a, &a->info.plate[p]);
		plate_map_init(&map_b, &b->info.plate[p]);
		assert_int_equal(map_a.outputs, map_b.outputs);
		for (size_t i = 0; i < a->frames; i++) {
			plate_map_apply(&map_a, a->samples + i * a->channels, out_a);
			plate_map_apply(&map_b, b->samples + i * b->channels, out_b);
			for (size_t k = 0; k < map_a.outputs; k++)
				assert_near(out_b[k], out_a[k], 1e-6 * (1 + fabs(out_a[k])));
		}
	}
}

static void crosstalk_is_resolved_where_it_is_written(void **state)
{
	const char *path = make_recording(state, "talk", CELLS, FRAMES);
	struct trial *trial = NULL, *copy = NULL;
	double empty[PLATE_CELLS_MAX], written[PLATE_CELLS_MAX];
	struct plate_map map;

	assert_int_equal(read_plain(path, &trial, NULL), 0);
	trial->info.plate[1].has_matrix = true;
	for (size_t k = 0; k < 4; k++)
		for (size_t i = 0; i < 4; i++)
			trial->info.plate[1].matrix[k][i] = k == i ? 1.01 : 0.01 * (double)(k + i);
	trial->info.has_tare_before = true;
	for (size_t c = 0; c < CELLS; c++)
		trial->info.tare_before[c] = 60 + (double)c;
	assert_int_equal(import_write(trial, scratch_path(state, "plain"), NULL), 0);
	assert_int_equal(read_plain(scratch_path(state, "plain_force.w64"), &copy, NULL), 0);
	assert_false(copy->info.plate[1].has_matrix);
	assert_same_forces(trial, copy);
	/* the tare is what the empty plate gives, through the matrix */
	plate_map_init(&map, &trial->info.plate[1]);
	plate_map_apply(&map, trial->info.tare_before, empty);
	plate_map_init(&map, &copy->info.plate[1]);
	plate_map_apply(&map, copy->info.tare_before, written);
	for (size_t k = 0; k < 4; k++)
		assert_close(written[k], empty[k], 1e-12);
	trial_free(copy);
	trial_free(trial);
}

static void a_wrench_of_eight_channels_is_written_as_six(void **state)
{
	struct trial *trial = NULL, *copy = NULL;
	struct plate *plate;

	assert_int_equal(trial_new(&trial, 8, 3, NULL), 0);
	trial->info.rate_hz = 1000;
	trial->info.unit = UNIT_NEWTON;
	trial->info.plates = 1;
	plate = &trial->info.plate[0];
	plate->kind = PLATE_WRENCH;
	plate->wrench_inputs = 8;
	plate->has_matrix = true;
	plate->has_cop_polynomial = true;
	plate->cop_polynomial[1][3] = 0.25;
	for (int i = 0; i < 8; i++) {
		plate->wrench_column[i] = 7 - i;
		plate->wrench_scale[i] = 0.5;
		for (int k = 0; k < 6; k++)
			plate->matrix[k][i] = 0.1 * k - 0.2 * i;
	}
	for (int i = 0; i < 24; i++)
		trial->samples[i] = 100 - 7 * i;
	assert_int_equal(import_write(trial, scratch_path(state, "six"), NULL), 0);
	assert_int_equal(read_plain(scratch_path(state, "six_force.w64"), &copy, NULL), 0);
	assert_int_equal(copy->channels, 6);
	assert_int_equal(copy->info.plate[0].wrench_inputs, 6);
	assert_near(copy->info.plate[0].cop_polynomial[1][3], 0.25, 0);
	assert_same_forces(trial, copy);
	trial_free(copy);
	trial_free(trial);
}

static void what_does_not_fit_a_float_is_refused(void **state)
{
	struct trial *trial = NULL;
	struct error err;

	assert_int_equal(trial_new(&trial, 1, 2, NULL), 0);
	trial->info.rate_hz = 1000;
	trial->info.unit = UNIT_NEWTON;
	trial->info.plates = 1;
	trial->info.plate[0].kind = PLATE_FZ;
	trial->info.plate[0].cells = 1;
	trial->info.plate[0].cell[0].column = 0;
	trial->samples[1] = 1e300;
	snprintf(trial->raw_file, sizeof(trial->raw_file), "huge.csv");
	assert_int_equal(import_write(trial, scratch_path(state, "huge"), &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "huge.csv: frame 1 is out of range");
	assert_false(file_exists(scratch_path(state, "huge_force.w64.part")));
	assert_false(file_exists(scratch_path(state, "huge_force.json")));
	trial_free(trial);
}

static void a_trial_without_plates_is_refused(void **state)
{
	struct trial *trial = NULL;
	struct error err;

	assert_int_equal(trial_new(&trial, 1, 2, NULL), 0);
	snprintf(trial->raw_file, sizeof(trial->raw_file), "bare.csv");
	assert_int_equal(import_write(trial, scratch_path(state, "bare"), &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "bare.csv: no plate with a column");
	trial_free(trial);
}

static void saturation_is_not_turned_into_newton(void **state)
{
	struct recording_info info;
	struct trial *trial = NULL;
	struct error err;

	assert_int_equal(trial_new(&trial, CELLS, 2, NULL), 0);
	describe(&info, CELLS);
	assert_int_equal(recording_info_copy(&trial->info, &info, NULL), 0);
	snprintf(trial->raw_file, sizeof(trial->raw_file), "sat.w64");
	trial->samples[CELLS + 2] = 8388607;
	trial_mark_saturation(trial);
	assert_int_equal(import_write(trial, scratch_path(state, "sat"), &err), HINGE_EREFUSED);
	assert_string_equal(err.text, "sat.w64: frame 1 is saturated, which newtons cannot tell "
				      "(keep the recording itself in the study)");
	assert_false(file_exists(scratch_path(state, "sat_force.json")));
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_reads_back_as_newton),
		cmocka_unit_test(the_centre_of_pressure_goes_along),
		cmocka_unit_test(a_wrench_keeps_its_six_columns),
		cmocka_unit_test(crosstalk_is_resolved_where_it_is_written),
		cmocka_unit_test(a_wrench_of_eight_channels_is_written_as_six),
		cmocka_unit_test(what_does_not_fit_a_float_is_refused),
		cmocka_unit_test(a_trial_without_plates_is_refused),
		cmocka_unit_test(saturation_is_not_turned_into_newton),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
