/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"
#include "tests/unit/analysis/signal/spectrum/spectra.h"

#include "analysis/signal/spectrum/spectrum.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct result {
	double hz[BINS], left[BINS], right[BINS], re[BINS], im[BINS], coherence[BINS];
};

static void take(struct welch *welch, struct result *r)
{
	welch_result(welch, r->hz, r->left, r->right, r->re, r->im, r->coherence);
}

static void spectra_are_those_of_scipy(void **state)
{
	/* oracle O18: bin, PLL, PRR, CSD re, im, coherence */
	static const double want[][6] = {
		{1, 0.8026798676575595, 0.6537215895719273, 0.6033267957973836, -0.4001712971747367,
		 0.9988777650665454},
		{2, 3.1614409951063727, 2.5601443080288724, 2.366031355731467, -1.5793302104937244,
		 0.9998323546541454},
		{64, 0.000424343774051291, 0.0005201182234052465, -1.1191816470700013e-05,
		 0.0002300282955690201, 0.24030868868291488},
		{128, 0.00026075072972332725, 0.0003131345455118309, 6.235094687053955e-05, 0,
		 0.0476134434736681},
	};
	static double pair[FRAMES][2];
	struct welch *welch = new_welch(SEGMENT, 1000);
	struct result got;

	(void)state;
	make_pair(pair);
	welch_add(welch, &pair[0][0], &pair[0][1], FRAMES, 2);
	take(welch, &got);
	assert_int_equal(welch_segments(welch), 7);
	for (size_t k = 0; k < sizeof(want) / sizeof(want[0]); k++) {
		size_t bin = (size_t)want[k][0];

		assert_close(got.left[bin], want[k][1], 1e-8);
		assert_close(got.right[bin], want[k][2], 1e-8);
		assert_close(got.re[bin], want[k][3], 1e-8);
		/* Nyquist has no imaginary part but rounding */
		assert_near(got.im[bin], want[k][4], 1e-8 * fabs(want[k][4]) + 1e-18);
		assert_close(got.coherence[bin], want[k][5], 1e-8);
	}
	welch_free(welch);
}

static double *list(const struct js *oracle, const char *name)
{
	char way[64] = "expected.";
	size_t n;

	strcat(way, name);
	return oracle_list(oracle, way, &n);
}

static void spectra_are_those_of_oracle_18(void **state)
{
	struct js *oracle = oracle_open("O18");
	size_t rows, bins = js_count(oracle_at(oracle, "expected.bin"));
	double *pair = oracle_table("oracles/O18_pair.csv", 1, 2, &rows);
	double *bin = list(oracle, "bin"), *hz = list(oracle, "f"), *left = list(oracle, "PLL");
	double *right = list(oracle, "PRR"), *re = list(oracle, "CSD_re");
	double *im = list(oracle, "CSD_im"), *coherence = list(oracle, "coh");
	struct welch *welch = new_welch(SEGMENT, 1000);
	struct result got;

	(void)state;
	assert_int_equal(rows, FRAMES);
	assert_true(bins > 10);
	welch_add(welch, pair, pair + 1, rows, 2);
	take(welch, &got);
	for (size_t i = 0; i < bins; i++) {
		size_t k = (size_t)bin[i];

		assert_close(got.hz[k], hz[i], 1e-8);
		assert_close(got.left[k], left[i], 1e-8);
		assert_close(got.right[k], right[i], 1e-8);
		assert_close(got.re[k], re[i], 1e-8);
		assert_near(got.im[k], im[i], 1e-8 * fabs(im[i]) + 1e-18);
		assert_close(got.coherence[k], coherence[i], 1e-8);
	}
	welch_free(welch);
	free(pair);
	free(bin);
	free(hz);
	free(left);
	free(right);
	free(re);
	free(im);
	free(coherence);
	js_free(oracle);
}

static void check_window(double sum_want, double squares_want)
{
	double window[SEGMENT], sum = 0, squares = 0;

	hann_window(window, SEGMENT);
	for (size_t i = 0; i < SEGMENT; i++) {
		sum += window[i];
		squares += window[i] * window[i];
	}
	assert_close(sum, sum_want, 1e-9);
	assert_close(squares, squares_want, 1e-9);
	assert_near(window[0], 0, 0);
	assert_near(window[SEGMENT / 2], 1, 0);
}

static void the_window_is_a_periodic_hann(void **state)
{
	(void)state;
	check_window(128, 96); /* oracle O46 */
}

static void the_window_is_that_of_oracle_46(void **state)
{
	struct js *oracle = oracle_open("O46");

	(void)state;
	check_window(oracle_number(oracle, "expected.hann_p.0"),
		     oracle_number(oracle, "expected.hann_p.1"));
	js_free(oracle);
}

/* The density of a sine of amplitude a integrates to a^2 / 2. */
static void a_sine_has_the_power_of_its_amplitude(void **state)
{
	static double x[4000];

	(void)state;
	for (size_t segment = 100; segment <= 101; segment++) { /* even and odd */
		struct welch *welch = new_welch(segment, 1000);
		double psd[64], power = 0;

		assert_int_equal(welch_bins(welch), 51);
		for (size_t i = 0; i < 4000; i++)
			x[i] = 700 + 3 * sin(2 * M_PI * 200 * (double)i / 1000.0);
		welch_add(welch, x, x, 4000, 1);
		welch_result(welch, NULL, psd, NULL, NULL, NULL, NULL);
		for (size_t k = 0; k < 51; k++)
			power += psd[k] * 1000.0 / (double)segment;
		assert_close(power, 4.5, 1e-3);
		welch_free(welch);
	}
}

static void stretches_are_pooled_by_their_segments(void **state)
{
	static double pair[FRAMES][2];
	struct welch *apart = new_welch(SEGMENT, 1000), *pooled = new_welch(SEGMENT, 1000);
	struct result first, second, both;

	(void)state;
	make_pair(pair);
	/* 300 and 640 samples hold one and four segments; the rest of a stretch is not used */
	welch_add(pooled, &pair[0][0], &pair[0][1], 300, 2);
	welch_add(pooled, &pair[300][0], &pair[300][1], 640, 2);
	welch_add(pooled, &pair[0][0], &pair[0][1], SEGMENT - 1, 2);
	assert_int_equal(welch_segments(pooled), 5);
	take(pooled, &both);
	welch_add(apart, &pair[0][0], &pair[0][1], 300, 2);
	take(apart, &first);
	welch_free(apart);
	apart = new_welch(SEGMENT, 1000);
	welch_add(apart, &pair[300][0], &pair[300][1], 640, 2);
	take(apart, &second);
	for (size_t k = 0; k < BINS; k++) {
		assert_close(both.left[k], (first.left[k] + 4 * second.left[k]) / 5, 1e-12);
		assert_near(both.im[k], (first.im[k] + 4 * second.im[k]) / 5, 1e-15);
	}
	welch_free(apart);
	welch_free(pooled);
}

static void no_segment_or_no_power_gives_no_number(void **state)
{
	static const double level[SEGMENT];
	struct welch *welch = new_welch(SEGMENT, 1000);
	struct result got;

	(void)state;
	take(welch, &got);
	assert_nan(got.left[3]);
	assert_near(got.hz[BINS - 1], 500, 0);
	welch_add(welch, level, level, SEGMENT, 1);
	take(welch, &got);
	assert_near(got.left[3], 0, 0);
	assert_nan(got.coherence[3]);
	welch_free(welch);
}

static void what_has_no_spectrum_is_refused(void **state)
{
	struct welch *welch;

	(void)state;
	assert_int_equal(welch_new(&welch, 1, 1000, NULL), HINGE_EUSAGE);
	assert_int_equal(welch_new(&welch, 256, 0, NULL), HINGE_EUSAGE);
	assert_int_equal(welch_new(&welch, 256, (double)NAN, NULL), HINGE_EUSAGE);
	welch_free(NULL);
}

/* Plans of many lengths, so that the planner has something to remember. */
static void *spectra_in_a_thread(void *arg)
{
	struct result *results = arg;
	double own[FRAMES][2];

	for (int i = 0; i < FRAMES; i++) {
		own[i][0] = sin(0.1 * i) + 0.001 * (i % 17);
		own[i][1] = cos(0.13 * i) + 0.002 * (i % 11);
	}
	for (size_t segment = 60; segment <= SEGMENT; segment += 4) {
		struct welch *welch;

		if (welch_new(&welch, segment, 1000, NULL))
			return NULL;
		welch_add(welch, &own[0][0], &own[0][1], FRAMES, 2);
		take(welch, results);
		welch_free(welch);
	}
	return results;
}

static void threads_may_plan_at_the_same_time(void **state)
{
	enum { THREADS = 4 };
	static struct result results[THREADS];
	pthread_t threads[THREADS];

	(void)state;
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, spectra_in_a_thread, &results[i]), 0);
	for (int i = 0; i < THREADS; i++) {
		void *done;

		pthread_join(threads[i], &done);
		assert_non_null(done);
	}
	for (int i = 1; i < THREADS; i++)
		assert_memory_equal(&results[i], &results[0], sizeof(results[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spectra_are_those_of_scipy),
		cmocka_unit_test(spectra_are_those_of_oracle_18),
		cmocka_unit_test(the_window_is_a_periodic_hann),
		cmocka_unit_test(the_window_is_that_of_oracle_46),
		cmocka_unit_test(a_sine_has_the_power_of_its_amplitude),
		cmocka_unit_test(stretches_are_pooled_by_their_segments),
		cmocka_unit_test(no_segment_or_no_power_gives_no_number),
		cmocka_unit_test(what_has_no_spectrum_is_refused),
		cmocka_unit_test(threads_may_plan_at_the_same_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
