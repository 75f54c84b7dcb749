/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/fit.h"
#include "tests/support/assert_near.h"

#include <math.h>

/* By hand: in the first line Sxx = 1/2, Sxy = 1/2, in the second 2 and 4; together 4.5 / 2.5. */
static void lines_share_one_slope(void **state)
{
	static const struct fit_point point[] = {
		{0, 0, 0, 1}, {0, 1, 1, 1}, {1, 0, 5, 1}, {1, 2, 9, 1}};
	struct fit_line line[3] = {0};
	struct fit fit = {.line = line};

	(void)state;
	assert_true(fit_points(&fit, 3, point, 4));
	assert_near(fit.slope, 1.8, 1e-12);
	assert_near(fit_at(&fit, 0, 0.5), 0.5, 1e-12);
	assert_near(fit_at(&fit, 1, 2), 7 + 1.8, 1e-12);
	assert_true(fit_has(&fit, 1));
	assert_false(fit_has(&fit, 2));
	/* residuals -0.5 * 0.8 and so on: chi^2 = 2 * 0.4^2 + 2 * 0.2^2 = 0.4 of one degree */
	assert_near(fit.scale, 1, 0);
	/* 1 / n + (x - mean)^2 / Sxx */
	assert_near(fit_variance(&fit, 0, 3), 1.0 / 2 + 2.5 * 2.5 / 2.5, 1e-12);
}

static void points_that_scatter_more_than_they_say_widen_the_line(void **state)
{
	static const struct fit_point point[] = {
		{0, 0, 1, 0.01}, {0, 1, -1, 0.01}, {0, 2, -1, 0.01}, {0, 3, 1, 0.01}};
	struct fit_line line[1] = {0};
	struct fit fit = {.line = line};

	(void)state;
	assert_true(fit_points(&fit, 1, point, 4));
	assert_near(fit.slope, 0, 1e-12);
	/* chi^2 = 4 / 0.01 over two degrees of freedom */
	assert_near(fit.scale, 200, 1e-9);
	assert_near(fit_variance(&fit, 0, 1.5), 200 * 0.01 / 4, 1e-12);
}

static void what_is_exact_weighs_more(void **state)
{
	static const struct fit_point point[] = {{0, 0, 0, 1}, {0, 0, 3, 0.5}, {0, 6, 2, 1}};
	struct fit_line line[1] = {0};
	struct fit fit = {.line = line};

	(void)state;
	/* weights 1, 2, 1: mean x 1.5, y 2; Sxx = 3 * 2.25 + 20.25 = 27, Sxy = -1.5 (-2 + 2) */
	assert_true(fit_points(&fit, 1, point, 3));
	assert_near(line[0].mean_x, 1.5, 1e-12);
	assert_near(line[0].mean_y, 2, 1e-12);
	assert_near(fit.slope, 0, 1e-12);
	assert_near(fit.xx, 27, 1e-12);
}

static void one_point_a_line_has_no_slope(void **state)
{
	static const struct fit_point point[] = {{0, 1, 1, 1}, {1, 2, 2, 1}};
	struct fit_line line[2] = {0};
	struct fit fit = {.line = line};

	(void)state;
	assert_false(fit_points(&fit, 2, point, 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_share_one_slope),
		cmocka_unit_test(points_that_scatter_more_than_they_say_widen_the_line),
		cmocka_unit_test(what_is_exact_weighs_more),
		cmocka_unit_test(one_point_a_line_has_no_slope),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
