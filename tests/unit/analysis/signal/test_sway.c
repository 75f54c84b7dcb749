/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/signal/sway.h"

#include <stdlib.h>

static void sway_is_that_of_oracle_42(void **state)
{
	struct js *oracle = oracle_open("O42");
	size_t rows;
	double *cop = oracle_table("oracles/O42_cop.csv", 1, 2, &rows);
	struct sway sway = sway_of(cop, rows, 2, oracle_number(oracle, "inputs.fs"));

	(void)state;
	assert_close(sway.path_m, oracle_number(oracle, "expected.path"), 1e-9);
	assert_close(sway.speed_m_s, oracle_number(oracle, "expected.speed"), 1e-9);
	assert_close(sway.range_ml_m, oracle_number(oracle, "expected.range.0"), 1e-9);
	assert_close(sway.range_ap_m, oracle_number(oracle, "expected.range.1"), 1e-9);
	assert_close(sway.ellipse_chi2_m2, oracle_number(oracle, "expected.area_chi2"), 1e-9);
	assert_close(sway.ellipse_m2, oracle_number(oracle, "expected.area_pred"), 1e-9);
	free(cop);
	js_free(oracle);
}

enum { TURN = 4000 };

/* A circle of radius r, once around: path 2 pi r, SD r / sqrt 2 each way, ellipse
 * pi r^2 / 2 chi2. */
static void a_circle_has_the_sway_of_geometry(void **state)
{
	static double cop[TURN + 1][4];
	const double r = 0.01, chi2 = 5.991464547107979; /* 95 %, 2 degrees of freedom */
	struct sway sway;

	(void)state;
	for (int i = 0; i <= TURN; i++) {
		cop[i][2] = 3 + r * cos(2 * M_PI * i / TURN);
		cop[i][3] = -2 + r * sin(2 * M_PI * i / TURN);
	}
	sway = sway_of(&cop[0][2], TURN + 1, 4, 1000);
	assert_close(sway.path_m, 2 * M_PI * r, 1e-6);
	assert_close(sway.speed_m_s, 2 * M_PI * r / (TURN / 1000.0), 1e-6);
	assert_close(sway.range_ml_m, 2 * r, 1e-6);
	assert_close(sway.range_ap_m, 2 * r, 1e-6);
	assert_near(sway.mean_ml_m, 3, 1e-5);
	assert_near(sway.mean_ap_m, -2, 1e-5);
	assert_close(sway.sd_ap_m, r / sqrt(2), 1e-3);
	assert_close(sway.ellipse_chi2_m2, M_PI * r * r / 2 * chi2, 1e-3);
	assert_close(sway.ellipse_m2, sway.ellipse_chi2_m2, 2e-3);
}

static void no_path_leads_across_what_is_missing(void **state)
{
	double cop[6][2] = {{0, 0}, {0, 1}, {NAN, NAN}, {9, 1}, {9, 3}, {9, 3}};
	struct sway_sums sums;
	struct sway sway = sway_of(&cop[0][0], 6, 2, 10);

	(void)state;
	assert_int_equal(sway.n, 5);
	assert_near(sway.path_m, 3, 0);
	assert_near(sway.speed_m_s, 10, 1e-12); /* 3 m in the three steps that are known */
	assert_near(sway.range_ml_m, 9, 0);
	sway_init(&sums);
	sway_add(&sums, &cop[0][0], 1, 2);
	sway_add(&sums, &cop[1][0], 3, 2);
	sway_add(&sums, &cop[4][0], 2, 2);
	assert_near(sway_result(&sums, 10).path_m, 3, 0);
	assert_near(sway_result(&sums, 10).mean_ml_m, 27.0 / 5, 1e-12);
}

static void too_few_frames_give_no_number(void **state)
{
	double cop[2][2] = {{1, 2}, {1, 3}};
	struct sway none = sway_of(&cop[0][0], 0, 2, 100), one = sway_of(&cop[0][0], 1, 2, 100),
		    two = sway_of(&cop[0][0], 2, 2, 100);

	(void)state;
	assert_nan(none.path_m);
	assert_nan(none.mean_ap_m);
	assert_nan(none.range_ap_m);
	assert_nan(one.sd_ap_m);
	assert_nan(one.speed_m_s);
	assert_near(one.mean_ap_m, 2, 0);
	assert_near(two.sd_ap_m, sqrt(0.5), 1e-15);
	assert_nan(two.ellipse_m2);
	assert_near(two.ellipse_chi2_m2, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sway_is_that_of_oracle_42),
		cmocka_unit_test(a_circle_has_the_sway_of_geometry),
		cmocka_unit_test(no_path_leads_across_what_is_missing),
		cmocka_unit_test(too_few_frames_give_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
