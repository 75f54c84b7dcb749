/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/statistics.h"

#include <stdlib.h>

static struct bootstrap bootstrap_of(const double *x, size_t n, size_t resamples, uint64_t seed)
{
	struct bootstrap result;
	struct error err;

	if (bootstrap_means(x, n, 1, resamples, seed, &result, &err))
		fail_msg("%s", err.text);
	return result;
}

static void check(const struct bootstrap *got, double mean_want, const double pct[2], double z0,
		  double acceleration, const double bca[2])
{
	assert_close(got->mean, mean_want, 1e-9);
	assert_close(got->percentile_low, pct[0], 1e-9);
	assert_close(got->percentile_high, pct[1], 1e-9);
	assert_close(got->z0, z0, 1e-9);
	assert_close(got->acceleration, acceleration, 1e-9);
	assert_close(got->bca_low, bca[0], 1e-9);
	assert_close(got->bca_high, bca[1], 1e-9);
}

static void the_same_seed_gives_the_published_draws(void **state)
{
	static const double x[] = {3.1, 2.4, 4.0, 1.9, 3.6, 2.8, 5.2, 2.2};
	struct bootstrap got = bootstrap_of(x, 8, 2000, 1);

	(void)state;
	/* oracle O39 */
	check(&got, 3.1500000000000004, (double[]){2.4749999999999996, 3.9125}, 0.10295334425500396,
	      0.04228628666717031, (double[]){2.580332968339997, 4.0875});
}

static void the_bootstrap_is_that_of_oracle_39(void **state)
{
	struct js *oracle = oracle_open("O39");
	size_t n, m;
	double *x = oracle_list(oracle, "inputs.x", &n);
	double *pct = oracle_list(oracle, "expected.pct", &m);
	double *bca = oracle_list(oracle, "expected.bca", &m);
	struct bootstrap got = bootstrap_of(x, n, (size_t)oracle_number(oracle, "inputs.B"),
					    (uint64_t)oracle_number(oracle, "inputs.seed"));

	(void)state;
	check(&got, oracle_number(oracle, "expected.mean"), pct,
	      oracle_number(oracle, "expected.z0"), oracle_number(oracle, "expected.accel"), bca);
	free(x);
	free(pct);
	free(bca);
	js_free(oracle);
}

/* Of two values the mean of a resample is the low one, the middle or the high one with 1/4, 1/2 and
 * 1/4, so both 95 % bounds are the values themselves. */
static void two_values_bound_their_mean(void **state)
{
	static const double x[] = {1.0, 2.0};
	struct bootstrap got = bootstrap_of(x, 2, 5000, 9);

	(void)state;
	assert_near(got.percentile_low, 1.0, 0);
	assert_near(got.percentile_high, 2.0, 0);
	assert_near(got.acceleration, 0.0, 1e-15);
}

static void equal_values_have_an_interval_of_no_width(void **state)
{
	static const double x[] = {4.5, 4.5, 4.5};
	struct bootstrap got = bootstrap_of(x, 3, 100, 1);

	(void)state;
	assert_near(got.bca_low, 4.5, 0);
	assert_near(got.bca_high, 4.5, 0);
}

/* The first column is that of oracle O39; the others move none of its figures. */
static void every_column_gets_what_it_would_get_alone(void **state)
{
	enum { N = 8, COLUMNS = 11 };
	static const double x[N] = {3.1, 2.4, 4.0, 1.9, 3.6, 2.8, 5.2, 2.2};
	double table[N * COLUMNS], alone[N];
	struct bootstrap got[COLUMNS];

	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t c = 0; c < COLUMNS; c++)
			table[i * COLUMNS + c] = c ? x[(i + c) % N] * (double)c - 2.0 : x[i];
	assert_int_equal(bootstrap_means(table, N, COLUMNS, 2000, 1, got, NULL), 0);
	check(&got[0], 3.1500000000000004, (double[]){2.4749999999999996, 3.9125},
	      0.10295334425500396, 0.04228628666717031, (double[]){2.580332968339997, 4.0875});
	for (size_t c = 0; c < COLUMNS; c++) {
		struct bootstrap one;

		for (size_t i = 0; i < N; i++)
			alone[i] = table[i * COLUMNS + c];
		one = bootstrap_of(alone, N, 2000, 1);
		assert_memory_equal(&got[c], &one, sizeof(one));
	}
}

static void one_value_is_refused(void **state)
{
	static const double x[] = {4.5};
	struct bootstrap got;

	(void)state;
	assert_int_equal(bootstrap_means(x, 1, 1, 100, 1, &got, NULL), HINGE_EUSAGE);
	assert_int_equal(bootstrap_means(x, 0, 1, 100, 1, &got, NULL), HINGE_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_published_draws),
		cmocka_unit_test(the_bootstrap_is_that_of_oracle_39),
		cmocka_unit_test(two_values_bound_their_mean),
		cmocka_unit_test(equal_values_have_an_interval_of_no_width),
		cmocka_unit_test(every_column_gets_what_it_would_get_alone),
		cmocka_unit_test(one_value_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
