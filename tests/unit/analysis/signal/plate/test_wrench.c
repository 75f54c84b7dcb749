/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/signal/force/force.h"
#include "analysis/signal/plate/placement.h"
#include "analysis/signal/plate/wrench.h"

#include <stdlib.h>
#include <string.h>

/* A plate 0.4 m by 0.6 m at a place of the laboratory (z up), its own z down, x turned by
 * turn_rad from the laboratory's x. */
static void put_plate(struct plate *plate, double x_m, double y_m, double turn_rad)
{
	static const double sign[4][2] = {{1, 1}, {-1, 1}, {-1, -1}, {1, -1}};
	double c = cos(turn_rad), s = sin(turn_rad);

	for (int i = 0; i < 4; i++) {
		double along = sign[i][0] * 0.2, across = sign[i][1] * 0.3;

		/* y of a plate with z down lies at -90 degrees from its x */
		plate->corner_m[i][0] = x_m + along * c + across * s;
		plate->corner_m[i][1] = y_m + along * s - across * c;
	}
	plate->kind = PLATE_WRENCH;
}

static void moments_move_to_the_surface_by_oracle_08(void **state)
{
	struct js *oracle = oracle_open("O08");
	double *f = oracle_list(oracle, "inputs.F", &(size_t){0});
	double *m = oracle_list(oracle, "inputs.M", &(size_t){0});
	double *r = oracle_list(oracle, "inputs.origin", &(size_t){0});
	double *surface = oracle_list(oracle, "expected.M_surface", &(size_t){0});
	double *cop = oracle_list(oracle, "expected.cop", &(size_t){0});
	double wrench[WRENCH_SIZE] = {f[0], f[1], f[2], m[0], m[1], m[2]};
	double moment_nm[3], cop_m[2], free_nm;

	(void)state;
	wrench_at_surface(wrench, r, moment_nm);
	for (int i = 0; i < 3; i++)
		assert_near(moment_nm[i], surface[i], 1e-10);
	assert_true(wrench_cop(wrench, r, 20, cop_m, &free_nm));
	assert_near(cop_m[0], cop[0], 1e-10);
	assert_near(cop_m[1], cop[1], 1e-10);
	assert_near(free_nm, oracle_number(oracle, "expected.Tz"), 1e-10);
	free(f);
	free(m);
	free(r);
	free(surface);
	free(cop);
	js_free(oracle);
}

static void a_full_matrix_gives_the_wrench_of_oracle_09(void **state)
{
	struct plate plate = {.kind = PLATE_WRENCH, .wrench_inputs = 6, .has_matrix = true};
	struct js *oracle = oracle_open("O09");
	double *volts = oracle_list(oracle, "inputs.volts", &(size_t){0});
	double *r = oracle_list(oracle, "inputs.origin", &(size_t){0});
	double *f = oracle_list(oracle, "expected.F", &(size_t){0});
	double *m = oracle_list(oracle, "expected.M", &(size_t){0});
	double *cop = oracle_list(oracle, "expected.cop", &(size_t){0});
	double wrench[PLATE_CELLS_MAX], cop_m[2], free_nm;
	struct plate_map map;

	(void)state;
	for (size_t k = 0; k < 6; k++) {
		double *row = oracle_list(js_at(oracle_at(oracle, "inputs.C_rowmajor"), k), "",
					  &(size_t){0});

		memcpy(plate.matrix[k], row, 6 * sizeof(*row));
		plate.wrench_column[k] = (int)k;
		plate.wrench_scale[k] = 1.0;
		free(row);
	}
	plate_map_init(&map, &plate);
	plate_map_apply(&map, volts, wrench);
	for (int i = 0; i < 3; i++) {
		assert_near(wrench[FX + i], f[i], 1e-9);
		assert_near(wrench[MX + i], m[i], 1e-9);
	}
	assert_true(wrench_cop(wrench, r, 20, cop_m, &free_nm));
	assert_near(cop_m[0], cop[0], 1e-9);
	assert_near(cop_m[1], cop[1], 1e-9);
	assert_near(free_nm, oracle_number(oracle, "expected.Tz"), 1e-9);
	free(volts);
	free(r);
	free(f);
	free(m);
	free(cop);
	js_free(oracle);
}

static void a_moment_follows_from_the_lever(void **state)
{
	/* 850 N down, 35 N and -60 N along it, at (0.112, -0.083) on a surface 41.3 mm above the
	 * transducer: M = p x F, with Tz about the vertical */
	const double f[3] = {35, -60, 850}, p[3] = {0.112 + 0.0007, -0.083 - 0.0004, -0.0413};
	const double origin[3] = {0.0007, -0.0004, -0.0413};
	const double wrench[WRENCH_SIZE] = {f[0],
					    f[1],
					    f[2],
					    p[1] * f[2] - p[2] * f[1],
					    p[2] * f[0] - p[0] * f[2],
					    p[0] * f[1] - p[1] * f[0] + 4.2};
	double cop_m[2], free_nm;

	(void)state;
	assert_true(wrench_cop(wrench, origin, 20, cop_m, &free_nm));
	assert_near(cop_m[0], 0.112, 1e-12);
	assert_near(cop_m[1], -0.083, 1e-12);
	assert_near(free_nm, 4.2, 1e-12);
}

static void a_mat_lengthens_the_way_to_the_surface(void **state)
{
	/* the same force through a point 15 mm higher: the place moves along the force */
	const double wrench[WRENCH_SIZE] = {40, -25, 800, 0.6 * 40, -0.5 * 40, 1};
	const double bare[3] = {0, 0, -0.04}, covered[3] = {0, 0, -0.055};
	double at_plate_m[2], at_mat_m[2], free_nm;

	(void)state;
	assert_true(wrench_cop(wrench, bare, 20, at_plate_m, &free_nm));
	assert_true(wrench_cop(wrench, covered, 20, at_mat_m, &free_nm));
	assert_near(at_mat_m[0] - at_plate_m[0], -0.015 * 40 / 800, 1e-15);
	assert_near(at_mat_m[1] - at_plate_m[1], 0.015 * 25 / 800, 1e-15);
}

static void no_place_is_told_without_load_or_origin(void **state)
{
	const double light[WRENCH_SIZE] = {0, 0, 19, 1, 1, 1}, good[WRENCH_SIZE] = {0, 0, 500};
	const double origin[3] = {0}, unknown[3] = {(double)NAN, (double)NAN, (double)NAN};
	double cop_m[2], free_nm;

	(void)state;
	assert_false(wrench_cop(light, origin, 20, cop_m, &free_nm));
	assert_nan(cop_m[0]);
	assert_nan(free_nm);
	assert_false(wrench_cop(good, unknown, 20, cop_m, &free_nm));
	assert_nan(cop_m[1]);
	assert_true(wrench_cop(good, origin, 20, cop_m, &free_nm));
}

static void kistlers_polynomial_takes_its_terms_from_the_uncorrected_place(void **state)
{
	static const double polynomial[2][6] = {{1, 2, 3, 4, 5, 6}, {7, 8, 9, 10, 11, 12}};
	double x = 0.3, y = -0.2, cop_m[2] = {0.3, -0.2};
	double dx =
		(1 * pow(y, 4) + 2 * y * y + 3) * pow(x, 3) + (4 * pow(y, 4) + 5 * y * y + 6) * x;
	double dy = (7 * pow(x, 4) + 8 * x * x + 9) * pow(y, 3) +
		    (10 * pow(x, 4) + 11 * x * x + 12) * y;

	(void)state;
	cop_correct(polynomial, cop_m);
	assert_near(cop_m[0], x - dx, 1e-14);
	assert_near(cop_m[1], y - dy, 1e-14);
}

static void axes_follow_from_the_corners(void **state)
{
	struct plate plate = {0};
	struct plate_axes axes;

	(void)state;
	assert_false(plate_axes_of(&plate, &axes));
	put_plate(&plate, 1.0, 2.0, acos(-1.0) / 6);
	assert_true(plate_axes_of(&plate, &axes));
	assert_near(axes.x[0], cos(acos(-1.0) / 6), 1e-15);
	assert_near(axes.x[1], 0.5, 1e-15);
	assert_near(axes.y[0], 0.5, 1e-15);
	assert_near(axes.y[1], -cos(acos(-1.0) / 6), 1e-15);
	assert_near(axes.z[2], -1.0, 1e-15);
	assert_near(axes.centre_m[0], 1.0, 1e-15);
	assert_near(axes.centre_m[1], 2.0, 1e-15);
	/* all in a line: no plane */
	for (int i = 0; i < 4; i++)
		plate.corner_m[i][1] = plate.corner_m[i][0];
	assert_false(plate_axes_of(&plate, &axes));
}

static void expect_place(const struct placement *place, double x_m, double y_m, double x_want,
			 double y_want)
{
	assert_true(place->is_known);
	assert_near(place->turn[0][0] * x_m + place->turn[0][1] * y_m + place->offset_m[0], x_want,
		    1e-12);
	assert_near(place->turn[1][0] * x_m + place->turn[1][1] * y_m + place->offset_m[1], y_want,
		    1e-12);
}

static void the_way_from_foot_to_foot_is_the_lifters_right(void **state)
{
	struct recording_info info;
	struct placements places;

	(void)state;
	recording_info_init(&info);
	info.plates = 2;
	/* the lifter looks along -x of the laboratory: right is +y; the left plate is turned */
	put_plate(&info.plate[0], 5.0, 1.0, acos(-1.0) / 2);
	put_plate(&info.plate[1], 5.0, 1.8, 0.0);
	placements_of(&places, &info, (int[]){0, 1}, true);
	/* x of the left plate is the laboratory's y, its y the laboratory's x */
	expect_place(&places.plate[0], 0.1, 0.02, 0.1, -0.02);
	/* x of the right plate is the laboratory's x, its y the laboratory's -y */
	expect_place(&places.plate[1], 0.1, 0.02, -0.02, -0.1);
	assert_near(places.centre_m[0][0], -0.4, 1e-12);
	assert_near(places.centre_m[1][0], 0.4, 1e-12);
	assert_near(places.centre_m[1][1], 0.0, 1e-12);
	recording_info_reset(&info);
}

static void plates_without_feet_keep_the_axes_of_the_first(void **state)
{
	struct recording_info info;
	struct placements places;

	(void)state;
	recording_info_init(&info);
	info.plates = 2;
	put_plate(&info.plate[0], 0.0, 0.0, 0.0);
	put_plate(&info.plate[1], 0.0, 0.7, acos(-1.0));
	placements_of(&places, &info, (int[]){0, 1}, false);
	expect_place(&places.plate[0], 0.1, 0.02, 0.1, 0.02);
	expect_place(&places.plate[1], 0.1, 0.02, -0.1, -0.02);
	/* +0.7 m in the laboratory is -0.7 m of y with z down */
	assert_near(places.centre_m[1][1] - places.centre_m[0][1], -0.7, 1e-12);
	recording_info_reset(&info);
}

static void plates_of_one_side_share_a_centre(void **state)
{
	struct recording_info info;
	struct placements places;

	(void)state;
	recording_info_init(&info);
	info.plates = 2;
	put_plate(&info.plate[0], 0.0, 0.0, 0.0);
	put_plate(&info.plate[1], 0.5, 0.0, 0.0);
	placements_of(&places, &info, (int[]){0, 0}, false);
	expect_place(&places.plate[0], 0.0, 0.0, -0.25, 0.0);
	expect_place(&places.plate[1], 0.0, 0.0, 0.25, 0.0);
	assert_nan(places.centre_m[0][0]);
	/* without corners they have no frame in common */
	memset(info.plate[1].corner_m, 0, sizeof(info.plate[1].corner_m));
	placements_of(&places, &info, (int[]){0, 0}, false);
	assert_false(places.plate[0].is_known);
	placements_of(&places, &info, (int[]){0, 1}, true);
	expect_place(&places.plate[0], 0.1, 0.02, 0.1, 0.02);
	assert_nan(places.centre_m[1][0]);
	recording_info_reset(&info);
}

/* Fz down on a place of the plate, as type 2 states it: the plate pushes back, z down. */
static void press(struct trial *trial, size_t plate, double force_n, double x_m, double y_m)
{
	const double wrench[WRENCH_SIZE] = {0, 0, -force_n, -y_m * force_n, x_m * force_n, 0};

	for (size_t c = 0; c < WRENCH_SIZE; c++)
		trial->info.plate[plate].wrench_column[c] = (int)(WRENCH_SIZE * plate + c);
	for (size_t i = 0; i < trial->frames; i++)
		memcpy(trial->samples + i * trial->channels + WRENCH_SIZE * plate, wrench,
		       sizeof(wrench));
}

static void both_feet_have_their_centre_in_one_frame(void **state)
{
	const double left_m[2] = {0.1 - 0.01 * 0.1, -0.02}, right_m[2] = {-0.02, -0.1};
	struct trial *trial = NULL;
	struct forces *forces = NULL;
	double both_m[2], places_m[2][2];
	struct config config;
	size_t middle = 500;

	(void)state;
	assert_int_equal(trial_new(&trial, 12, 1000, NULL), 0);
	trial->info.rate_hz = 1000;
	trial->info.unit = UNIT_NEWTON;
	trial->info.plates = 2;
	/* as in the_way_from_foot_to_foot_is_the_lifters_right */
	put_plate(&trial->info.plate[0], 5.0, 1.0, acos(-1.0) / 2);
	put_plate(&trial->info.plate[1], 5.0, 1.8, 0.0);
	trial->info.plate[0].foot = FOOT_LEFT;
	trial->info.plate[1].foot = FOOT_RIGHT;
	press(trial, 0, 500, 0.1, 0.02);
	press(trial, 1, 700, 0.1, 0.02);
	/* x less by a hundredth, on the left */
	trial->info.plate[0].has_cop_polynomial = true;
	trial->info.plate[0].cop_polynomial[0][5] = 0.01;
	config_init(&config);
	assert_int_equal(forces_new(&forces, trial, &config, NULL, NULL), 0);
	for (size_t axis = 0; axis < 2; axis++) {
		assert_near(forces->cop_m[4 * middle + axis], left_m[axis], 1e-9);
		assert_near(forces->cop_m[4 * middle + 2 + axis], right_m[axis], 1e-9);
		places_m[0][axis] = forces->cop_m[4 * middle + axis] + forces->centre_m[0][axis];
		places_m[1][axis] =
			forces->cop_m[4 * middle + 2 + axis] + forces->centre_m[1][axis];
	}
	cop_combined(forces->side_n + 2 * middle, places_m, both_m);
	assert_near(both_m[0], (500 * (left_m[0] - 0.4) + 700 * (right_m[0] + 0.4)) / 1200, 1e-9);
	assert_near(both_m[1], (500 * left_m[1] + 700 * right_m[1]) / 1200, 1e-9);
	forces_free(forces);
	trial_free(trial);
}

static void plates_under_one_foot_press_where_both_do(void **state)
{
	struct trial *trial = NULL;
	struct forces *forces = NULL;
	struct config config;

	(void)state;
	assert_int_equal(trial_new(&trial, 12, 1000, NULL), 0);
	trial->info.rate_hz = 1000;
	trial->info.unit = UNIT_NEWTON;
	trial->info.plates = 2;
	put_plate(&trial->info.plate[0], 0.0, 0.0, 0.0);
	put_plate(&trial->info.plate[1], 0.5, 0.0, 0.0);
	trial->info.plate[0].foot = trial->info.plate[1].foot = FOOT_BOTH;
	press(trial, 0, 300, 0.1, 0.02);
	press(trial, 1, 100, -0.1, 0.06);
	config_init(&config);
	assert_int_equal(forces_new(&forces, trial, &config, NULL, NULL), 0);
	assert_true(forces->one_plate);
	assert_near(forces->side_n[1000], 400, 1e-9);
	assert_near(forces->cop_m[2000], (300 * (0.1 - 0.25) + 100 * (-0.1 + 0.25)) / 400, 1e-9);
	assert_near(forces->cop_m[2001], (300 * 0.02 + 100 * 0.06) / 400, 1e-9);
	forces_free(forces);
	/* without corners there is no place that both share */
	forces = NULL;
	memset(trial->info.plate[1].corner_m, 0, sizeof(trial->info.plate[1].corner_m));
	assert_int_equal(forces_new(&forces, trial, &config, NULL, NULL), 0);
	assert_nan(forces->cop_m[2000]);
	forces_free(forces);
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments_move_to_the_surface_by_oracle_08),
		cmocka_unit_test(a_full_matrix_gives_the_wrench_of_oracle_09),
		cmocka_unit_test(a_moment_follows_from_the_lever),
		cmocka_unit_test(a_mat_lengthens_the_way_to_the_surface),
		cmocka_unit_test(no_place_is_told_without_load_or_origin),
		cmocka_unit_test(kistlers_polynomial_takes_its_terms_from_the_uncorrected_place),
		cmocka_unit_test(axes_follow_from_the_corners),
		cmocka_unit_test(the_way_from_foot_to_foot_is_the_lifters_right),
		cmocka_unit_test(plates_without_feet_keep_the_axes_of_the_first),
		cmocka_unit_test(plates_of_one_side_share_a_centre),
		cmocka_unit_test(both_feet_have_their_centre_in_one_frame),
		cmocka_unit_test(plates_under_one_foot_press_where_both_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
