/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/signal/resample.h"

#include <stdlib.h>

static void seven_samples_become_five(void **state)
{
	static const double x[] = {0, 1, 4, 9, 16, 25, 36}, want[] = {0, 2.5, 9, 20.5, 36};
	double out[5];

	(void)state;
	time_normalise(x, 7, 1, out, 5);
	for (size_t i = 0; i < 5; i++)
		assert_near(out[i], want[i], 1e-9 * want[i]); /* oracle O37 */
}

static void points_are_those_of_oracle_37(void **state)
{
	struct js *oracle = oracle_open("O37");
	size_t n, points;
	double *x = oracle_list(oracle, "inputs.x", &n), out[16];
	double *want = oracle_list(oracle, "expected.y", &points);

	(void)state;
	assert_true(points <= 16);
	assert_near((double)points, oracle_number(oracle, "inputs.n"), 0);
	time_normalise(x, n, 1, out, points);
	for (size_t i = 0; i < points; i++)
		assert_near(out[i], want[i], 1e-9 * want[i]);
	free(x);
	free(want);
	js_free(oracle);
}

static void a_line_stays_a_line_and_its_ends_stay(void **state)
{
	static double x[2 * 997];
	double out[101];

	(void)state;
	for (size_t count = 2; count <= 997; count += 83) {
		for (size_t i = 0; i < count; i++) {
			x[2 * i] = -1e9; /* the other foot */
			x[2 * i + 1] = 3.0 + 0.25 * (double)i;
		}
		time_normalise(x + 1, count, 2, out, 101);
		assert_near(out[0], 3.0, 0);
		assert_near(out[100], x[2 * (count - 1) + 1], 0);
		for (size_t i = 0; i < 101; i++)
			assert_near(out[i], 3.0 + 0.25 * (double)(count - 1) * (double)i / 100.0,
				    1e-10);
	}
}

static void one_sample_fills_the_curve(void **state)
{
	double x = 7.5, out[3];

	(void)state;
	time_normalise(&x, 1, 1, out, 3);
	for (size_t i = 0; i < 3; i++)
		assert_near(out[i], 7.5, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seven_samples_become_five),
		cmocka_unit_test(points_are_those_of_oracle_37),
		cmocka_unit_test(a_line_stays_a_line_and_its_ends_stay),
		cmocka_unit_test(one_sample_fills_the_curve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
