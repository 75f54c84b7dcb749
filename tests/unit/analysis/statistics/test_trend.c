/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/statistics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct trend trend_of(const double *x, const double *y, size_t n)
{
	struct trend trend;
	struct error err;

	if (trend_test(x, y, n, 0.05, &trend, &err))
		fail_msg("%s", err.text);
	return trend;
}

static void a_rising_series_has_its_slope_and_exact_p(void **state)
{
	static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8};
	static const double y[] = {1.0, 1.2, 0.8, 1.5, 1.9, 1.7, 2.4, 2.2};
	struct trend trend = trend_of(x, y, 8);

	(void)state;
	/* oracle O28 A */
	assert_close(trend.slope, 0.21249999999999997, 1e-9);
	assert_close(trend.intercept, 0.7125000000000001, 1e-9);
	assert_int_equal(trend.s, 20);
	assert_close(trend.var_s, 65.33333333333333, 1e-9);
	assert_close(trend.z, 2.350640381700619, 1e-9);
	assert_true(trend.exact);
	assert_close(trend.p, 0.014136904761904762, 1e-9);
	assert_close(trend.slope_low, 0.10197249653667001, 1e-9);
	assert_close(trend.slope_high, 0.3, 1e-9);
}

static void ties_lower_the_variance_and_take_the_normal_p(void **state)
{
	static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	static const double y[] = {2, 2, 3, 3, 3, 4, 4, 5, 4, 5};
	struct trend trend = trend_of(x, y, 10);

	(void)state;
	/* oracle O28 B */
	assert_close(trend.slope, 0.3333333333333333, 1e-9);
	assert_close(trend.intercept, 1.666666666666667, 1e-9);
	assert_int_equal(trend.s, 35);
	assert_close(trend.var_s, 115.66666666666667, 1e-9);
	assert_close(trend.z, 3.1613662096060926, 1e-9);
	assert_false(trend.exact);
	assert_close(trend.p, 0.00157030937863086, 1e-9);
	assert_close(trend.slope_low, 0.2480223338894274, 1e-9);
	assert_close(trend.slope_high, 0.5, 1e-9);
}

static void check_case(const struct js *oracle, const char *name, bool exact)
{
	char way[64];
	size_t n;
	double *x, *y;
	struct trend trend;
	const struct js *want;

	snprintf(way, sizeof(way), "inputs.%s.x", name);
	x = oracle_list(oracle, way, &n);
	snprintf(way, sizeof(way), "inputs.%s.y", name);
	y = oracle_list(oracle, way, &n);
	snprintf(way, sizeof(way), "expected.%s", name);
	want = oracle_at(oracle, way);
	trend = trend_of(x, y, n);
	assert_close(trend.slope, oracle_number(want, "slope"), 1e-9);
	assert_close(trend.intercept, oracle_number(want, "intercept"), 1e-9);
	assert_near(trend.s, oracle_number(want, "S"), 0);
	assert_close(trend.var_s, oracle_number(want, "varS"), 1e-9);
	assert_close(trend.z, oracle_number(want, "Z"), 1e-9);
	assert_close(trend.p, oracle_number(want, exact ? "p_exact" : "p"), 1e-9);
	assert_close(trend.slope_low, oracle_number(want, "slope_lo"), 1e-9);
	assert_close(trend.slope_high, oracle_number(want, "slope_hi"), 1e-9);
	free(x);
	free(y);
}

static void trends_are_those_of_oracle_28(void **state)
{
	struct js *oracle = oracle_open("O28");

	(void)state;
	check_case(oracle, "A", true);
	check_case(oracle, "B", false);
	js_free(oracle);
}

/* A series without ties whose S is s: from sorted, each swap of neighbours takes 2 from S. */
static struct trend trend_with_s(int n, int s)
{
	double x[10], y[10];
	int swaps = (n * (n - 1) / 2 - s) / 2;

	for (int i = 0; i < n; i++)
		x[i] = y[i] = i;
	for (int pass = 0; pass < n && swaps > 0; pass++)
		for (int i = 0; i + 1 < n - pass && swaps > 0; i++, swaps--) {
			double held = y[i];

			y[i] = y[i + 1];
			y[i + 1] = held;
		}
	return trend_of(x, y, (size_t)n);
}

static void check_exact(int n, int s, double p)
{
	struct trend trend = trend_with_s(n, s);

	assert_int_equal(trend.s, s);
	assert_true(trend.exact);
	assert_close(trend.p, p, 1e-9);
}

static void exact_p_count_permutations(void **state)
{
	(void)state;
	/* oracle O29 */
	check_exact(4, 6, 0.08333333333333333);
	check_exact(5, 8, 0.08333333333333333);
	check_exact(5, 10, 0.016666666666666666);
	check_exact(6, 11, 0.05555555555555555);
	check_exact(6, 13, 0.016666666666666666);
	check_exact(8, 16, 0.06101190476190476);
	check_exact(8, 22, 0.005505952380952381);
	check_exact(10, 21, 0.07255015432098766);
	check_exact(10, 29, 0.009148478835978836);
}

static int check_named_p(void *ctx, const char *key, const struct js *want)
{
	int n, s;
	double p;

	(void)ctx;
	assert_int_equal(sscanf(key, "n%d_S%d", &n, &s), 2);
	assert_true(js_real(want, &p));
	check_exact(n, s, p);
	return 0;
}

static void exact_p_are_those_of_oracle_29(void **state)
{
	struct js *oracle = oracle_open("O29");

	(void)state;
	js_each(oracle_at(oracle, "expected"), check_named_p, NULL);
	js_free(oracle);
}

static void the_mirror_of_a_series_has_the_same_p(void **state)
{
	static const double x[] = {1, 2, 3, 4, 5, 6}, y[] = {0.1, 0.5, 0.3, 0.9, 0.7, 1.4};
	double mirror[6];
	struct trend up = trend_of(x, y, 6), down;

	(void)state;
	for (int i = 0; i < 6; i++)
		mirror[i] = -y[i];
	down = trend_of(x, mirror, 6);
	assert_near(down.p, up.p, 0);
	assert_near(down.slope, -up.slope, 1e-15);
	assert_int_equal(down.s, -up.s);
}

/* Kendall's variance with ties on both sides is the mean of S squared over all orders of y. */
static void ties_on_both_sides_have_kendalls_variance(void **state)
{
	enum { N = 5, CODES = N * N * N * N * N };
	static const double x[N] = {1, 1, 1, 2, 3}, values[N] = {1, 2, 2, 2, 3};
	double sum = 0, orders = 0, y[N];
	struct trend trend;

	(void)state;
	for (int code = 0; code < CODES; code++) {
		int seen = 0;

		for (int i = 0, rest = code; i < N; i++, rest /= N) {
			seen |= 1 << rest % N;
			y[i] = values[rest % N];
		}
		if (seen != (1 << N) - 1)
			continue;
		trend = trend_of(x, y, N);
		sum += trend.s * trend.s;
		orders++;
	}
	assert_near(orders, 120, 0);
	assert_false(trend.exact);
	assert_near(trend.var_s, sum / orders, 1e-12);
}

static void a_level_series_has_no_trend(void **state)
{
	static const double x[] = {1, 2, 3, 4}, y[] = {5, 5, 5, 5};
	struct trend trend = trend_of(x, y, 4);

	(void)state;
	assert_near(trend.slope, 0, 0);
	assert_near(trend.intercept, 5, 0);
	assert_near(trend.p, 1, 0);
}

static void what_has_no_trend_is_refused(void **state)
{
	static const double x[] = {2, 2, 2}, y[] = {1, 2, 3};
	struct trend trend;
	struct error err;

	(void)state;
	assert_int_equal(trend_test(x, y, 3, 0.05, &trend, &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "equal"));
	assert_int_equal(trend_test(x, y, 1, 0.05, &trend, &err), HINGE_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rising_series_has_its_slope_and_exact_p),
		cmocka_unit_test(ties_lower_the_variance_and_take_the_normal_p),
		cmocka_unit_test(trends_are_those_of_oracle_28),
		cmocka_unit_test(exact_p_count_permutations),
		cmocka_unit_test(exact_p_are_those_of_oracle_29),
		cmocka_unit_test(the_mirror_of_a_series_has_the_same_p),
		cmocka_unit_test(ties_on_both_sides_have_kendalls_variance),
		cmocka_unit_test(a_level_series_has_no_trend),
		cmocka_unit_test(what_has_no_trend_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
