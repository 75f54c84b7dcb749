/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/resample.h"
#include "tests/support/assert_near.h"

#include <math.h>

enum { FRAMES = 40 };

static struct trial *new_trial(double (*value)(double frame))
{
	struct trial *trial;

	assert_int_equal(trial_new(&trial, 2, FRAMES, NULL), 0);
	trial->info.unit = UNIT_COUNT;
	for (size_t k = 0; k < FRAMES; k++) {
		trial->samples[2 * k] = value((double)k);
		trial->samples[2 * k + 1] = -value((double)k);
	}
	return trial;
}

static double fifth(double x)
{
	double u = (x - 20) / 10;

	return 1000 * (u * u * u * u * u - 2 * u * u * u + u - 0.3);
}

static double wave(double x)
{
	return 1e6 * sin(2 * M_PI * 0.05 * x);
}

static void a_polynomial_of_degree_five_is_met_everywhere(void **state)
{
	struct trial *trial = new_trial(fifth);
	double out[2];
	uint8_t bits;

	(void)state;
	for (double at = 2; at <= 36; at += 0.137) {
		assert_true(resample_at(trial, at, out, &bits));
		assert_near(out[0], fifth(at), 1e-9);
		assert_near(out[1], -fifth(at), 1e-9);
		assert_int_equal(bits, 0);
	}
	trial_free(trial);
}

/* A wave of 0.05 a frame: f^(6) is (2 pi 0.05)^6 of its height, the bound 225/46080 of that, and in
 * the middle between two frames, at a crest, it is reached but for higher terms. */
static void a_wave_is_met_within_the_bound_and_no_better(void **state)
{
	struct trial *trial = new_trial(wave);
	double bound = 1e6 * 225 / 46080 * pow(2 * M_PI * 0.05, 6), worst = 0, out[2];
	uint8_t bits;

	(void)state;
	for (double at = 2; at <= 36; at += 0.05) {
		assert_true(resample_at(trial, at, out, &bits));
		worst = fmax(worst, fabs(out[0] - wave(at)));
	}
	assert_true(worst <= bound);
	assert_true(worst >= 0.9 * bound);
	trial_free(trial);
}

static void a_frame_itself_is_given_as_it_is(void **state)
{
	struct trial *trial = new_trial(wave);
	double out[2];
	uint8_t bits;

	(void)state;
	trial->samples[22] = NAN;
	trial->quality[11] = QUALITY_GAP;
	assert_true(resample_at(trial, 10, out, &bits));
	assert_near(out[0], wave(10), 0);
	assert_int_equal(bits, 0);
	trial_free(trial);
}

static void what_is_lost_or_saturated_nearby_is_lost_or_saturated(void **state)
{
	struct trial *trial = new_trial(wave);
	double out[2];
	uint8_t bits;

	(void)state;
	trial->samples[40] = NAN;
	trial->quality[20] = QUALITY_GAP;
	trial->samples[61] = -8388608;
	for (double at = 17.5; at <= 22.5; at++) {
		assert_true(resample_at(trial, at, out, &bits));
		assert_true(isnan(out[0]));
		assert_true(!isnan(out[1]));
		assert_int_equal(bits, QUALITY_GAP);
	}
	assert_true(resample_at(trial, 16.9, out, &bits) && !isnan(out[0]));
	assert_true(resample_at(trial, 23.1, out, &bits) && !isnan(out[0]));
	assert_true(resample_at(trial, 27.5, out, &bits) && out[1] == -8388608);
	assert_true(resample_at(trial, 26.9, out, &bits) && out[1] > -8388608);
	trial_free(trial);
}

static void without_six_frames_there_is_nothing(void **state)
{
	struct trial *trial = new_trial(wave);
	double out[2];
	uint8_t bits;

	(void)state;
	assert_false(resample_at(trial, 1.99, out, &bits));
	assert_true(resample_at(trial, 2, out, &bits));
	assert_true(resample_at(trial, 36.9, out, &bits));
	assert_false(resample_at(trial, 37, out, &bits));
	assert_false(resample_at(trial, -1e18, out, &bits));
	assert_false(resample_at(trial, 1e18, out, &bits));
	assert_false(resample_at(trial, NAN, out, &bits));
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_polynomial_of_degree_five_is_met_everywhere),
		cmocka_unit_test(a_wave_is_met_within_the_bound_and_no_better),
		cmocka_unit_test(a_frame_itself_is_given_as_it_is),
		cmocka_unit_test(what_is_lost_or_saturated_nearby_is_lost_or_saturated),
		cmocka_unit_test(without_six_frames_there_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
