/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/statistics.h"

#include <stdlib.h>

static void the_two_sided_p_counts_patterns(void **state)
{
	static const double y[] = {1.9, 0.7, 2.4, -0.3, 1.1, 1.6};

	(void)state;
	assert_near(signflip_two_sided(y, 6), 0.0625, 0); /* oracle O53 */
}

static void the_two_sided_p_is_that_of_oracle_53(void **state)
{
	struct js *oracle = oracle_open("O53");
	size_t n;
	double *y = oracle_list(oracle, "inputs.y", &n);

	(void)state;
	assert_near(signflip_two_sided(y, n), oracle_number(oracle, "expected.p"), 0);
	free(y);
	js_free(oracle);
}

/* Values that are all positive: only the pattern as measured reaches the mean. */
static void a_clear_side_has_the_smallest_p(void **state)
{
	double y[20];

	(void)state;
	for (size_t n = 1; n <= 20; n++) {
		for (size_t i = 0; i < n; i++)
			y[i] = 1.0 + 0.1 * (double)i;
		assert_near(signflip_one_sided(y, n), ldexp(1.0, -(int)n), 0);
		assert_near(signflip_two_sided(y, n), ldexp(1.0, 1 - (int)n), 0);
	}
}

/* n equal values with m of them turned: the sum is n - 2 m, and the patterns that reach it are
 * those with at most m turned: a binomial tail. Sums of 0.1 round apart. */
static void equal_values_give_a_binomial_tail(void **state)
{
	double y[12];

	(void)state;
	for (int m = 0; m <= 12; m++) {
		double tail = 0, choose = 1;

		for (int i = 0; i < 12; i++)
			y[i] = i < m ? -0.1 : 0.1;
		for (int k = 0; k <= m; k++) {
			tail += choose;
			choose = choose * (12 - k) / (k + 1);
		}
		assert_near(signflip_one_sided(y, 12), tail / 4096.0, 0);
	}
}

static void a_mean_of_zero_is_no_evidence(void **state)
{
	static const double y[] = {1.0, -1.0, 2.0, -2.0};

	(void)state;
	assert_near(signflip_two_sided(y, 4), 1.0, 0);
}

static void too_few_or_too_many_are_not_flipped(void **state)
{
	static const double y[21];

	(void)state;
	assert_nan(signflip_one_sided(y, 0));
	assert_nan(signflip_two_sided(y, 21));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_two_sided_p_counts_patterns),
		cmocka_unit_test(the_two_sided_p_is_that_of_oracle_53),
		cmocka_unit_test(a_clear_side_has_the_smallest_p),
		cmocka_unit_test(equal_values_give_a_binomial_tail),
		cmocka_unit_test(a_mean_of_zero_is_no_evidence),
		cmocka_unit_test(too_few_or_too_many_are_not_flipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
