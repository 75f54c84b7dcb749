/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/statistics.h"

#include <stdlib.h>

static void special_functions_match_scipy(void **state)
{
	(void)state;
	/* oracle O41 */
	assert_close(normal_cdf(-3), 0.0013498980316300933, 1e-8);
	assert_close(normal_cdf(-1.96), 0.024997895148220435, 1e-8);
	assert_close(normal_cdf(0.5), 0.6914624612740131, 1e-8);
	assert_close(normal_cdf(2.5), 0.9937903346742238, 1e-8);
	assert_close(normal_quantile(0.001), -3.090232306167813, 1e-8);
	assert_close(normal_quantile(0.975), 1.959963984540054, 1e-8);
	assert_close(normal_quantile(0.9995), 3.2905267314919255, 1e-8);
	assert_close(t_upper_tail(2.0, 4), 0.05805826175840775, 1e-8);
	assert_close(t_upper_tail(2.776445, 4), 0.02500000269104578, 1e-8);
	assert_close(t_upper_tail(3.5, 9), 0.003361757881529476, 1e-8);
	assert_close(t_upper_tail(0.5, 1), 0.3524163823495668, 1e-8);
	assert_close(t_quantile(0.975, 4), 2.7764451051977987, 1e-8);
	assert_close(t_quantile(0.975, 9), 2.2621571627409915, 1e-8);
	assert_close(t_quantile(0.95, 2), 2.919985580355516, 1e-8);
	assert_close(t_quantile(0.995, 29), 2.756385903670335, 1e-8);
	assert_close(beta_incomplete(2, 3, 0.4), 0.5247999999999999, 1e-8);
}

static double first_number(const char *key)
{
	return strtod(key, NULL);
}

static double second_number(const char *key)
{
	char *comma;

	strtod(key, &comma);
	assert_int_equal(*comma, ',');
	return strtod(comma + 1, NULL);
}

static double value_of(const struct js *js)
{
	double value;

	assert_true(js_real(js, &value));
	return value;
}

static int check_normal_cdf(void *ctx, const char *key, const struct js *want)
{
	(void)ctx;
	assert_close(normal_cdf(first_number(key)), value_of(want), 1e-8);
	return 0;
}

static int check_normal_quantile(void *ctx, const char *key, const struct js *want)
{
	(void)ctx;
	assert_close(normal_quantile(first_number(key)), value_of(want), 1e-8);
	return 0;
}

static int check_t_tail(void *ctx, const char *key, const struct js *want)
{
	(void)ctx;
	assert_close(t_upper_tail(first_number(key), second_number(key)), value_of(want), 1e-8);
	return 0;
}

static int check_t_quantile(void *ctx, const char *key, const struct js *want)
{
	(void)ctx;
	assert_close(t_quantile(first_number(key), second_number(key)), value_of(want), 1e-8);
	return 0;
}

static void special_functions_match_oracle_41(void **state)
{
	struct js *oracle = oracle_open("O41");

	(void)state;
	js_each(oracle_at(oracle, "expected.norm_cdf"), check_normal_cdf, NULL);
	js_each(oracle_at(oracle, "expected.norm_ppf"), check_normal_quantile, NULL);
	js_each(oracle_at(oracle, "expected.t_sf"), check_t_tail, NULL);
	js_each(oracle_at(oracle, "expected.t_ppf"), check_t_quantile, NULL);
	assert_close(beta_incomplete(2, 3, 0.4), oracle_number(oracle, "expected.betainc_2_3_0p4"),
		     1e-8);
	js_free(oracle);
}

/* t with 1 degree of freedom is Cauchy's, with 2 it has a closed form. */
static void the_t_distribution_has_its_closed_forms(void **state)
{
	(void)state;
	for (double t = -40.0; t <= 40.0; t += 0.37) {
		assert_close(t_upper_tail(t, 1),
			     t > 0 ? atan(1.0 / t) / M_PI : 0.5 - atan(t) / M_PI, 1e-12);
		assert_near(t_upper_tail(t, 2), 0.5 - t / (2.0 * sqrt(2.0 + t * t)), 1e-14);
	}
	for (double p = 0.01; p < 1.0; p += 0.01) {
		assert_near(t_quantile(p, 1), tan(M_PI * (p - 0.5)),
			    1e-12 * (1.0 + fabs(tan(M_PI * (p - 0.5)))));
		assert_near(t_quantile(p, 2), (2 * p - 1) / sqrt(2 * p * (1 - p)), 1e-12 * 10);
	}
}

/* I_x(a, b) of whole numbers is a binomial sum (DLMF 8.17.5). */
static void the_incomplete_beta_is_a_binomial_tail(void **state)
{
	(void)state;
	for (int n = 1; n <= 12; n++)
		for (int a = 1; a <= n; a++)
			for (double x = 0.0; x <= 1.0; x += 0.0625) {
				double tail = 0, choose = 1;

				for (int k = 0; k <= n; k++) {
					if (k >= a)
						tail += choose * pow(x, k) * pow(1 - x, n - k);
					choose = choose * (n - k) / (k + 1);
				}
				assert_near(beta_incomplete(a, n - a + 1, x), tail, 1e-13);
			}
}

static void quantiles_undo_their_distribution(void **state)
{
	(void)state;
	for (double p = 1e-12; p < 1.0; p = p < 0.01 ? p * 10 : p + 0.01) {
		assert_close(normal_cdf(normal_quantile(p)), p, 1e-12);
		for (double df = 1; df <= 100; df *= 3)
			assert_close(t_upper_tail(-t_quantile(p, df), df), p, 1e-10);
	}
}

static void a_t_of_many_degrees_is_normal(void **state)
{
	(void)state;
	for (double z = -5; z <= 5; z += 0.5)
		assert_near(t_upper_tail(z, 1e8), normal_cdf(-z), 1e-7);
}

static void out_of_range_is_not_a_number(void **state)
{
	(void)state;
	assert_nan(normal_quantile(-0.1));
	assert_nan(normal_quantile((double)NAN));
	assert_nan(t_quantile(0.5, 0));
	assert_nan(t_quantile(1.1, 3));
	assert_nan(t_upper_tail((double)NAN, 3));
	assert_nan(beta_incomplete(0, 1, 0.5));
	assert_true(isinf(normal_quantile(0)) && normal_quantile(0) < 0);
	assert_true(isinf(t_quantile(1, 3)) && t_quantile(1, 3) > 0);
	assert_near(t_upper_tail((double)INFINITY, 3), 0, 0);
	assert_near(t_upper_tail(-(double)INFINITY, 3), 1, 0);
	assert_near(normal_quantile(0.5), 0, 0);
	assert_near(t_quantile(0.5, 3), 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(special_functions_match_scipy),
		cmocka_unit_test(special_functions_match_oracle_41),
		cmocka_unit_test(the_t_distribution_has_its_closed_forms),
		cmocka_unit_test(the_incomplete_beta_is_a_binomial_tail),
		cmocka_unit_test(quantiles_undo_their_distribution),
		cmocka_unit_test(a_t_of_many_degrees_is_normal),
		cmocka_unit_test(out_of_range_is_not_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
