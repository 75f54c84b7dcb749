/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"
#include "tests/support/plates.h"

#include "analysis/signal/force/force.h"

#include <stdlib.h>
#include <string.h>

static const double x_m[4] = {0.2, -0.2, -0.2, 0.2}, y_m[4] = {0.25, 0.25, -0.25, -0.25};

static void check_cells(const double *force, const double *x, const double *y, double floor_n,
			bool valid, double x_want, double y_want)
{
	double x_got = 0, y_got = 0;

	assert_int_equal(cop_of_cells(force, x, y, 4, floor_n, &x_got, &y_got), valid);
	if (valid) {
		assert_close(x_got, x_want, 1e-9);
		assert_close(y_got, y_want, 1e-9);
	} else {
		assert_nan(x_got);
		assert_nan(y_got);
	}
}

static void four_cells_have_a_centre_above_the_floor(void **state)
{
	static const double level[] = {200, 200, 200, 200}, corner[] = {400, 100, 100, 200};
	static const double light[] = {0, 0, 5, 5}, mixed[] = {310.5, 122.25, 98.75, 268.5};

	(void)state;
	/* oracle O07 */
	check_cells(level, x_m, y_m, 20, true, 0, 0);
	check_cells(corner, x_m, y_m, 20, true, 0.1, 0.0625);
	check_cells(light, x_m, y_m, 20, false, 0, 0);
	check_cells(mixed, x_m, y_m, 20, true, 0.0895, 0.02046875);
}

static void centres_are_those_of_oracle_07(void **state)
{
	struct js *oracle = oracle_open("O07");
	size_t n, cases = js_count(oracle_at(oracle, "inputs.f"));
	double *x = oracle_list(oracle, "inputs.x", &n), *y = oracle_list(oracle, "inputs.y", &n);

	(void)state;
	assert_int_equal(n, 4);
	assert_true(cases >= 4);
	for (size_t i = 0; i < cases; i++) {
		const struct js *want = js_at(oracle_at(oracle, "expected"), i);
		double *f = oracle_list(js_at(oracle_at(oracle, "inputs.f"), i), "", &n);
		bool valid;

		assert_true(js_boolean(oracle_at(want, "valid"), &valid));
		check_cells(f, x, y, oracle_number(oracle, "inputs.fmin"), valid,
			    valid ? oracle_number(want, "x") : 0,
			    valid ? oracle_number(want, "y") : 0);
		free(f);
	}
	free(x);
	free(y);
	js_free(oracle);
}

static void the_centre_of_both_feet_is_weighted_by_force(void **state)
{
	static const double force[2] = {820, 760}, cop[2][2] = {{-0.18, 0.02}, {0.19, -0.015}};
	double both[2];

	(void)state;
	cop_combined(force, cop, both);
	assert_close(both[0], -0.0020253164556961953, 1e-9); /* oracle O11 */
	assert_close(both[1], 0.0031645569620253155, 1e-9);
}

static void the_centre_of_both_feet_is_that_of_oracle_11(void **state)
{
	struct js *oracle = oracle_open("O11");
	double force[2] = {oracle_number(oracle, "inputs.FL"), oracle_number(oracle, "inputs.FR")};
	double cop[2][2] = {
		{oracle_number(oracle, "inputs.copL.0"), oracle_number(oracle, "inputs.copL.1")},
		{oracle_number(oracle, "inputs.copR.0"), oracle_number(oracle, "inputs.copR.1")}};
	double both[2];

	(void)state;
	cop_combined(force, cop, both);
	assert_close(both[0], oracle_number(oracle, "expected.cop.0"), 1e-9);
	assert_close(both[1], oracle_number(oracle, "expected.cop.1"), 1e-9);
	js_free(oracle);
}

enum { FRAMES = 3000, ON = 1000 };

static struct forces *forces_at(const struct trial *trial, double cutoff_hz)
{
	struct config config;
	struct forces *forces;
	struct error err;

	config_init(&config);
	config.cop_cutoff_hz = cutoff_hz;
	if (forces_new(&forces, trial, &config, NULL, &err))
		fail_msg("%s", err.text);
	return forces;
}

/* A plate that is twisted over its corners: force and place do not change. */
static void twist_moves_neither_force_nor_place(void **state)
{
	static const double twist[4] = {25, -25, 25, -25};
	struct trial *trial = plates_new(1000, FRAMES);
	struct forces *forces;

	(void)state;
	plates_load(trial, 0, ON, FRAMES, 600, 0.015, -0.040);
	for (size_t i = ON; i < FRAMES; i++)
		for (size_t c = 0; c < 4; c++)
			trial->samples[8 * i + c] += twist[c];
	forces = forces_at(trial, 10);
	assert_near(forces->side_n[2 * 2000], 600, 1e-9);
	assert_near(forces->cop_m[4 * 2000], 0.015, 1e-9);
	assert_near(forces->cop_m[4 * 2000 + 1], -0.040, 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static void no_load_has_no_place(void **state)
{
	struct trial *trial = plates_new(1000, FRAMES);
	struct forces *forces;

	(void)state;
	plates_load(trial, 0, ON, FRAMES, 600, 0, 0);
	plates_load(trial, 1, ON, 2000, 15, 0, 0);
	plates_load(trial, 1, 2000, FRAMES, 25, 0, 0);
	forces = forces_at(trial, 0);
	assert_nan(forces->cop_m[4 * 500]);
	assert_nan(forces->cop_m[4 * 1500 + 2]);
	assert_near(forces->cop_m[4 * 2500 + 2], 0, 1e-12);
	forces_free(forces);
	trial_free(trial);
}

/* A 30 Hz tremble of the place is above the 10 Hz of the filter, a 0.2 Hz sway is not. */
static void the_place_is_that_of_filtered_cells(void **state)
{
	struct trial *trial = plates_new(1000, 12000);
	struct forces *raw, *smooth;

	(void)state;
	for (size_t i = ON; i < 12000; i++) {
		double t = (double)i / 1000.0;

		plates_load(trial, 0, i, i + 1, 800, 0.03 * sin(2 * M_PI * 0.2 * t),
			    0.02 * sin(2 * M_PI * 30 * t));
	}
	raw = forces_at(trial, 0);
	smooth = forces_at(trial, 10);
	for (size_t i = 3000; i < 10000; i++) {
		double t = (double)i / 1000.0;

		assert_near(raw->cop_m[4 * i + 1], 0.02 * sin(2 * M_PI * 30 * t), 1e-9);
		assert_near(smooth->cop_m[4 * i], 0.03 * sin(2 * M_PI * 0.2 * t), 1e-5);
		/* 1 / (1 + 0.414 (30/10)^4) of 20 mm is 0.6 mm */
		assert_true(fabs(smooth->cop_m[4 * i + 1]) < 0.0007);
	}
	forces_free(raw);
	forces_free(smooth);
	trial_free(trial);
}

/* 20 Hz files: 10 Hz lies above 0.4 of the rate. */
static void a_slow_recording_is_not_filtered(void **state)
{
	struct trial *trial = plates_new(20, 100);
	struct forces *forces;

	(void)state;
	for (size_t i = 20; i < 100; i++)
		plates_load(trial, 0, i, i + 1, 800, i & 1 ? 0.01 : -0.01, 0);
	forces = forces_at(trial, 10);
	assert_near(forces->cop_m[4 * 50], -0.01, 1e-12);
	assert_near(forces->cop_m[4 * 51], 0.01, 1e-12);
	forces_free(forces);
	trial_free(trial);
}

static void cells_without_places_have_no_centre(void **state)
{
	struct trial *trial = plates_new(1000, FRAMES);
	struct forces *forces;

	(void)state;
	plates_load(trial, 0, ON, FRAMES, 600, 0, 0);
	plates_load(trial, 1, ON, FRAMES, 600, 0, 0);
	trial->info.plate[1].cell[2].x_m = (double)NAN;
	forces = forces_at(trial, 10);
	assert_near(forces->cop_m[4 * 2000], 0, 1e-9);
	assert_nan(forces->cop_m[4 * 2000 + 2]);
	assert_near(forces->side_n[2 * 2000 + 1], 600, 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static struct trial *trial_of_table(const double *table, size_t rows, size_t columns, size_t left,
				    size_t right)
{
	struct trial *trial = plates_new(1000, rows);

	for (size_t i = 0; i < rows; i++)
		for (size_t c = 0; c < 4; c++) {
			trial->samples[8 * i + c] = table[i * columns + left + c];
			trial->samples[8 * i + 4 + c] = table[i * columns + right + c];
		}
	return trial;
}

/* Both were made without noise in the sway; half a millimetre is what 0.3 N of cell noise and the
 * filter leave. */
static void the_golden_trial_sways_as_it_was_made(void **state)
{
	size_t rows;
	double *table = oracle_table("oracles/golden_trial.csv", 1, 8, &rows);
	struct trial *trial = trial_of_table(table, rows, 8, 0, 4);
	struct forces *forces = forces_at(trial, 10);

	(void)state;
	assert_near(forces->cop_m[4 * 5000 + 1], 0.02282211148549109, 0.5e-3);
	forces_free(forces);
	trial_free(trial);
	free(table);
}

/* Columns of the export: 0 time, 1-3 Z, COPX, COPY left, 4-6 right, 8-11 cells left, 12-15 right;
 * forces in N, places in mm. Its cells stand at +-148 mm and +-323 mm. */
static void places_are_those_of_a_vendors_own_columns(void **state)
{
	static const double sign_x[4] = {-1, 1, 1, -1}, sign_y[4] = {1, 1, -1, -1};
	enum { COLUMNS = 22 };
	size_t rows, compared = 0;
	double *table =
		oracle_table("data/vald_forcedecks_raw_v2/cmj_trial1.csv", 10, COLUMNS, &rows);
	struct trial *trial = trial_of_table(table, rows, COLUMNS, 8, 12);
	struct forces *forces;

	(void)state;
	for (size_t c = 0; c < 8; c++) {
		trial->info.plate[c / 4].cell[c % 4].x_m = 0.148 * sign_x[c % 4];
		trial->info.plate[c / 4].cell[c % 4].y_m = 0.323 * sign_y[c % 4];
	}
	forces = forces_at(trial, 0);
	assert_int_equal(forces->tare.source, TARE_ZERO);
	for (size_t i = 0; i < rows; i++)
		for (size_t side = 0; side < 2; side++) {
			const double *vendor = table + i * COLUMNS + 1 + 3 * side;

			assert_near(forces->side_n[2 * i + side], vendor[0], 1e-3);
			if (vendor[0] < 30)
				continue;
			assert_near(1000 * forces->cop_m[4 * i + 2 * side], vendor[1], 1e-3);
			assert_near(1000 * forces->cop_m[4 * i + 2 * side + 1], vendor[2], 1e-3);
			compared++;
		}
	assert_true(compared > 4000);
	forces_free(forces);
	trial_free(trial);
	free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_cells_have_a_centre_above_the_floor),
		cmocka_unit_test(centres_are_those_of_oracle_07),
		cmocka_unit_test(the_centre_of_both_feet_is_weighted_by_force),
		cmocka_unit_test(the_centre_of_both_feet_is_that_of_oracle_11),
		cmocka_unit_test(twist_moves_neither_force_nor_place),
		cmocka_unit_test(no_load_has_no_place),
		cmocka_unit_test(the_place_is_that_of_filtered_cells),
		cmocka_unit_test(a_slow_recording_is_not_filtered),
		cmocka_unit_test(cells_without_places_have_no_centre),
		cmocka_unit_test(the_golden_trial_sways_as_it_was_made),
		cmocka_unit_test(places_are_those_of_a_vendors_own_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
