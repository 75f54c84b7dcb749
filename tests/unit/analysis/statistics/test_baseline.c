/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/statistics/statistics.h"

/* oracle O40 */
static const double baseline[] = {1.2, .4, 1.9, .8, 1.1, .6};
static const double since[] = {1.4, 2.2, 3.1, 2.9, 3.6, 4.1};

static void the_moving_average_and_its_exact_limits(void **state)
{
	static const double want[][3] = {
		{1.1199999999999999, .5203751465989277, 1.4796248534010723},
		{1.444, .41454325522716884, 1.5854567447728312},
		{1.9407999999999999, .3691337669521374, 1.6308662330478625},
		{2.22856, .3480366728411789, 1.6519633271588212},
		{2.639992, .3379444674497464, 1.6620555325502537},
		{3.0779943999999997, .3330550331486143, 1.6669449668513856},
	};
	double mu = mean(baseline, 6), sd = sd_sample(baseline, 6);

	(void)state;
	assert_close(mu, 1.0, 1e-9);
	assert_close(sd, 0.532916503778969, 1e-9);
	for (size_t i = 1; i <= 6; i++) {
		double reach = 3 * sd * ewma_sd_ratio(0.3, i, 0);

		assert_close(ewma(mu, since, i, 0.3), want[i - 1][0], 1e-9);
		assert_close(mu - reach, want[i - 1][1], 1e-9);
		assert_close(mu + reach, want[i - 1][2], 1e-9);
	}
}

/* A baseline of n values has an error of its own: sd / sqrt(n) once it is forgotten. */
static void a_short_baseline_widens_the_limits(void **state)
{
	double exact = ewma_sd_ratio(0.3, 200, 0);

	(void)state;
	assert_close(exact * exact, 0.3 / 1.7, 1e-12);
	assert_close(ewma_sd_ratio(0.3, 200, 6), sqrt(0.3 / 1.7 + 1. / 6), 1e-12);
	/* the first: 0.3 (x - mean), of variance 0.09 (1 + 1/6) */
	assert_close(ewma_sd_ratio(0.3, 1, 6), 0.3 * sqrt(1 + 1. / 6), 1e-12);
}

/* The 97.5 % point of t with 5 degrees of freedom, from its closed form. */
static void a_new_session_is_held_against_the_earlier_ones(void **state)
{
	double scale = 0.532916503778969 * sqrt(1 + 1. / 6);
	struct prediction at = prediction_test(1 + 2.570581835636314 * scale, baseline, 6, 0.05);

	(void)state;
	assert_close(at.mean, 1.0, 1e-12);
	assert_close(at.sd, 0.532916503778969, 1e-9);
	assert_close(at.t, 2.570581835636314, 1e-9);
	assert_near(at.p, 0.05, 1e-12);
	assert_close(at.high, 1 + 2.570581835636314 * scale, 1e-9);
	assert_close(at.low, 1 - 2.570581835636314 * scale, 1e-9);
	assert_near(prediction_test(1, baseline, 6, 0.05).p, 1, 1e-12);
}

static void earlier_sessions_that_are_all_the_same_test_nothing(void **state)
{
	static const double same[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};

	(void)state;
	assert_nan(prediction_test(5, same, 6, 0.05).p);
	assert_nan(prediction_test(5, same, 1, 0.05).p);
	assert_nan(prediction_test(5, same, 0, 0.05).p);
	assert_nan(prediction_test(NAN, baseline, 6, 0.05).p);
}

/* Mean 5, squares about it 12; 97.5 % of t with five degrees of freedom from its closed form. */
static void two_new_values_are_held_against_what_earlier_ones_vary(void **state)
{
	static const double earlier[] = {4, 5, 4, 8, 5, 4};
	static const double same[] = {4, 4, 4, 4, 4, 4};

	(void)state;
	assert_close(detectable_change(earlier, 6, 0.05), 2.5705818356363124 * sqrt(2 * 12. / 5),
		     1e-9);
	assert_nan(detectable_change(earlier, 1, 0.05));
	assert_nan(detectable_change(same, 6, 0.05));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_moving_average_and_its_exact_limits),
		cmocka_unit_test(a_short_baseline_widens_the_limits),
		cmocka_unit_test(a_new_session_is_held_against_the_earlier_ones),
		cmocka_unit_test(earlier_sessions_that_are_all_the_same_test_nothing),
		cmocka_unit_test(two_new_values_are_held_against_what_earlier_ones_vary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
