/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every type of force plate in C3D files made here. */
#include "tests/support/assert_near.h"
#include "tests/support/c3d_sketch.h"

#include "analysis/signal/plate/wrench.h"

#include <string.h>

static double kistler_forces(size_t row, size_t channel)
{
	static const double n[8] = {22, 13, -25, -35, 310, 150, 120, 270};

	return n[channel] + 0.0 * (double)row;
}

static void a_plate_of_type_3_is_put_together_from_eight_forces(void **state)
{
	/* oracle O10 */
	static const double origin[3] = {120, 200, -48};
	struct c3d_sketch f = sketch_type_2();
	double wrench[WRENCH_SIZE], cop_m[2], free_nm;
	struct trial *trial;

	(void)state;
	f.type = 3;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.scale = f.gain = 1;
	f.offset = 0;
	f.origin = origin;
	trial = sketch_trial(&f, kistler_forces);
	sketch_wrench(trial, 0, wrench);
	assert_near(wrench[FX], 35, 1e-12);
	assert_near(wrench[FY], -60, 1e-12);
	assert_near(wrench[FZ], 850, 1e-12);
	assert_near(wrench[MX], 14, 1e-9);
	assert_near(wrench[MY], -37.2, 1e-9);
	assert_near(wrench[MZ], -0.6, 1e-9);
	assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
	assert_close(cop_m[0], 0.04178823529411764, 1e-9);
	assert_close(cop_m[1], 0.019858823529411762, 1e-9);
	assert_close(free_nm, 2.60235294117647, 1e-9);
	trial_free(trial);
}

static void a_polynomial_in_millimetres_is_taken_in_metres(void **state)
{
	static const double origin[3] = {120, 200, -48};
	/* x goes by 0.01 x + 1e-6 x^3 mm, y by 2e-6 x^2 y mm */
	static const double polynomial[12] = {0, 0, 1e-6, 0, 0, 0.01, 0, 0, 0, 0, 2e-6, 0};
	double cop_m[2] = {0.05, -0.1};
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	f.type = 3;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.offset = 0;
	f.origin = origin;
	f.polynomial = polynomial;
	trial = sketch_trial(&f, kistler_forces);
	assert_true(trial->info.plate[0].has_cop_polynomial);
	cop_correct(trial->info.plate[0].cop_polynomial, cop_m);
	/* 50 mm, -100 mm: 0.5 + 0.125 mm and 2e-6 * 2500 * -100 = -0.5 mm */
	assert_near(cop_m[0], 0.05 - 0.000625, 1e-9);
	assert_near(cop_m[1], -0.1 + 0.0005, 1e-9);
	trial_free(trial);
}

static double volts_of_o09(size_t row, size_t channel)
{
	static const double volts[6] = {23.14119064137708,   -40.0,
					144.10701896718876,  -122.54666666666665,
					-162.18320595320688, 1.1899999999999993};

	return volts[channel] + 0.0 * (double)row;
}

static void a_plate_of_type_4_takes_its_matrix_input_by_input(void **state)
{
	/* oracle O09 in N and N mm; what stands together here is what one input gives */
	static const double stored[36] = {1.5,   0, -0.01, 0, 3,   0, 0, 1.5, 0, -4,  0, 0,
					  0.002, 0, 5.9,   0, 0,   0, 0, 0,   0, 600, 0, 0,
					  0,     0, 0,     0, 600, 0, 0, 0,   0, 0,   0, 300};
	static const double origin[3] = {-0.7, 0.4, 41.3}; /* the wrong way round */
	double wrench[WRENCH_SIZE], cop_m[2], free_nm;
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	f.is_float = true;
	f.type = 4;
	f.unit = "V   V   V   Nmm Nmm Nmm ";
	f.scale = f.gain = 1;
	f.offset = 0;
	f.origin = origin;
	f.matrix = stored;
	trial = sketch_trial(&f, volts_of_o09);
	sketch_wrench(trial, 0, wrench);
	/* what a float holds of 850 N and 100 N m */
	assert_near(wrench[FX], 35, 1e-4);
	assert_near(wrench[FY], -60, 1e-4);
	assert_near(wrench[FZ], 850, 1e-4);
	assert_near(wrench[MX], -73.368, 1e-5);
	assert_near(wrench[MY], -97.2405, 1e-5);
	assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
	assert_near(cop_m[0], 0.112, 1e-7);
	assert_near(cop_m[1], -0.083, 1e-7);
	assert_near(free_nm, 4.2, 1e-5);
	trial_free(trial);
}

static double place_given(size_t row, size_t channel)
{
	static const double value[6] = {10, -20, 800, 112, -83, 4200};

	return value[channel] + 0.0 * (double)row;
}

static void a_plate_of_type_1_keeps_the_place_that_it_gives(void **state)
{
	double wrench[WRENCH_SIZE], cop_m[2], free_nm;
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	f.type = 1;
	f.unit = NULL;
	f.scale = f.gain = 1;
	f.offset = 0;
	trial = sketch_trial(&f, place_given);
	sketch_wrench(trial, 5, wrench);
	assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
	assert_near(cop_m[0], 0.112, 1e-12);
	assert_near(cop_m[1], -0.083, 1e-12);
	assert_near(free_nm, 4.2, 1e-12);
	trial_free(trial);
}

static void what_a_plate_does_not_say_is_said(void **state)
{
	static const double nowhere[3] = {0, 0, 0};
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	f.type = 3;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.origin = nowhere;
	trial = sketch_trial(&f, sketch_counting);
	assert_nan(trial->info.plate[0].origin_m[2]);
	assert_non_null(strstr(trial->remark[0], "ORIGIN of force plate FP1 is missing or 0"));
	trial_free(trial);
	f = sketch_type_2();
	f.origin = NULL;
	trial = sketch_trial(&f, sketch_counting);
	assert_nan(trial->info.plate[0].origin_m[0]);
	assert_non_null(strstr(trial->remark[0], "ORIGIN of force plate FP1 is missing or 0"));
	trial_free(trial);
	f.origin = nowhere;
	trial = sketch_trial(&f, sketch_counting);
	assert_near(trial->info.plate[0].origin_m[2], 0, 0);
	assert_non_null(strstr(trial->remark[0], "about the centre of its surface"));
	trial_free(trial);
}

static void plates_that_cannot_be_used_are_refused_with_the_reason(void **state)
{
	static const double twice[] = {1, 2, 3, 4, 5, 5}, from_0[] = {0, 1, 2, 3, 4, 5};
	static const double beyond[] = {2, 3, 4, 5, 6, 7};
	struct c3d_sketch f = sketch_type_2();

	(void)state;
	f.type = 5;
	sketch_expect_refused(&f,
			      "force plate 1 is of type 5, which is not read (types 1 to 4 are)");
	f = sketch_type_2();
	f.type = 4;
	sketch_expect_refused(&f, "type 4 and has no CAL_MATRIX");
	f = sketch_type_2();
	f.unit = "V   V   V   V   V   V   ";
	sketch_expect_refused(&f, "analog channel 1 is in volts, not in newton");
	f = sketch_type_2();
	f.channel = twice;
	sketch_expect_refused(&f, "analog channel 5 belongs to two force plates or twice to one");
	f.channel = from_0;
	sketch_expect_refused(&f, "analog channel 0, the file has 6 (from 1)");
	f.channel = beyond;
	sketch_expect_refused(&f, "analog channel 7, the file has 6 (from 1)");
	f = sketch_type_2();
	f.scale = 0;
	sketch_expect_refused(&f, "analog channel 1 has no ANALOG:SCALE");
	f = sketch_type_2();
	f.type = 3;
	f.channel = NULL;
	sketch_expect_refused(&f, "analog channel 0");
	f = sketch_type_2();
	f.type = 3;
	f.inputs = SIX;
	sketch_expect_refused(&f, "force plate 1 has 6 analog channels, expected 8");
}

static void no_plate_or_too_many_is_refused(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;
	double five = 5;

	(void)state;
	/* zero-length arrays, as some writers leave them */
	f.plates = 0;
	sketch_expect_refused(&f, "describes no force plate");
	f = sketch_type_2();
	c3d_begin(&b, ORDER_INTEL, false);
	sketch_analog(&b, &f);
	c3d_group(&b, SKETCH_PLATE, "FORCE_PLATFORM");
	c3d_integers(&b, SKETCH_PLATE, "USED", NULL, &five);
	sketch_rows(&b, &f, sketch_counting);
	sketch_expect_refusal(&b, "5 force plates, at most 4 are read");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plate_of_type_3_is_put_together_from_eight_forces),
		cmocka_unit_test(a_polynomial_in_millimetres_is_taken_in_metres),
		cmocka_unit_test(a_plate_of_type_4_takes_its_matrix_input_by_input),
		cmocka_unit_test(a_plate_of_type_1_keeps_the_place_that_it_gives),
		cmocka_unit_test(what_a_plate_does_not_say_is_said),
		cmocka_unit_test(plates_that_cannot_be_used_are_refused_with_the_reason),
		cmocka_unit_test(no_plate_or_too_many_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
