/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/statistics/statistics.h"

/* oracle O25 */
static const double side_a[] = {1, 1, 1, -1, -1, 1, -1, 1, 1, -1, 1, 1};
static const double side_b[] = {1, 1, -1, -1, -1, 1, 1, 1, 1, -1, 1, -1};

static void kappa_of_the_sides_of_two_sessions(void **state)
{
	(void)state;
	assert_close(sign_kappa(side_a, side_b, 12), 0.47058823529411764, 1e-9);
}

static void kappa_asks_for_the_sign_only(void **state)
{
	double a[12], b[12];

	(void)state;
	for (int i = 0; i < 12; i++) {
		a[i] = side_a[i] * (0.1 + i);
		b[i] = side_b[i] * (7.0 - 0.3 * i);
	}
	assert_close(sign_kappa(a, b, 12), 0.47058823529411764, 1e-9);
}

static void pairs_without_a_side_are_left_out_of_kappa(void **state)
{
	double a[15] = {0, 2, NAN}, b[15] = {1, 0, 1};

	(void)state;
	for (int i = 0; i < 12; i++) {
		a[i + 3] = side_a[i];
		b[i + 3] = side_b[i];
	}
	assert_close(sign_kappa(a, b, 15), 0.47058823529411764, 1e-9);
}

static void kappa_is_not_defined_where_all_is_on_one_side(void **state)
{
	static const double right[] = {1, 2, 3};

	(void)state;
	assert_nan(sign_kappa(right, right, 3));
	assert_nan(sign_kappa(right, right, 0));
}

static void full_agreement_is_one_and_full_disagreement_minus_one(void **state)
{
	static const double a[] = {1, -1, 1, -1}, b[] = {-1, 1, -1, 1};

	(void)state;
	assert_near(sign_kappa(a, a, 4), 1, 1e-12);
	assert_near(sign_kappa(a, b, 4), -1, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kappa_of_the_sides_of_two_sessions),
		cmocka_unit_test(kappa_asks_for_the_sign_only),
		cmocka_unit_test(pairs_without_a_side_are_left_out_of_kappa),
		cmocka_unit_test(kappa_is_not_defined_where_all_is_on_one_side),
		cmocka_unit_test(full_agreement_is_one_and_full_disagreement_minus_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
