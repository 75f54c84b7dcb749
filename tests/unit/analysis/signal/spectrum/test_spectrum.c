/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/signal/spectrum/spectrum.h"
#include "formats/random.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 1024, SEGMENT = 256, BINS = SEGMENT / 2 + 1 };

struct result {
	double hz[BINS], left[BINS], right[BINS], re[BINS], im[BINS], coherence[BINS];
};

static struct welch *new_welch(size_t segment, double rate_hz)
{
	struct welch *welch;
	struct error err;

	if (welch_new(&welch, segment, rate_hz, &err))
		fail_msg("%s", err.text);
	return welch;
}

static void take(struct welch *welch, struct result *r)
{
	welch_result(welch, r->hz, r->left, r->right, r->re, r->im, r->coherence);
}

/* The pair of oracle O18 by its recipe: a common part with a 7.8 Hz sine, 12 samples later on the
 * right, and noise of each side's own. */
static void make_pair(double pair[FRAMES][2])
{
	static double noise[3][FRAMES], common[FRAMES];
	struct random random;

	random_init(&random, 99);
	for (int k = 0; k < 3; k++)
		for (int i = 0; i < FRAMES; i++)
			noise[k][i] = random_normal(&random);
	for (int i = 0; i < FRAMES; i++) {
		double sum = 0;

		/* numpy's convolve "same" with eight taps: from 3 ahead to 4 behind */
		for (int k = i - 4; k <= i + 3; k++)
			sum += k >= 0 && k < FRAMES ? noise[0][k] / 8.0 : 0.0;
		common[i] = 6 * sin(2 * M_PI * 7.8125 * i / 1000.0) + 3 * sum;
	}
	for (int i = 0; i < FRAMES; i++) {
		pair[i][0] = 100 + common[i] + 0.5 * noise[1][i];
		pair[i][1] = 95 + 0.9 * (i >= 12 ? common[i - 12] : 0.0) + 0.5 * noise[2][i];
	}
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

static const struct frequency_band low = {3, 12}, high = {12, 30}, first_seven = {3, 28};

static void band_power_and_delay_follow_from_the_spectra(void **state)
{
	static double pair[FRAMES][2];
	struct welch *welch = new_welch(SEGMENT, 1000);
	struct welch *turned = new_welch(SEGMENT, 1000);

	(void)state;
	make_pair(pair);
	welch_add(welch, &pair[0][0], &pair[0][1], FRAMES, 2);
	welch_add(turned, &pair[0][1], &pair[0][0], FRAMES, 2);
	/* oracle O20 */
	assert_close(band_power(welch, low), 15.51533626845739, 1e-9);
	assert_close(band_power(welch, high), 0.18140106412375567, 1e-9);
	assert_close(band_power(turned, low), 12.597873407957135, 1e-9);
	assert_close(band_power(turned, high), 0.1548081541906398, 1e-9);
	/* oracle O51: the right foot is 12 ms late, so its phase falls */
	assert_close(band_delay(welch, first_seven).seconds, 0.011817341947907322, 1e-7);
	assert_close(band_delay(turned, first_seven).seconds, -0.011817341947907322, 1e-7);
	welch_free(turned);
	welch_free(welch);
}

static void band_power_and_delay_are_those_of_oracles_20_and_51(void **state)
{
	struct js *bands = oracle_open("O20"), *delay = oracle_open("O51");
	struct welch *welch = new_welch(SEGMENT, 1000);
	struct welch *turned = new_welch(SEGMENT, 1000);
	size_t rows;
	double *pair = oracle_table("oracles/O18_pair.csv", 1, 2, &rows);

	(void)state;
	welch_add(welch, pair, pair + 1, rows, 2);
	welch_add(turned, pair + 1, pair, rows, 2);
	assert_close(band_power(welch, low), oracle_number(bands, "expected.L.0"), 1e-9);
	assert_close(band_power(turned, high), oracle_number(bands, "expected.R.1"), 1e-9);
	assert_close(band_delay(welch, first_seven).seconds, oracle_number(delay, "expected.tau_s"),
		     1e-7);
	welch_free(turned);
	welch_free(welch);
	free(pair);
	js_free(bands);
	js_free(delay);
}

enum { SETS = 400, NOISE = SEGMENT * 4 };

/* Normal noise, the right 12 ms behind where common > 0. */
static void fill_noise(double pair[NOISE][2], double common, struct random *random)
{
	static double shared[NOISE + 12];

	for (int i = 0; i < NOISE + 12; i++)
		shared[i] = random_normal(random);
	for (int i = 0; i < NOISE; i++) {
		pair[i][0] = common * shared[i + 12] + random_normal(random);
		pair[i][1] = common * shared[i] + random_normal(random);
	}
}

/* One bin away from the ends, 400 sets of 7 segments: binomial 95 % limits of 20 are 12 and 29. */
static void independent_noise_passes_the_null_level_in_one_of_twenty(void **state)
{
	static double pair[NOISE][2];
	struct random random;
	int passed = 0;

	(void)state;
	random_init(&random, 4);
	for (int set = 0; set < SETS; set++) {
		struct welch *welch = new_welch(SEGMENT, 1000);

		fill_noise(pair, 0, &random);
		welch_add(welch, &pair[0][0], &pair[0][1], NOISE, 2);
		passed += welch_bin(welch, 40).coherence > coherence_null(0.05, 7);
		welch_free(welch);
	}
	assert_in_range(passed, 12, 29);
}

/* Errors of 400 estimates over their standard errors have an SD near one, their mean is the delay.
 */
static void the_delay_is_as_uncertain_as_it_says(void **state)
{
	static double pair[NOISE][2];
	double sum = 0, squares = 0;
	struct random random;

	(void)state;
	random_init(&random, 5);
	for (int set = 0; set < SETS; set++) {
		struct welch *welch = new_welch(SEGMENT, 1000);
		struct delay delay;

		fill_noise(pair, 2, &random);
		welch_add(welch, &pair[0][0], &pair[0][1], NOISE, 2);
		delay = band_delay(welch, first_seven);
		sum += delay.seconds;
		squares += pow((delay.seconds - 0.012) / delay.se, 2);
		welch_free(welch);
	}
	assert_near(sum / SETS, 0.012, 0.0006);
	assert_near(sqrt(squares / SETS), 1, 0.15);
}

static void the_null_level_of_coherence_falls_with_segments(void **state)
{
	(void)state;
	/* oracle O19 */
	assert_close(coherence_null(0.05, 7), 0.40977347798343855, 1e-12);
	assert_close(coherence_null(0.05, 15), 0.2022124107335347, 1e-12);
	assert_close(coherence_null(0.05, 31), 0.10004935377460189, 1e-12);
	assert_near(coherence_null(0.05, 1), 1.0, 0);
	assert_near(coherence_null(0.05, 0), 1.0, 0);
}

static void the_null_level_is_that_of_oracle_19(void **state)
{
	struct js *oracle = oracle_open("O19");
	size_t n;
	double *k = oracle_list(oracle, "inputs.K", &n);
	double *want = oracle_list(oracle, "expected.thr", &n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_close(coherence_null(oracle_number(oracle, "inputs.alpha"), (size_t)k[i]),
			     want[i], 1e-12);
	free(k);
	free(want);
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
		cmocka_unit_test(band_power_and_delay_follow_from_the_spectra),
		cmocka_unit_test(band_power_and_delay_are_those_of_oracles_20_and_51),
		cmocka_unit_test(independent_noise_passes_the_null_level_in_one_of_twenty),
		cmocka_unit_test(the_delay_is_as_uncertain_as_it_says),
		cmocka_unit_test(the_null_level_of_coherence_falls_with_segments),
		cmocka_unit_test(the_null_level_is_that_of_oracle_19),
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
