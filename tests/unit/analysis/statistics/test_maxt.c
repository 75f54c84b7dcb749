/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/statistics/statistics.h"
#include "formats/random.h"

#include <stdio.h>
#include <stdlib.h>

enum { CURVES = 8, POINTS = 21 };

struct result {
	double mean[POINTS], low[POINTS], high[POINTS];
	struct band band;
};

static struct result band_of(const double *curves, size_t n, size_t points)
{
	struct result result;
	struct error err;

	assert_true(points <= POINTS);
	if (maxt_band(curves, n, points, 1, result.mean, result.low, result.high, &result.band,
		      &err))
		fail_msg("%s", err.text);
	return result;
}

/* The curves of oracle O38 by their recipe. */
static void make_curves(double curves[CURVES][POINTS])
{
	struct random random;

	random_init(&random, 404);
	for (int i = 0; i < CURVES; i++)
		for (int j = 0; j < POINTS; j++) {
			double q = (double)j / (POINTS - 1), bump = (q - 0.3) / 0.12;

			curves[i][j] = 2.5 * exp(-bump * bump) +
				       1.2 * sin(2 * M_PI * (q + 0.1 * i)) +
				       0.6 * random_normal(&random);
		}
}

static void the_band_is_that_of_all_sign_patterns(void **state)
{
	double curves[CURVES][POINTS];
	struct result got;

	(void)state;
	make_curves(curves);
	got = band_of(&curves[0][0], CURVES, POINTS);
	/* oracle O38 */
	assert_close(got.band.threshold, 4.354851013771716, 1e-8);
	assert_close(got.mean[0], 0.17736673785043344, 1e-8);
	assert_close(got.mean[2], 0.3873880014358385, 1e-8);
	assert_close(got.high[0] - got.mean[0], 1.6150220225282264, 1e-8);
	assert_close(got.mean[1] - got.low[1], 2.196662409451025, 1e-8);
}

static void the_band_is_that_of_oracle_38(void **state)
{
	struct js *oracle = oracle_open("O38");
	size_t n = js_count(oracle_at(oracle, "inputs.D")), points;
	double curves[CURVES][POINTS], smallest = 1.0;
	double *mean_want = oracle_list(oracle, "expected.mean", &points);
	double *half = oracle_list(oracle, "expected.half_width", &points);
	double *p = oracle_list(oracle, "expected.p_adj", &points);
	struct result got;

	(void)state;
	assert_int_equal(n, CURVES);
	assert_int_equal(points, POINTS);
	for (size_t i = 0; i < n; i++) {
		char way[32];
		double *row;

		snprintf(way, sizeof(way), "inputs.D.%zu", i);
		row = oracle_list(oracle, way, &points);
		for (size_t j = 0; j < POINTS; j++)
			curves[i][j] = row[j];
		free(row);
	}
	got = band_of(&curves[0][0], n, POINTS);
	assert_close(got.band.threshold, oracle_number(oracle, "expected.thr"), 1e-8);
	for (size_t j = 0; j < POINTS; j++) {
		assert_close(got.mean[j], mean_want[j], 1e-8);
		assert_close(got.high[j] - got.mean[j], half[j], 1e-8);
		assert_close(got.mean[j] - got.low[j], half[j], 1e-8);
		smallest = fmin(smallest, p[j]);
	}
	/* the p of the whole curve is that of its clearest node */
	assert_near(got.band.p, smallest, 0);
	free(mean_want);
	free(half);
	free(p);
	js_free(oracle);
}

/* All curves on one side: only the pattern as measured and its mirror reach so far. */
static void clear_curves_have_the_smallest_p(void **state)
{
	double curves[6][2] = {{1.0, 5.0}, {1.2, 5.1}, {0.9, 5.3},
			       {1.1, 4.9}, {1.3, 5.2}, {0.8, 5.0}};

	(void)state;
	assert_near(band_of(&curves[0][0], 6, 2).band.p, 2.0 / 64.0, 0);
	/* five curves cannot reach 0.05 */
	assert_near(band_of(&curves[0][0], 5, 2).band.p, 2.0 / 32.0, 0);
}

/* With one node the threshold is a value of the t of the flips; of n = 2 the flips have |t| of
 * (a+b)/|a-b| and its inverse, twice each, and the 95 % place is the larger. */
static void two_values_have_a_threshold_by_hand(void **state)
{
	double curves[2] = {3.0, 1.0};
	struct result got = band_of(curves, 2, 1);

	(void)state;
	assert_near(got.band.threshold, 2.0, 1e-12);
	assert_near(got.mean[0], 2.0, 0);
	/* se = sqrt(2)/sqrt(2) = 1 */
	assert_near(got.low[0], 0.0, 1e-12);
	assert_near(got.high[0], 4.0, 1e-12);
}

/* Beyond 14 curves flips are drawn: the threshold lies within the sampling error of the exact one,
 * which for one node of normal values is near the t quantile. */
static void many_curves_are_drawn_and_repeatable(void **state)
{
	double curves[70], low, high, centre;
	struct band first, second;
	struct random random;

	(void)state;
	random_init(&random, 3);
	for (size_t n = 15; n <= 70; n += 55) {
		for (size_t i = 0; i < n; i++)
			curves[i] = random_normal(&random);
		assert_int_equal(maxt_band(curves, n, 1, 7, &centre, &low, &high, &first, NULL), 0);
		assert_int_equal(maxt_band(curves, n, 1, 7, &centre, &low, &high, &second, NULL),
				 0);
		assert_near(first.threshold, second.threshold, 0);
		assert_near(first.p, second.p, 0);
		assert_near(first.threshold, t_quantile(0.975, (double)(n - 1)), 0.15);
	}
}

static void an_empty_node_has_no_width(void **state)
{
	double curves[6][2] = {{0, 1}, {0, 2}, {0, 3}, {0, 1}, {0, 2}, {0, 4}};
	struct result got = band_of(&curves[0][0], 6, 2);

	(void)state;
	assert_near(got.low[0], 0, 0);
	assert_near(got.high[0], 0, 0);
	assert_true(isfinite(got.band.threshold));
}

static void one_curve_is_refused(void **state)
{
	double curve[3] = {1, 2, 3}, out[9];
	struct band band;

	(void)state;
	assert_int_equal(maxt_band(curve, 1, 3, 1, out, out + 3, out + 6, &band, NULL),
			 HINGE_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_band_is_that_of_all_sign_patterns),
		cmocka_unit_test(the_band_is_that_of_oracle_38),
		cmocka_unit_test(clear_curves_have_the_smallest_p),
		cmocka_unit_test(two_values_have_a_threshold_by_hand),
		cmocka_unit_test(many_curves_are_drawn_and_repeatable),
		cmocka_unit_test(an_empty_node_has_no_width),
		cmocka_unit_test(one_curve_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
