/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/moving.h"

#include <math.h>

void moving_stats(const double *x, size_t frames, size_t window, double *mean, double *sd)
{
	/* sums of deviations from a typical value keep the difference of squares exact enough */
	double origin = x[frames / 2], sum = 0, squares = 0, n = (double)window;

	for (size_t i = 0; i < frames; i++) {
		double in = x[i] - origin;

		sum += in;
		squares += in * in;
		if (i + 1 < window)
			continue;

		size_t first = i + 1 - window;
		double out = x[first] - origin, m = sum / n;

		mean[first] = origin + m;
		double variance = squares / n - m * m;

		sd[first] = variance > 0 ? sqrt(variance) : 0;
		sum -= out;
		squares -= out * out;
	}
}
