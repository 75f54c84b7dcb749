/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/indicators/indicators.h"

#include <math.h>

static double centre(double *x, size_t count)
{
	double middle = mean(x, count), energy = 0;

	for (size_t i = 0; i < count; i++) {
		x[i] -= middle;
		energy += x[i] * x[i];
	}
	return energy;
}

void correlation_add(struct correlation *c, double *left, double *right, size_t count)
{
	ptrdiff_t n = (ptrdiff_t)count;

	if (n == 0)
		return;
	c->energy[0] += centre(left, count);
	c->energy[1] += centre(right, count);
	for (ptrdiff_t i = 0; i < n; i++) {
		ptrdiff_t first = i < c->lags ? -i : -c->lags;
		ptrdiff_t last = n - 1 - i < c->lags ? n - 1 - i : c->lags;

		for (ptrdiff_t lag = first; lag <= last; lag++)
			c->sum[c->lags + lag] += left[i] * right[i + lag];
	}
}

double correlation_peak(const struct correlation *c, double *r)
{
	double scale = sqrt(c->energy[0] * c->energy[1]);
	const double *sum = c->sum;
	ptrdiff_t k = 0;

	for (ptrdiff_t i = 1; i <= 2 * c->lags; i++)
		if (sum[i] > sum[k])
			k = i;
	*r = sum[k] / scale;
	if (!(scale > 0) || k == 0 || k == 2 * c->lags)
		return (double)NAN;
	return (double)(k - c->lags) +
	       0.5 * (sum[k - 1] - sum[k + 1]) / (sum[k - 1] - 2 * sum[k] + sum[k + 1]);
}
