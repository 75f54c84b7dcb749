/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/asymmetry.h"
#include "analysis/statistics/statistics.h"

#include <stdlib.h>

struct indices {
	double index, lsi, robinson, strong, angle, logarithm;
};

static void check(double left, double right, const struct indices *want)
{
	assert_close(asymmetry_index(left, right), want->index, 1e-9);
	assert_close(asymmetry_lsi(left, right), want->lsi, 1e-9);
	assert_close(asymmetry_robinson(left, right), want->robinson, 1e-9);
	assert_close(asymmetry_strong(left, right), want->strong, 1e-9);
	assert_close(asymmetry_angle(left, right), want->angle, 1e-9);
	assert_close(asymmetry_log(left, right), want->logarithm, 1e-9);
}

static void published_indices_keep_their_signs(void **state)
{
	/* oracle O22 */
	static const struct {
		double left, right;
		struct indices want;
	} cases[] = {
		{1000, 1000, {0, 100, 0, 0, 0, 0}},
		{1100,
		 900,
		 {-10, 81.81818181818181, -20, -18.181818181818183, 6.34510348611071,
		  -20.06706954621511}},
		{900,
		 1100,
		 {10, 122.22222222222223, 20, 18.181818181818183, -6.345103486110717,
		  20.067069546215123}},
		{800,
		 760,
		 {-2.5641025641025643, 95, -5.128205128205129, -5, 1.6320007937620253,
		  -5.129329438755057}},
		{50,
		 5,
		 {-81.81818181818181, 10, -163.63636363636363, -90, 43.654896513889284,
		  -230.25850929940455}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i].left, cases[i].right, &cases[i].want);
}

static void indices_are_those_of_oracle_22(void **state)
{
	struct js *oracle = oracle_open("O22");
	const struct js *pairs = oracle_at(oracle, "inputs.pairs");

	(void)state;
	assert_true(js_count(pairs) >= 6);
	for (size_t i = 0; i < js_count(pairs); i++) {
		const struct js *row = js_at(oracle_at(oracle, "expected"), i);
		size_t n;
		double *pair = oracle_list(js_at(pairs, i), "", &n);
		struct indices want = {
			oracle_number(row, "AI_pct"),      oracle_number(row, "LSI_R_over_L"),
			oracle_number(row, "SI_robinson"), oracle_number(row, "BAI2_max"),
			oracle_number(row, "SA_zifchock"), oracle_number(row, "log_ratio")};

		assert_int_equal(n, 2);
		check(pair[0], pair[1], &want);
		free(pair);
	}
	js_free(oracle);
}

/* The mean of magnitudes invents an asymmetry that the signed mean does not have. */
static void check_means(const double *left, const double *right, size_t n, const double *each,
			double signed_mean, double magnitude_mean)
{
	double index[16], magnitude[16];

	assert_true(n <= 16);
	for (size_t i = 0; i < n; i++) {
		index[i] = asymmetry_index(left[i], right[i]);
		magnitude[i] = fabs(index[i]);
		assert_close(index[i], each[i], 1e-9);
	}
	assert_close(mean(index, n), signed_mean, 1e-9);
	assert_close(mean(magnitude, n), magnitude_mean, 1e-9);
}

static void the_signed_mean_is_not_the_mean_of_magnitudes(void **state)
{
	/* oracle O24 */
	static const double left[] = {1000, 1000, 1000, 1000}, right[] = {1100, 910, 1080, 920};
	static const double each[] = {4.761904761904762, -4.712041884816754, 3.8461538461538463,
				      -4.166666666666667};

	(void)state;
	check_means(left, right, 4, each, -0.06766248585620327, 4.371691789885507);
}

static void means_are_those_of_oracle_24(void **state)
{
	struct js *oracle = oracle_open("O24");
	size_t n;
	double *left = oracle_list(oracle, "inputs.L", &n);
	double *right = oracle_list(oracle, "inputs.R", &n);
	double *each = oracle_list(oracle, "expected.AI", &n);

	(void)state;
	check_means(left, right, n, each, oracle_number(oracle, "expected.mean_signed"),
		    oracle_number(oracle, "expected.mean_abs"));
	free(left);
	free(right);
	free(each);
	js_free(oracle);
}

static void a_plate_that_reads_1_pct_high_makes_half_a_point(void **state)
{
	(void)state;
	assert_close(asymmetry_index(800, 808), 0.4975124378109453, 1e-9); /* oracle O48 */
	assert_close(asymmetry_index(800, 808), 100 * 0.01 / (2 + 0.01), 1e-9);
}

static void the_bias_is_that_of_oracle_48(void **state)
{
	struct js *oracle = oracle_open("O48");

	(void)state;
	assert_close(asymmetry_index(oracle_number(oracle, "inputs.L"),
				     oracle_number(oracle, "inputs.R")),
		     oracle_number(oracle, "expected.AI"), 1e-9);
	js_free(oracle);
}

static void the_right_is_positive_and_swapping_feet_turns_the_sign(void **state)
{
	(void)state;
	assert_true(asymmetry_index(400, 500) > 0);
	assert_near(asymmetry_index(400, 500), -asymmetry_index(500, 400), 0);
}

static void nothing_on_the_plates_has_no_asymmetry(void **state)
{
	(void)state;
	assert_nan(asymmetry_index(0, 0));
	assert_nan(asymmetry_index(5, -5));
	assert_nan(asymmetry_robinson(0, 0));
	assert_nan(asymmetry_strong(0, 0));
	assert_nan(asymmetry_lsi(0, 10));
	assert_nan(asymmetry_angle(0, 0));
	assert_nan(asymmetry_log(0, 10));
	assert_nan(asymmetry_log(10, -1));
	assert_nan(asymmetry_index((double)NAN, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_indices_keep_their_signs),
		cmocka_unit_test(indices_are_those_of_oracle_22),
		cmocka_unit_test(the_signed_mean_is_not_the_mean_of_magnitudes),
		cmocka_unit_test(means_are_those_of_oracle_24),
		cmocka_unit_test(a_plate_that_reads_1_pct_high_makes_half_a_point),
		cmocka_unit_test(the_bias_is_that_of_oracle_48),
		cmocka_unit_test(the_right_is_positive_and_swapping_feet_turns_the_sign),
		cmocka_unit_test(nothing_on_the_plates_has_no_asymmetry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
