/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/resample.h"

void time_normalise(const double *x, size_t count, size_t stride, double *out, size_t points)
{
	double step = (double)(count - 1) / (double)(points - 1);

	for (size_t i = 0; i < points; i++) {
		double at = (double)i * step;
		size_t k = (size_t)at;
		double part = at - (double)k;

		/* the last point may round to the last sample or past it */
		if (k + 1 >= count)
			out[i] = x[(count - 1) * stride];
		else
			out[i] = x[k * stride] + part * (x[(k + 1) * stride] - x[k * stride]);
	}
}
