/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/moving.h"

enum { BLOCK = 512 }; /* windows that are summed before they are divided: they stay in the cache */

struct sums {
	double sum, squares; /* of deviations, over the window less its last frame */
};

/* The sums of `count` windows from the one that starts at x on. */
static void slide(struct sums *s, const double *x, double origin, size_t window, size_t count,
		  double *sum, double *squares)
{
	struct sums here = *s;

	for (size_t i = 0; i < count; i++) {
		double in = x[i + window - 1] - origin, out = x[i] - origin;

		here.sum += in;
		here.squares += in * in;
		sum[i] = here.sum;
		squares[i] = here.squares;
		here.sum -= out;
		here.squares -= out * out;
	}
	*s = here;
}

void moving_stats(const struct simd_kernels *simd, const double *x, size_t frames, size_t window,
		  double *mean, double *sd)
{
	/* sums of deviations from a typical value keep the difference of squares exact enough */
	double origin = x[frames / 2];
	size_t windows = frames - window + 1;
	struct sums sums = {0, 0};

	for (size_t i = 0; i + 1 < window; i++) {
		sums.sum += x[i] - origin;
		sums.squares += (x[i] - origin) * (x[i] - origin);
	}
	for (size_t i = 0; i < windows; i += BLOCK) {
		size_t count = windows - i < BLOCK ? windows - i : BLOCK;

		slide(&sums, x + i, origin, window, count, mean + i, sd + i);
		simd->spread(origin, (double)window, mean + i, sd + i, count);
	}
}
