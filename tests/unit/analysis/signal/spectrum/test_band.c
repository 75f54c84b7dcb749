/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power and delay of a band, and the null level of coherence. */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"
#include "tests/unit/analysis/signal/spectrum/spectra.h"

#include "analysis/signal/spectrum/spectrum.h"
#include "formats/random.h"

#include <stdlib.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(band_power_and_delay_follow_from_the_spectra),
		cmocka_unit_test(band_power_and_delay_are_those_of_oracles_20_and_51),
		cmocka_unit_test(independent_noise_passes_the_null_level_in_one_of_twenty),
		cmocka_unit_test(the_delay_is_as_uncertain_as_it_says),
		cmocka_unit_test(the_null_level_of_coherence_falls_with_segments),
		cmocka_unit_test(the_null_level_is_that_of_oracle_19),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
