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
		return -1;
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

static int flip_all(const double *curves, size_t n, size_t points, const double *inverse_q,
		    double *u)
{
	struct partial low = {0}, high = {0};
	int ret = -1;

	if (partial_new(&low, curves, n / 2, points) ||
	    partial_new(&high, curves + n / 2 * points, n - n / 2, points))
		goto out;
	for (size_t h = 0; h < high.patterns; h++)
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
	double *sum = malloc(2 * points * sizeof(*sum));
	struct random random;

	if (!sum)
		return -1;
	random_init(&random, seed);
	for (size_t f = 0; f <= DRAWN_FLIPS; f++) {
		for (size_t j = 0; j < 2 * points; j++)
			sum[j] = 0.0;
		for (size_t i = 0; i < n; i += 64)
			add_signed(sum, curves + i * points, n - i < 64 ? n - i : 64, points,
				   f == 0 ? 0 : random_u64(&random));
		u[f] = max_u(sum, sum + points, inverse_q, points);
	}
	free(sum);
	return 0;
}

static void band_of(const double *mean_curve, const double *inverse_q, size_t n, size_t points,
		    double threshold, double *low, double *high)
{
	for (size_t j = 0; j < points; j++) {
		double q = inverse_q[j] > 0.0 ? 1.0 / inverse_q[j] : 0.0;
		double m = mean_curve[j];
		double variance = fmax(q - (double)n * m * m, 0.0) / (double)(n - 1);
		double half = variance > 0.0 ? threshold * sqrt(variance / (double)n) : 0.0;

		low[j] = m - half;
		high[j] = m + half;
	}
}

int maxt_band(const double *curves, size_t n, size_t points, uint64_t seed, double *mean_out,
	      double *low, double *high, struct band *band, struct error *err)
{
	size_t flips = n <= EXACT_CURVES ? (size_t)1 << n : DRAWN_FLIPS + 1;
	double *u = NULL, *inverse_q = NULL;
	size_t reached = 0;
	double observed;
	int ret;

	if (n < 2 || points < 1)
		return fail(err, HINGE_EUSAGE, "a band of %zu curves of %zu points", n, points);
	u = malloc(flips * sizeof(*u));
	inverse_q = malloc(points * sizeof(*inverse_q));
	ret = u && inverse_q ? 0 : -1;
	for (size_t j = 0; !ret && j < points; j++) {
		double sum = 0.0, q = 0.0;

		for (size_t i = 0; i < n; i++) {
			sum += curves[i * points + j];
			q += curves[i * points + j] * curves[i * points + j];
		}
		mean_out[j] = sum / (double)n;
		inverse_q[j] = q > 0.0 ? 1.0 / q : 0.0;
	}
	if (!ret && n <= EXACT_CURVES)
		ret = flip_all(curves, n, points, inverse_q, u);
	else if (!ret)
		ret = flip_drawn(curves, n, points, inverse_q, seed, u);
	if (ret) {
		ret = fail(err, HINGE_ENOMEM, "no memory for the band of %zu curves", n);
		goto out;
	}
	observed = u[0] * (1.0 - 1e-9);
	for (size_t f = 0; f < flips; f++)
		reached += u[f] >= observed;
	band->p = (double)reached / (double)flips;
	band->threshold = t_of_u(order_select(u, flips, (size_t)ceil(0.95 * (double)flips) - 1), n);
	band_of(mean_out, inverse_q, n, points, band->threshold, low, high);
out:
	free(u);
	free(inverse_q);
	return ret;
}
