/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/events/moving.h"
#include "formats/random.h"

#include <math.h>

enum { FRAMES = 1300 };

static double x[FRAMES], mean[FRAMES], sd[FRAMES];

static int fill(void **state)
{
	struct random random;

	(void)state;
	random_init(&random, 11);
	for (size_t i = 0; i < FRAMES; i++)
		x[i] = 1900 + 300 * sin((double)i / 90) + 2 * random_normal(&random);
	return 0;
}

/* As they are defined, over one window. */
static void check_window(size_t first, size_t window)
{
	double sum = 0, squares = 0;

	for (size_t i = first; i < first + window; i++)
		sum += x[i];
	for (size_t i = first; i < first + window; i++)
		squares += (x[i] - sum / (double)window) * (x[i] - sum / (double)window);
	assert_near(mean[first], sum / (double)window, 1e-9);
	assert_near(sd[first], sqrt(squares / (double)window), 1e-6);
}

static void every_window_has_its_mean_and_sd(void **state)
{
	/* one block of windows or several, and a window as long as the signal */
	static const size_t windows[] = {2, 30, 150, 788, 789, 1000, FRAMES};

	(void)state;
	for (size_t k = 0; simd_table[k]; k++)
		for (size_t w = 0; w < sizeof(windows) / sizeof(*windows); w++) {
			if (!simd_table[k]->usable())
				continue;
			moving_stats(simd_table[k], x, FRAMES, windows[w], mean, sd);
			for (size_t i = 0; i + windows[w] <= FRAMES; i += 7)
				check_window(i, windows[w]);
			check_window(FRAMES - windows[w], windows[w]);
		}
}

static void a_window_of_one_frame_is_that_frame(void **state)
{
	(void)state;
	moving_stats(simd_named("auto"), x, FRAMES, 1, mean, sd);
	for (size_t i = 0; i < FRAMES; i++) {
		assert_near(mean[i], x[i], 1e-9);
		assert_near(sd[i], 0, 1e-4);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_window_has_its_mean_and_sd),
		cmocka_unit_test(a_window_of_one_frame_is_that_frame),
	};

	return cmocka_run_group_tests(tests, fill, NULL);
}
