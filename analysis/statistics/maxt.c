/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simultaneous band of a mean curve from the sign-flip distribution of max |t|
 * (docs/methods.md#curves). */
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include "formats/random.h"

#include <math.h>
#include <stdlib.h>

enum { EXACT_CURVES = 14, DRAWN_FLIPS = 10000 };

/* Sums of the curves under every sign pattern of a part of them. */
struct partial {
	size_t patterns;
	double *sum; /* [patterns][points] */
};

static void add_signed(double *sum, const double *curves, size_t n, size_t points, uint64_t signs)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < points; j++)
			sum[j] += signs >> i & 1 ? -curves[i * points + j] : curves[i * points + j];
}

static int partial_new(struct partial *out, const double *curves, size_t n, size_t points)
{
	out->patterns = (size_t)1 << n;
	out->sum = calloc(out->patterns * points, sizeof(double));
	if (!out->sum)
		return HINGE_ENOMEM;
	for (size_t signs = 0; signs < out->patterns; signs++)
		add_signed(out->sum + signs * points, curves, n, points, signs);
	return 0;
}

/* The sum of squares q of a node does not change with signs, so its t is a rising function of
 * u = sum^2 / q: t^2 = (n - 1) u / (n - u). The flips need no root and no division but one. */
static double max_u(const double *a, const double *b, const double *inverse_q, size_t points)
{
	double largest = 0.0;

	for (size_t j = 0; j < points; j++) {
		double sum = a[j] + b[j];
		double u = sum * sum * inverse_q[j];

		largest = u > largest ? u : largest;
	}
	return largest;
}

static double t_of_u(double u, size_t n)
{
	double left = (double)n - u;

	return left > 0.0 ? sqrt((double)(n - 1) * u / left) : (double)INFINITY;
}

/* Every pattern that leaves the last curve as it is: the opposite of a pattern has the same u to
 * the last bit, so that these are half of the distribution and stand for all of it. */
static int flip_half(const double *curves, size_t n, size_t points, const double *inverse_q,
		     double *u)
{
	struct partial low = {0}, high = {0};
	int ret = HINGE_ENOMEM;

	if (partial_new(&low, curves, n / 2, points) ||
	    partial_new(&high, curves + n / 2 * points, n - n / 2, points))
		goto out;
	for (size_t h = 0; h < high.patterns / 2; h++)
		for (size_t l = 0; l < low.patterns; l++)
			u[h * low.patterns + l] = max_u(low.sum + l * points, high.sum + h * points,
							inverse_q, points);
	ret = 0;
out:
	free(low.sum);
	free(high.sum);
	return ret;
}

/* u[0] is the pattern as measured: it belongs to the distribution. */
static int flip_drawn(const double *curves, size_t n, size_t points, const double *inverse_q,
		      uint64_t seed, double *u)
{
	double *sum = calloc(2 * points, sizeof(*sum));
	struct random random;

	if (!sum)
		return HINGE_ENOMEM;
	random_init(&random, seed);
	for (size_t f = 0; f <= DRAWN_FLIPS; f++) {
		for (size_t j = 0; j < points; j++)
			sum[j] = 0.0;
		for (size_t i = 0; i < n; i += 64)
			add_signed(sum, curves + i * points, n - i < 64 ? n - i : 64, points,
				   f == 0 ? 0 : random_u64(&random));
		u[f] = max_u(sum, sum + points, inverse_q, points);
	}
	free(sum);
	return 0;
}

/* The mean of every node and 1 / q; a node where all is 0 has no t. */
static void sum_nodes(const double *curves, size_t n, size_t points, double *mean_out,
		      double *inverse_q)
{
	for (size_t j = 0; j < points; j++) {
		double sum = 0.0, q = 0.0;

		for (size_t i = 0; i < n; i++) {
			double value = curves[i * points + j];

			sum += value;
			q += value * value;
		}
		mean_out[j] = sum / (double)n;
		inverse_q[j] = q > 0.0 ? 1.0 / q : 0.0;
	}
}

static void put_band(const double *curves, size_t n, size_t points, const double *mean_in,
		     double threshold, double *low, double *high)
{
	for (size_t j = 0; j < points; j++) {
		double squares = 0.0, half;

		for (size_t i = 0; i < n; i++) {
			double deviation = curves[i * points + j] - mean_in[j];

			squares += deviation * deviation;
		}
		/* 0 times an infinite threshold is no width */
		half = squares > 0.0 ? threshold * sqrt(squares / (double)(n - 1) / (double)n)
				     : 0.0;
		low[j] = mean_in[j] - half;
		high[j] = mean_in[j] + half;
	}
}

/* u: each of them stands for `alike` of the flips. */
static struct band band_of(double *u, size_t count, size_t alike, size_t n)
{
	/* equal u may round apart */
	double observed = u[0] * (1.0 - 1e-9);
	size_t flips = count * alike, reached = 0;
	size_t place = (size_t)ceil(0.95 * (double)flips) - 1;
	struct band band;

	for (size_t f = 0; f < count; f++)
		reached += u[f] >= observed ? alike : 0;
	band.p = (double)reached / (double)flips;
	band.threshold = t_of_u(order_select(u, count, place / alike), n);
	return band;
}

int maxt_band(const double *curves, size_t n, size_t points, uint64_t seed, double *mean_out,
	      double *low, double *high, struct band *band, struct error *err)
{
	size_t alike = n <= EXACT_CURVES ? 2 : 1;
	size_t count = n <= EXACT_CURVES ? ((size_t)1 << n) / alike : DRAWN_FLIPS + 1;
	double *u, *inverse_q;
	int ret = HINGE_ENOMEM;

	if (n < 2 || points < 1)
		return fail(err, HINGE_EUSAGE, "a band of %zu curves of %zu points", n, points);
	u = calloc(count, sizeof(*u));
	inverse_q = malloc(points * sizeof(*inverse_q));
	if (!u || !inverse_q)
		goto out;
	sum_nodes(curves, n, points, mean_out, inverse_q);
	if (n <= EXACT_CURVES)
		ret = flip_half(curves, n, points, inverse_q, u);
	else
		ret = flip_drawn(curves, n, points, inverse_q, seed, u);
	if (ret)
		goto out;
	*band = band_of(u, count, alike, n);
	put_band(curves, n, points, mean_out, band->threshold, low, high);
out:
	free(u);
	free(inverse_q);
	return ret ? fail(err, ret, "no memory for the band of %zu curves", n) : 0;
}
