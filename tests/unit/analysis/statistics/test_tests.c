/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/statistics.h"

#include <stdlib.h>

static void check_minimal_effect(const double *x, size_t n, double delta, double t, double p)
{
	struct minimal_effect got = minimal_effect_test(x, n, delta);

	assert_close(got.t, t, 1e-9);
	assert_close(got.p, p, 1e-9);
}

static void the_minimal_effect_test_is_a_one_sided_t(void **state)
{
	static const double right[] = {4.1, 6.0, 5.2, 3.6, 5.9};
	static const double left[] = {-4.1, -6.0, -5.2, -3.6, -5.9};

	(void)state;
	/* oracle O52; the side does not matter */
	check_minimal_effect(right, 5, 3.0, 4.0815622062349055, 0.0075395420042756);
	check_minimal_effect(left, 5, 3.0, 4.0815622062349055, 0.0075395420042756);
}

static void the_minimal_effect_test_is_that_of_oracle_52(void **state)
{
	struct js *oracle = oracle_open("O52");
	size_t n;
	double *x = oracle_list(oracle, "inputs.ai", &n);

	(void)state;
	check_minimal_effect(x, n, oracle_number(oracle, "inputs.delta"),
			     oracle_number(oracle, "expected.t"),
			     oracle_number(oracle, "expected.p"));
	free(x);
	js_free(oracle);
}

static void check_tost(const double *x, size_t n, double delta, double p_low, double p_high,
		       double low, double high)
{
	struct tost got = tost_test(x, n, delta);

	assert_close(got.p_low, p_low, 1e-9);
	assert_close(got.p_high, p_high, 1e-9);
	assert_close(got.p, fmax(p_low, p_high), 1e-9);
	assert_close(got.ci90_low, low, 1e-9);
	assert_close(got.ci90_high, high, 1e-9);
}

static void equivalence_is_two_one_sided_tests(void **state)
{
	static const double x[] = {1.1, -0.4, 2.0, 0.9, 1.5, 0.2, 1.8, 0.7};

	(void)state;
	/* oracle O45 */
	check_tost(x, 8, 3.0, 1.1925178558323298e-06, 9.948400543970993e-05, 0.4322980613333214,
		   1.5177019386666788);
}

static void equivalence_is_that_of_oracle_45(void **state)
{
	struct js *oracle = oracle_open("O45");
	size_t n;
	double *x = oracle_list(oracle, "inputs.ai", &n);

	(void)state;
	check_tost(
		x, n, oracle_number(oracle, "inputs.delta"),
		oracle_number(oracle, "expected.p_low"), oracle_number(oracle, "expected.p_high"),
		oracle_number(oracle, "expected.ci90.0"), oracle_number(oracle, "expected.ci90.1"));
	free(x);
	js_free(oracle);
}

static void values_without_spread_decide_all_or_nothing(void **state)
{
	static const double x[] = {5.0, 5.0, 5.0};

	(void)state;
	assert_near(minimal_effect_test(x, 3, 3.0).p, 0.0, 0);
	assert_near(minimal_effect_test(x, 3, 6.0).p, 1.0, 0);
	assert_near(minimal_effect_test(x, 3, 5.0).p, 0.5, 0);
	assert_near(tost_test(x, 3, 6.0).p, 0.0, 0);
	assert_near(tost_test(x, 3, 3.0).p, 1.0, 0);
}

static void one_value_is_not_tested(void **state)
{
	static const double x[] = {5.0};

	(void)state;
	assert_nan(minimal_effect_test(x, 1, 3.0).p);
	assert_nan(tost_test(x, 1, 3.0).p);
	assert_nan(tost_test(x, 1, 3.0).ci90_low);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_minimal_effect_test_is_a_one_sided_t),
		cmocka_unit_test(the_minimal_effect_test_is_that_of_oracle_52),
		cmocka_unit_test(equivalence_is_two_one_sided_tests),
		cmocka_unit_test(equivalence_is_that_of_oracle_45),
		cmocka_unit_test(values_without_spread_decide_all_or_nothing),
		cmocka_unit_test(one_value_is_not_tested),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
