/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numerical core does when memory runs out. */
#include "tests/support/assert_near.h"
#include "tests/support/plates.h"
#include "tests/support/starve.h"

#include "analysis/signal/filter/filter.h"
#include "analysis/signal/force/force.h"
#include "analysis/signal/spectrum/spectrum.h"
#include "analysis/statistics/statistics.h"

static int filter_once(void *ctx)
{
	struct filter filter;
	double x[100] = {0};

	(void)ctx;
	assert_int_equal(filter_lowpass(&filter, 20, 1000, "auto", NULL), 0);
	return filter_zero_phase(&filter, x, 50, 2, 20, NULL);
}

static void a_filter_says_so(void **state)
{
	(void)state;
	starve(filter_once, NULL);
}

struct force_case {
	struct trial *trial;
	struct trial_report *report;
};

static int forces_once(void *ctx)
{
	struct force_case *made = ctx;
	struct config config;
	struct forces *forces = NULL;
	int ret;

	config_init(&config);
	config.with_cells = true;
	ret = forces_new(&forces, made->trial, &config, made->report, NULL);
	assert_true(ret == 0 || !forces);
	forces_free(forces);
	return ret;
}

static void forces_say_so(void **state)
{
	struct force_case made = {plates_new(1000, 4000), NULL};

	(void)state;
	plates_load(made.trial, 0, 1000, 3000, 500, 0, 0);
	plates_load(made.trial, 1, 1000, 3000, 500, 0, 0);
	starve(forces_once, &made);
	trial_free(made.trial);
}

static int welch_once(void *ctx)
{
	struct welch *welch = NULL;
	int ret = welch_new(&welch, 64, 1000, NULL);

	(void)ctx;
	assert_true(ret == 0 || !welch);
	welch_free(welch);
	return ret;
}

static void spectra_say_so(void **state)
{
	(void)state;
	/* the object, its window and its three arrays; FFTW's planner aborts by itself */
	starve_first(5, welch_once, NULL);
}

static const double values[] = {1, 2, 4, 3, 5, 7, 6, 9};

static int trend_once(void *ctx)
{
	static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8};
	struct trend trend;

	(void)ctx;
	return trend_test(x, values, 8, 0.05, &trend, NULL);
}

static int bootstrap_once(void *ctx)
{
	struct bootstrap result;

	(void)ctx;
	return bootstrap_means(values, 8, 1, 100, 1, &result, NULL);
}

static int band_once(void *ctx)
{
	double curves[16 * 4], out[12];
	struct band band;

	for (size_t i = 0; i < 64; i++)
		curves[i] = values[i % 7];
	return maxt_band(curves, *(size_t *)ctx, 4, 1, out, out + 4, out + 8, &band, NULL);
}

static int median_once(void *ctx)
{
	(void)ctx;
	return isnan(median(values, 8)) ? HINGE_ENOMEM : 0;
}

static void statistics_say_so(void **state)
{
	size_t exact = 6, drawn = 16;

	(void)state;
	starve(trend_once, NULL);
	starve(bootstrap_once, NULL);
	starve(band_once, &exact);
	starve(band_once, &drawn);
	starve(median_once, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filter_says_so),
		cmocka_unit_test(forces_say_so),
		cmocka_unit_test(spectra_say_so),
		cmocka_unit_test(statistics_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
