/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"
#include "formats/random.h"

#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
	double d = *(const double *)a - *(const double *)b;

	return (d > 0) - (d < 0);
}

static void check_quantiles(const double *x, size_t n, double median_want, double q10, double q90)
{
	double sorted[64];

	assert_true(n <= 64);
	memcpy(sorted, x, n * sizeof(*x));
	qsort(sorted, n, sizeof(*x), by_value);
	assert_close(median(x, n), median_want, 1e-9);
	assert_close(quantile_type7(sorted, n, 0.1), q10, 1e-9);
	assert_close(quantile_type7(sorted, n, 0.9), q90, 1e-9);
}

static void median_and_quantiles_are_those_of_numpy(void **state)
{
	static const double x[] = {10.1, 9.8, 10.3, 10.0, 9.9, 14.2, 10.2, 10.05};

	(void)state;
	check_quantiles(x, 8, 10.075, 9.870000000000001, 11.469999999999999); /* oracle O44 */
}

static void quantiles_are_those_of_oracle_44(void **state)
{
	struct js *oracle = oracle_open("O44");
	size_t n;
	double *x = oracle_list(oracle, "inputs.x", &n);

	(void)state;
	check_quantiles(x, n, oracle_number(oracle, "expected.median"),
			oracle_number(oracle, "expected.q10"),
			oracle_number(oracle, "expected.q90"));
	free(x);
	js_free(oracle);
}

static void check_interval(const double *x, size_t n, double mean_want, double se, double low,
			   double high)
{
	struct interval interval = t_interval(x, n, 0.05);

	assert_close(interval.mean, mean_want, 1e-9);
	assert_close(interval.se, se, 1e-9);
	assert_close(interval.low, low, 1e-9);
	assert_close(interval.high, high, 1e-9);
	assert_int_equal(interval.n, n);
}

static void the_t_interval_is_that_of_scipy(void **state)
{
	static const double x[] = {4.1, 6.0, 5.2, 3.6, 5.9};

	(void)state;
	/* oracle O52 */
	check_interval(x, 5, 4.960000000000001, 0.4802082881417188, 3.6267280489135114,
		       6.29327195108649);
}

static void the_t_interval_is_that_of_oracle_52(void **state)
{
	struct js *oracle = oracle_open("O52");
	size_t n;
	double *x = oracle_list(oracle, "inputs.ai", &n);

	(void)state;
	check_interval(
		x, n, oracle_number(oracle, "expected.mean"), oracle_number(oracle, "expected.se"),
		oracle_number(oracle, "expected.ci95.0"), oracle_number(oracle, "expected.ci95.1"));
	free(x);
	js_free(oracle);
}

static void too_few_values_give_no_number(void **state)
{
	static const double x[] = {7.0};

	(void)state;
	assert_nan(mean(x, 0));
	assert_nan(median(x, 0));
	assert_nan(sd_sample(x, 1));
	assert_nan(t_interval(x, 1, 0.05).low);
	assert_nan(t_interval(x, 1, 0.05).high);
	assert_near(t_interval(x, 1, 0.05).mean, 7.0, 0);
	assert_near(median(x, 1), 7.0, 0);
}

/* 0 .. n-1 in any order: mean (n-1)/2, variance n(n+1)/12 */
static void mean_and_sd_of_the_first_integers_are_exact(void **state)
{
	static double x[1000];

	(void)state;
	for (size_t n = 2; n <= 1000; n += 37) {
		for (size_t i = 0; i < n; i++)
			x[i] = (double)i;
		assert_close(mean(x, n), (double)(n - 1) / 2.0, 1e-15);
		assert_close(sd_sample(x, n), sqrt((double)n * ((double)n + 1.0) / 12.0), 1e-14);
	}
}

static void a_large_offset_costs_no_spread(void **state)
{
	double x[] = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};

	(void)state;
	assert_near(sd_sample(x, 4), sqrt(30.0), 1e-9);
}

static void selection_agrees_with_sorting(void **state)
{
	struct random random;

	(void)state;
	random_init(&random, 11);
	for (size_t round = 0; round < 200; round++) {
		size_t n = 1 + random_below(&random, 60);
		double x[60], sorted[60], p = random_uniform(&random);

		/* few different values: many ties */
		for (size_t i = 0; i < n; i++)
			x[i] = (double)random_below(&random, round % 2 ? 5 : 1000);
		memcpy(sorted, x, sizeof(x));
		qsort(sorted, n, sizeof(*sorted), by_value);
		assert_near(quantile_select(x, n, p), quantile_type7(sorted, n, p), 1e-12);
		assert_near(quantile_select(x, n, 1.0), sorted[n - 1], 0);
		assert_near(quantile_select(x, n, 0.0), sorted[0], 0);
		for (size_t k = 0; k < n; k++)
			assert_near(order_select(x, n, k), sorted[k], 0);
	}
}

/* Spread, ties, a far outlier that leaves all others in one bucket, and all alike. */
static void quantiles_of_many_agree_with_sorting(void **state)
{
	static const double p[] = {0.0, 0.025, 0.5, 0.9999, 1.0};
	enum { MOST = 3000, LEVELS = sizeof(p) / sizeof(*p) };
	static double x[MOST], sorted[MOST], room[MOST];
	struct random random;

	(void)state;
	random_init(&random, 12);
	for (size_t round = 0; round < 60; round++) {
		size_t n = 1 + random_below(&random, MOST);
		double got[LEVELS];

		for (size_t i = 0; i < n; i++)
			x[i] = round % 4 == 0   ? random_normal(&random)
			       : round % 4 == 1 ? (double)random_below(&random, 3)
			       : round % 4 == 2 ? (i ? random_uniform(&random) : 1e9)
						: -7.5;
		memcpy(sorted, x, n * sizeof(*x));
		qsort(sorted, n, sizeof(*sorted), by_value);
		quantiles_select(x, n, p, LEVELS, got, room);
		for (size_t q = 0; q < LEVELS; q++)
			assert_near(got[q], quantile_type7(sorted, n, p[q]),
				    1e-12 * fabs(got[q]) + 1e-12);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(median_and_quantiles_are_those_of_numpy),
		cmocka_unit_test(quantiles_are_those_of_oracle_44),
		cmocka_unit_test(the_t_interval_is_that_of_scipy),
		cmocka_unit_test(the_t_interval_is_that_of_oracle_52),
		cmocka_unit_test(too_few_values_give_no_number),
		cmocka_unit_test(mean_and_sd_of_the_first_integers_are_exact),
		cmocka_unit_test(a_large_offset_costs_no_spread),
		cmocka_unit_test(selection_agrees_with_sorting),
		cmocka_unit_test(quantiles_of_many_agree_with_sorting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
