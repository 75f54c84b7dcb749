/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/starve.h"

#include "formats/random.h"
#include "tools/hinged/doctor/noise.h"

#include <math.h>
#include <stdlib.h>

enum { STRIDE = 3 };

struct waves {
	double sd, hz, amplitude;
};

/* SD of so many blocks of noise and a wave. */
static double measure(double rate_hz, const struct waves *waves, size_t blocks)
{
	struct noise_basis basis;
	struct random random;
	double squares = 0, freedom;
	int32_t *count;

	assert_int_equal(noise_basis_init(&basis, rate_hz, NULL), 0);
	count = calloc(basis.frames * STRIDE, sizeof(*count));
	assert_non_null(count);
	random_init(&random, 7);
	for (size_t b = 0; b < blocks; b++) {
		for (size_t f = 0; f < basis.frames; f++) {
			double at_s = (double)(b * basis.frames + f) / rate_hz;

			count[f * STRIDE] = (int32_t)lround(
				5000 + waves->sd * random_normal(&random) +
				waves->amplitude * sin(2 * M_PI * waves->hz * at_s + 0.3));
		}
		squares += noise_squares(&basis, count, STRIDE);
	}
	freedom = (double)blocks * noise_freedom(&basis);
	free(count);
	noise_basis_reset(&basis);
	return sqrt(squares / freedom);
}

/* Of so many values an SD is known to 1 / sqrt(2 n); five times that. */
static double doubt(double rate_hz, size_t blocks)
{
	return 5 / sqrt(2 * 0.08 * rate_hz * (double)blocks);
}

static void white_noise_is_measured_as_it_is(void **state)
{
	static const double rates_hz[] = {100, 250, 1000, 2048, 32000};

	(void)state;
	for (size_t i = 0; i < sizeof(rates_hz) / sizeof(rates_hz[0]); i++)
		assert_near(measure(rates_hz[i], &(struct waves){.sd = 400}, 60), 400,
			    400 * doubt(rates_hz[i], 60));
}

static void the_mains_are_no_noise(void **state)
{
	static const double mains_hz[] = {50, 60, 100, 120, 150, 180};

	(void)state;
	for (size_t i = 0; i < sizeof(mains_hz) / sizeof(mains_hz[0]); i++) {
		/* ten times as loud; alone only the rounding to counts is left, 1 / sqrt(12) */
		struct waves hum = {.hz = mains_hz[i], .amplitude = 4000};
		struct waves both = {.sd = 400, .hz = mains_hz[i], .amplitude = 4000};

		assert_true(measure(1000, &hum, 60) < 0.5);
		assert_near(measure(1000, &both, 60), 400, 400 * doubt(1000, 60));
	}
}

/* 0.1 Hz beside, as grids are: over a block the phase turns by 0.063, of which a wave that stands
 * still leaves less than 0.063 / sqrt(12) of the amplitude. */
static void a_grid_that_is_off_by_a_tenth_of_a_hertz_leaves_little(void **state)
{
	struct waves hum = {.hz = 49.9, .amplitude = 4000};

	(void)state;
	assert_true(measure(1000, &hum, 60) < 4000 * 0.063 / sqrt(12));
}

static void another_wave_is_noise(void **state)
{
	struct waves shaking = {.hz = 80, .amplitude = 4000};

	(void)state;
	/* A / sqrt(2), over the frames that the six lines leave of 100 */
	assert_near(measure(1000, &shaking, 60), 4000 * sqrt(0.5 * 100 / 87), 1);
}

static void a_cell_that_stands_still_is_silent(void **state)
{
	(void)state;
	assert_near(measure(1000, &(struct waves){.sd = 0}, 10), 0, 0);
}

static int begin(void *ctx)
{
	struct noise_basis basis;
	int ret = noise_basis_init(&basis, 1000, NULL);

	(void)ctx;
	if (!ret)
		noise_basis_reset(&basis);
	return ret;
}

static void no_memory_is_an_error(void **state)
{
	(void)state;
	starve(begin, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(white_noise_is_measured_as_it_is),
		cmocka_unit_test(the_mains_are_no_noise),
		cmocka_unit_test(a_grid_that_is_off_by_a_tenth_of_a_hertz_leaves_little),
		cmocka_unit_test(another_wave_is_noise),
		cmocka_unit_test(a_cell_that_stands_still_is_silent),
		cmocka_unit_test(no_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
