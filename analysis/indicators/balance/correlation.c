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

/* Product of lag k - lags about frame i. */
static double product(const double *left, const double *right, size_t lags, size_t i, size_t k)
{
	return left[i + lags / 2 - k / 2] * right[i + k - k / 2 - (lags - lags / 2)];
}

/* An odd lag cannot be halved: its stretch lies half a sample beside that of the even ones, which
 * the mean of both sides puts right. */
static void centre_odd_lags(struct correlation *c, const double *left, const double *right,
			    size_t first, size_t last)
{
	for (size_t k = 1 - c->lags % 2; k <= 2 * c->lags; k += 2)
		c->sum[k] += 0.5 * (product(left, right, c->lags, first - 1, k) -
				    product(left, right, c->lags, last, k));
}

void correlation_add(struct correlation *c, double *left, double *right, size_t count)
{
	size_t margin = correlation_margin(c);

	if (count <= 2 * margin)
		return;
	c->energy[0] += centre(left, count, margin);
	c->energy[1] += centre(right, count, margin);
	for (size_t i = margin; i < count - margin; i++)
		for (size_t k = 0; k <= 2 * c->lags; k++)
			c->sum[k] += product(left, right, c->lags, i, k);
	centre_odd_lags(c, left, right, margin, count - margin - 1);
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
