/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/statistics.h"
#include "formats/random.h"

#include <stdlib.h>

enum { COUNT = 25 };

/* oracle O30 */
static const double sorted_p[COUNT] = {
	0.001, 0.008, 0.039, 0.041, 0.042, 0.06,  0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269,
	0.275, 0.34,  0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94,  0.942, 0.975, 0.986};
static const double holm_want[5] = {0.025, 0.192, 0.897, 0.902, 0.902};
static const double bh_want[COUNT] = {0.025,
				      0.1,
				      0.21000000000000002,
				      0.21000000000000002,
				      0.21000000000000002,
				      0.25,
				      0.2642857142857143,
				      0.49107142857142866,
				      0.49107142857142866,
				      0.49107142857142866,
				      0.49107142857142866,
				      0.49107142857142866,
				      0.49107142857142866,
				      0.49107142857142866,
				      0.5328125,
				      0.5328125,
				      0.5647058823529412,
				      0.781578947368421,
				      0.781578947368421,
				      0.8699999999999999,
				      0.9071428571428571,
				      0.986,
				      0.986,
				      0.986,
				      0.986};

static void holm_and_benjamini_hochberg_of_25_sorted_p(void **state)
{
	double holm[COUNT], bh[COUNT];

	(void)state;
	holm_adjust(sorted_p, COUNT, holm);
	benjamini_hochberg_adjust(sorted_p, COUNT, bh);
	for (size_t i = 0; i < COUNT; i++) {
		assert_close(holm[i], i < 5 ? holm_want[i] : 1.0, 1e-9);
		assert_close(bh[i], bh_want[i], 1e-9);
	}
}

static void adjustments_are_those_of_oracle_30(void **state)
{
	struct js *oracle = oracle_open("O30");
	double holm[COUNT], bh[COUNT];
	size_t n, m;
	double *p = oracle_list(oracle, "inputs.p", &n);
	double *holm_list = oracle_list(oracle, "expected.holm", &m);
	double *bh_list = oracle_list(oracle, "expected.bh", &m);

	(void)state;
	assert_int_equal(n, COUNT);
	assert_int_equal(m, COUNT);
	holm_adjust(p, n, holm);
	benjamini_hochberg_adjust(p, n, bh);
	for (size_t i = 0; i < n; i++) {
		assert_close(holm[i], holm_list[i], 1e-9);
		assert_close(bh[i], bh_list[i], 1e-9);
	}
	free(p);
	free(holm_list);
	free(bh_list);
	js_free(oracle);
}

static void order_does_not_matter(void **state)
{
	double mixed[COUNT], holm[COUNT], bh[COUNT];

	(void)state;
	/* 7 and 25 have no common factor: every place is taken once */
	for (size_t i = 0; i < COUNT; i++)
		mixed[i] = sorted_p[7 * i % COUNT];
	holm_adjust(mixed, COUNT, holm);
	benjamini_hochberg_adjust(mixed, COUNT, bh);
	for (size_t i = 0; i < COUNT; i++) {
		size_t k = 7 * i % COUNT;

		assert_close(holm[i], k < 5 ? holm_want[k] : 1.0, 1e-9);
		assert_close(bh[i], bh_want[k], 1e-9);
	}
}

static void untested_rows_do_not_count(void **state)
{
	const double p[] = {(double)NAN, 0.01, 0.04, (double)NAN, 0.03};
	double holm[5], bh[5];

	(void)state;
	holm_adjust(p, 5, holm);
	benjamini_hochberg_adjust(p, 5, bh);
	assert_nan(holm[0]);
	assert_nan(bh[3]);
	/* three tested: 3 x 0.01, 2 x 0.03, and 0.04 not below its smaller neighbour */
	assert_near(holm[1], 0.03, 1e-15);
	assert_near(holm[4], 0.06, 1e-15);
	assert_near(holm[2], 0.06, 1e-15);
	/* 0.01 x 3/1, 0.03 x 3/2 but not above 0.04 x 3/3 */
	assert_near(bh[1], 0.03, 1e-15);
	assert_near(bh[4], 0.04, 1e-15);
	assert_near(bh[2], 0.04, 1e-15);
}

static void equal_p_are_adjusted_alike(void **state)
{
	const double p[] = {0.02, 0.02, 0.02, 0.5};
	double holm[4], bh[4];

	(void)state;
	holm_adjust(p, 4, holm);
	benjamini_hochberg_adjust(p, 4, bh);
	for (size_t i = 0; i < 3; i++) {
		assert_near(holm[i], 0.08, 1e-15);
		assert_near(bh[i], 0.02 * 4 / 3, 1e-15);
	}
}

/* Not by a last digit: the rules of a results file ask for it. */
static void an_adjusted_p_is_never_below_its_p(void **state)
{
	double p[12], holm[12], bh[12];
	struct random random;

	(void)state;
	random_init(&random, 1);
	for (int run = 0; run < 2000; run++) {
		for (size_t i = 0; i < 12; i++)
			p[i] = random_uniform(&random);
		holm_adjust(p, 12, holm);
		benjamini_hochberg_adjust(p, 12, bh);
		for (size_t i = 0; i < 12; i++) {
			assert_true(holm[i] >= p[i] && holm[i] <= 1);
			assert_true(bh[i] >= p[i] && bh[i] <= holm[i]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holm_and_benjamini_hochberg_of_25_sorted_p),
		cmocka_unit_test(adjustments_are_those_of_oracle_30),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(untested_rows_do_not_count),
		cmocka_unit_test(equal_p_are_adjusted_alike),
		cmocka_unit_test(an_adjusted_p_is_never_below_its_p),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
