/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tests/accuracy/rates.h"

/* P(no hit) = (1 - p)^n and P(all hit) = p^n are 0.025 at the limits. */
static void limits_of_none_and_of_all_are_powers(void **state)
{
	struct limits none = clopper_pearson(0, 10), all = clopper_pearson(10, 10);

	(void)state;
	assert_near(none.low, 0, 0);
	assert_near(none.high, 1 - pow(0.025, 0.1), 1e-12);
	assert_near(all.low, pow(0.025, 0.1), 1e-12);
	assert_near(all.high, 1, 0);
}

/* P(at least 1 of 2) = 1 - (1 - p)^2 and P(at most 1 of 2) = 1 - p^2 */
static void limits_of_one_of_two_are_roots(void **state)
{
	struct limits limits = clopper_pearson(1, 2);

	(void)state;
	assert_near(limits.low, 1 - sqrt(0.975), 1e-12);
	assert_near(limits.high, sqrt(0.975), 1e-12);
}

/* The binomial tails at the limits are 2.5 %, added up term by term. */
static void limits_leave_a_fortieth_on_each_side(void **state)
{
	const size_t k = 3, n = 200;
	struct limits limits = clopper_pearson(k, n);
	double below = 0, above = 1;

	(void)state;
	for (size_t i = 0; i <= k; i++) {
		double ways = exp(lgamma((double)n + 1) - lgamma((double)i + 1) -
				  lgamma((double)(n - i) + 1));

		below += ways * pow(limits.high, (double)i) * pow(1 - limits.high, (double)(n - i));
		if (i < k)
			above -= ways * pow(limits.low, (double)i) *
				 pow(1 - limits.low, (double)(n - i));
	}
	assert_near(below, 0.025, 1e-10);
	assert_near(above, 0.025, 1e-10);
}

static void nothing_counted_leaves_everything_open(void **state)
{
	struct limits limits = clopper_pearson(0, 0);

	(void)state;
	assert_near(limits.low, 0, 0);
	assert_near(limits.high, 1, 0);
	assert_nan(f1_score(0, 0, 0));
	assert_nan(root_mean_square(NULL, 0));
	assert_nan(ks_uniform(NULL, 0));
}

/* precision 8/9, recall 8/11: 2 P R / (P + R) = 0.8; J = 8/12 */
static void f1_is_the_harmonic_mean_and_its_limits_hold_it(void **state)
{
	struct limits share = clopper_pearson(8, 12), limits = f1_limits(8, 1, 3);

	(void)state;
	assert_near(f1_score(8, 1, 3), 0.8, 1e-15);
	assert_near(limits.low, 2 * share.low / (1 + share.low), 1e-15);
	assert_true(limits.low < 0.8 && 0.8 < limits.high);
}

static void distance_from_uniform_is_the_largest_step(void **state)
{
	static const double one[] = {0.5}, even[] = {0.25, 0.75}, low[] = {0.1, 0.2, 0.3},
			    high[] = {0.7, 0.9};

	(void)state;
	assert_near(ks_uniform(one, 1), 0.5, 1e-15);
	assert_near(ks_uniform(even, 2), 0.25, 1e-15);
	assert_near(ks_uniform(low, 3), 0.7, 1e-15);
	assert_near(ks_uniform(high, 2), 0.7, 1e-15);
}

static void root_mean_square_of_3_and_4(void **state)
{
	static const double x[] = {3, -4};

	(void)state;
	assert_near(root_mean_square(x, 2), sqrt(12.5), 1e-15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_of_none_and_of_all_are_powers),
		cmocka_unit_test(limits_of_one_of_two_are_roots),
		cmocka_unit_test(limits_leave_a_fortieth_on_each_side),
		cmocka_unit_test(nothing_counted_leaves_everything_open),
		cmocka_unit_test(f1_is_the_harmonic_mean_and_its_limits_hold_it),
		cmocka_unit_test(distance_from_uniform_is_the_largest_step),
		cmocka_unit_test(root_mean_square_of_3_and_4),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
