/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/plates.h"
#include "tests/unit/analysis/signal/force/standing.h"

#include "analysis/signal/force/force.h"

#include <string.h>

static void cells_add_up_to_feet(void **state)
{
	struct trial *trial = standing();
	struct forces *forces = forces_of(trial);

	(void)state;
	assert_true(forces->has_sides);
	assert_false(forces->one_plate);
	assert_int_equal(forces->frames, FRAMES);
	assert_int_equal(forces->cells, 8);
	assert_sides(forces, 500, 0, 0);
	assert_sides(forces, MIDDLE, 500, 700);
	assert_null(forces->cell_n);
	forces_free(forces);
	trial_free(trial);
}

static void the_foot_decides_the_side_not_the_order(void **state)
{
	struct trial *trial = standing();
	struct forces *forces;

	(void)state;
	trial->info.plate[0].foot = FOOT_RIGHT;
	trial->info.plate[1].foot = FOOT_LEFT;
	forces = forces_of(trial);
	assert_true(forces->has_sides);
	assert_sides(forces, MIDDLE, 700, 500);
	assert_near(forces->cop_m[4 * MIDDLE], -0.005, 1e-9);
	assert_near(forces->cop_m[4 * MIDDLE + 3], 0.020, 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static void plates_of_unknown_feet_keep_their_order(void **state)
{
	struct trial *trial = standing();
	struct forces *forces;

	(void)state;
	trial->info.plate[0].foot = FOOT_UNKNOWN;
	trial->info.plate[1].foot = FOOT_UNKNOWN;
	forces = forces_of(trial);
	assert_false(forces->has_sides);
	assert_false(forces->one_plate);
	assert_sides(forces, MIDDLE, 500, 700);
	forces_free(forces);
	trial_free(trial);
}

static void one_plate_is_all_on_side_0(void **state)
{
	struct trial *trial = standing();
	struct forces *forces;

	(void)state;
	trial->info.plates = 1;
	trial->info.plate[0].foot = FOOT_BOTH;
	forces = forces_of(trial);
	assert_false(forces->has_sides);
	assert_true(forces->one_plate);
	assert_sides(forces, MIDDLE, 500, 0);
	assert_nan(forces->cop_m[4 * MIDDLE + 2]);
	forces_free(forces);
	trial_free(trial);
}

static void two_plates_under_a_foot_add_up(void **state)
{
	struct trial *trial = standing();
	struct forces *forces;

	(void)state;
	/* heel and toe of the left foot on the two, the right foot on a copy of the second */
	trial->info.plates = 3;
	trial->info.plate[2] = trial->info.plate[1];
	trial->info.plate[1].foot = FOOT_LEFT;
	forces = forces_of(trial);
	assert_true(forces->has_sides);
	assert_int_equal(forces->cells, 12);
	assert_sides(forces, MIDDLE, 1200, 700);
	assert_near(forces->cop_m[4 * MIDDLE], (500 * 0.010 - 700 * 0.005) / 1200, 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static void counts_become_newton(void **state)
{
	struct trial *trial = standing();
	struct forces *forces;

	(void)state;
	trial->info.unit = UNIT_COUNT;
	for (size_t i = 0; i < 8 * FRAMES; i++)
		trial->samples[i] = -40.0 * trial->samples[i] + 1e5;
	for (size_t c = 0; c < 8; c++) {
		trial->info.plate[c / 4].cell[c % 4].newton_per_unit = -1.0 / 40.0;
		trial->info.plate[c / 4].cell[c % 4].zero = 1e5;
	}
	forces = forces_of(trial);
	assert_sides(forces, MIDDLE, 500, 700);
	forces_free(forces);
	trial_free(trial);
}

static void zero_error_and_drift_are_removed_from_every_frame(void **state)
{
	struct trial *trial = plates_new(1000, 10000);
	struct forces *forces;

	(void)state;
	plates_load(trial, 0, 2000, 9000, 500, 0.010, 0.020);
	plates_load(trial, 1, 2000, 9000, 700, -0.005, -0.030);
	for (size_t i = 0; i < 10000; i++)
		for (size_t c = 0; c < 8; c++)
			trial->samples[8 * i + c] += 3.0 - 1e-4 * (double)i * (double)c;
	forces = forces_of(trial);
	assert_sides(forces, 100, 0, 0);
	assert_sides(forces, 5000, 500, 700);
	assert_sides(forces, 9900, 0, 0);
	assert_near(forces->cop_m[4 * 5000 + 1], 0.020, 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static void cells_are_kept_on_request_in_the_order_of_plates(void **state)
{
	struct trial *trial = standing();
	struct config config;
	struct forces *forces;

	(void)state;
	config_init(&config);
	config.with_cells = true;
	trial->info.plate[0].foot = FOOT_RIGHT;
	trial->info.plate[1].foot = FOOT_LEFT;
	forces = forces_with(trial, &config, NULL);
	for (size_t c = 0; c < 8; c++)
		assert_near(forces->cell_n[8 * MIDDLE + c], trial->samples[8 * MIDDLE + c], 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static void a_wrench_plate_gives_its_load_as_positive(void **state)
{
	struct trial *trial = standing();
	struct plate *plate = &trial->info.plate[1];
	struct forces *forces;

	(void)state;
	plate->kind = PLATE_WRENCH;
	plate->cells = 0;
	memcpy(plate->wrench_column, (int[]){4, 4, 5, 6, 7, 4}, 6 * sizeof(int));
	plate->wrench_scale[2] = 2.0;
	for (size_t i = 0; i < FRAMES; i++) {
		/* 600 N at x = 0.05, y = -0.03: My = -x Fz, Mx = y Fz */
		const double frame[4] = {0.0, -300.0, -0.03 * -600.0, -0.05 * -600.0};

		for (size_t c = 0; c < 4; c++)
			trial->samples[8 * i + 4 + c] = i < ON ? 0.0 : frame[c];
	}
	forces = forces_of(trial);
	assert_sides(forces, MIDDLE, 500, 600);
	assert_int_equal(forces->cells, 5);
	assert_near(forces->cop_m[4 * MIDDLE + 1], 0.020, 1e-9);
	assert_near(forces->cop_m[4 * MIDDLE + 2], 0.05, 1e-9);
	assert_near(forces->cop_m[4 * MIDDLE + 3], -0.03, 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static void crosstalk_is_taken_out_of_forces_cells_and_places(void **state)
{
	/* what the cells would read: the inverse of K = [1 e 0 0; 0 1 0 0; 0 0 1 e; 0 0 0 1] */
	struct trial *plain = standing(), *mixed = standing();
	struct plate *plate = &mixed->info.plate[0];
	struct forces *want, *got;
	const double e = 0.05;
	struct config config;

	(void)state;
	config_init(&config);
	config.with_cells = true;
	plate->has_matrix = true;
	for (size_t k = 0; k < 4; k++)
		plate->matrix[k][k] = 1.0;
	plate->matrix[0][1] = plate->matrix[2][3] = e;
	for (size_t i = 0; i < FRAMES; i++) {
		double *v = mixed->samples + 8 * i;

		v[0] -= e * v[1];
		v[2] -= e * v[3];
	}
	want = forces_with(plain, &config, NULL);
	got = forces_with(mixed, &config, NULL);
	for (size_t i = ON + 100; i < FRAMES - 100; i += 500) {
		assert_near(got->side_n[2 * i], want->side_n[2 * i], 1e-9);
		for (size_t axis = 0; axis < 2; axis++)
			assert_near(got->cop_m[4 * i + axis], want->cop_m[4 * i + axis], 1e-12);
		for (size_t c = 0; c < 4; c++)
			assert_near(got->cell_n[8 * i + c], want->cell_n[8 * i + c], 1e-9);
	}
	forces_free(want);
	forces_free(got);
	trial_free(plain);
	trial_free(mixed);
}

static void a_plate_with_its_own_centre_of_pressure_keeps_it(void **state)
{
	struct trial *trial = standing();
	struct plate *plate = &trial->info.plate[1];
	struct forces *forces;

	(void)state;
	plate->kind = PLATE_FZ;
	plate->cells = 1;
	plate->cell[0].newton_per_unit = 1.0;
	plate->cop_column[0] = 6;
	plate->cop_column[1] = 7;
	plate->cop_metre_per_unit = 0.001;
	for (size_t i = 0; i < FRAMES; i++) {
		trial->samples[8 * i + 4] = i < ON ? 0.0 : 650.0;
		trial->samples[8 * i + 6] = i < ON ? (double)NAN : 12.0;
		trial->samples[8 * i + 7] = i < ON ? (double)NAN : -34.0;
	}
	forces = forces_of(trial);
	assert_sides(forces, MIDDLE, 500, 650);
	assert_near(forces->cop_m[4 * MIDDLE + 2], 0.012, 1e-12);
	assert_near(forces->cop_m[4 * MIDDLE + 3], -0.034, 1e-12);
	assert_nan(forces->cop_m[4 * 500 + 2]);
	assert_int_equal(forces->quality[500], 0);
	forces_free(forces);
	trial_free(trial);
}

static void assert_refused(struct trial *trial, const char *text)
{
	struct config config;
	struct forces *forces;
	struct error err;

	config_init(&config);
	assert_int_equal(forces_new(&forces, trial, &config, NULL, &err), HINGE_EFORMAT);
	if (!strstr(err.text, text))
		fail_msg("\"%s\" does not say \"%s\"", err.text, text);
	trial_free(trial);
}

static void a_layout_that_does_not_fit_is_refused(void **state)
{
	struct trial *trial;

	(void)state;
	trial = standing();
	trial->info.plate[1].cell[2].column = 8;
	assert_refused(trial, "plate 2 right: column 8, but the recording has 8 channels");
	trial = standing();
	trial->info.plate[0].cell[0].column = -1;
	assert_refused(trial, "plate 1 left: column -1");
	trial = standing();
	trial->info.plate[0].cell[1].newton_per_unit = (double)NAN;
	assert_refused(trial, "no scale to newton");
	trial = standing();
	trial->info.plates = 0;
	assert_refused(trial, "0 plates");
	trial = standing();
	trial->info.plate[0].cells = 0;
	assert_refused(trial, "0 cells");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_add_up_to_feet),
		cmocka_unit_test(the_foot_decides_the_side_not_the_order),
		cmocka_unit_test(plates_of_unknown_feet_keep_their_order),
		cmocka_unit_test(one_plate_is_all_on_side_0),
		cmocka_unit_test(two_plates_under_a_foot_add_up),
		cmocka_unit_test(counts_become_newton),
		cmocka_unit_test(zero_error_and_drift_are_removed_from_every_frame),
		cmocka_unit_test(cells_are_kept_on_request_in_the_order_of_plates),
		cmocka_unit_test(a_wrench_plate_gives_its_load_as_positive),
		cmocka_unit_test(crosstalk_is_taken_out_of_forces_cells_and_places),
		cmocka_unit_test(a_plate_with_its_own_centre_of_pressure_keeps_it),
		cmocka_unit_test(a_layout_that_does_not_fit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
