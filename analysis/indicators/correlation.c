/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/indicators/indicators.h"

#include <math.h>

/* Returns the energy between the margins. */
static double centre(double *x, size_t count, size_t margin)
{
	double middle = mean(x + margin, count - 2 * margin), energy = 0;

	for (size_t i = 0; i < count; i++)
		x[i] -= middle;
	for (size_t i = margin; i < count - margin; i++)
		energy += x[i] * x[i];
	return energy;
}

void correlation_add(struct correlation *c, double *left, double *right, size_t count)
{
	size_t margin = correlation_margin(c), lags = c->lags;

	if (count <= 2 * margin)
		return;
	c->energy[0] += centre(left, count, margin);
	c->energy[1] += centre(right, count, margin);
	for (size_t i = margin; i < count - margin; i++) {
		/* lag = k - lags; k / 2 and what is left of it keep both within the margin */
		const double *l = left + i + lags / 2, *r = right + i - (lags - lags / 2);

		for (size_t k = 0; k <= 2 * lags; k++)
			c->sum[k] += *(l - k / 2) * r[k - k / 2];
	}
}

double correlation_peak(const struct correlation *c, double *r)
{
	double scale = sqrt(c->energy[0] * c->energy[1]);
	const double *sum = c->sum;
	size_t k = 0;

	for (size_t i = 1; i <= 2 * c->lags; i++)
		if (sum[i] > sum[k])
			k = i;
	*r = sum[k] / scale;
	if (!(scale > 0) || k == 0 || k == 2 * c->lags)
		return (double)NAN;
	return (double)k - (double)c->lags +
	       0.5 * (sum[k - 1] - sum[k + 1]) / (sum[k - 1] - 2 * sum[k] + sum[k + 1]);
}
