/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Theil-Sen slope (Sen 1968) and Mann-Kendall test (Kendall 1970). */
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_MAX = 10, PAIRS_MAX = EXACT_MAX * (EXACT_MAX - 1) / 2 };

static int sign(double a)
{
	return (a > 0) - (a < 0);
}

/* Sums over groups of t equal values, as the variance of S needs them. */
struct ties {
	double pairs, triples, weighted; /* t(t-1), t(t-1)(t-2), t(t-1)(2t+5) */
};

static struct ties count_ties(const double *x, size_t n)
{
	struct ties ties = {0};

	for (size_t i = 0; i < n; i++) {
		double t = 0.0;
		bool first = true;

		for (size_t j = 0; j < n; j++) {
			t += x[j] == x[i];
			first = first && !(j < i && x[j] == x[i]);
		}
		if (!first)
			continue;
		ties.pairs += t * (t - 1.0);
		ties.triples += t * (t - 1.0) * (t - 2.0);
		ties.weighted += t * (t - 1.0) * (2.0 * t + 5.0);
	}
	return ties;
}

static double variance_of_s(size_t count, const struct ties *x, const struct ties *y)
{
	double n = (double)count;
	double variance = (n * (n - 1.0) * (2.0 * n + 5.0) - x->weighted - y->weighted) / 18.0;

	variance += x->pairs * y->pairs / (2.0 * n * (n - 1.0));
	if (count > 2)
		variance += x->triples * y->triples / (9.0 * n * (n - 1.0) * (n - 2.0));
	return variance;
}

/* P(|S| >= |s|) without ties: permutations counted by their number of discordant pairs. */
static double exact_p(size_t n, int s)
{
	double count[PAIRS_MAX + 1] = {1.0};
	int pairs = (int)(n * (n - 1) / 2);
	double reached = 0.0, total = 0.0;

	for (int m = 2; m <= (int)n; m++)
		/* the m-th value adds 0 .. m-1 discordant pairs */
		for (int d = m * (m - 1) / 2; d >= 0; d--) {
			double sum = 0.0;

			for (int k = 0; k < m && k <= d; k++)
				sum += count[d - k];
			count[d] = sum;
		}
	for (int d = 0; d <= pairs; d++) {
		total += count[d];
		if (abs(pairs - 2 * d) >= abs(s))
			reached += count[d];
	}
	return reached / total;
}

/* The sorted slope at a fractional rank that counts from 1 (Gilbert 1987). */
static double at_rank(const double *sorted, size_t n, double rank)
{
	double place = fmin(fmax(rank, 1.0), (double)n) - 1.0;
	size_t k = (size_t)place;

	if (k + 1 >= n)
		return sorted[n - 1];
	return sorted[k] + (place - (double)k) * (sorted[k + 1] - sorted[k]);
}

static int by_value(const void *a, const void *b)
{
	return sign(*(const double *)a - *(const double *)b);
}

static size_t pairwise_slopes(const double *x, const double *y, size_t n, double *slope, int *s)
{
	size_t slopes = 0;

	*s = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			if (x[j] == x[i])
				continue;
			slope[slopes++] = (y[j] - y[i]) / (x[j] - x[i]);
			*s += sign(x[j] - x[i]) * sign(y[j] - y[i]);
		}
	qsort(slope, slopes, sizeof(*slope), by_value);
	return slopes;
}

static void test_s(struct trend *trend, const double *x, const double *y, size_t n)
{
	struct ties x_ties = count_ties(x, n), y_ties = count_ties(y, n);

	trend->var_s = variance_of_s(n, &x_ties, &y_ties);
	trend->z = trend->var_s > 0 ? (trend->s - sign(trend->s)) / sqrt(trend->var_s) : 0.0;
	trend->exact = n <= EXACT_MAX && x_ties.pairs == 0 && y_ties.pairs == 0;
	trend->p =
		trend->exact ? exact_p(n, trend->s) : fmin(1.0, 2.0 * normal_cdf(-fabs(trend->z)));
}

int trend_test(const double *x, const double *y, size_t n, double alpha, struct trend *trend,
	       struct error *err)
{
	double *slope, reach;
	size_t slopes;

	if (n < 2)
		return fail(err, HINGE_EUSAGE, "a trend of %zu values", n);
	slope = malloc((n * (n - 1) / 2 + n) * sizeof(*slope));
	if (!slope)
		return fail(err, HINGE_ENOMEM, "no memory for the trend of %zu values", n);
	slopes = pairwise_slopes(x, y, n, slope, &trend->s);
	if (slopes == 0) {
		free(slope);
		return fail(err, HINGE_EUSAGE, "a trend over %zu equal abscissae", n);
	}
	test_s(trend, x, y, n);
	trend->slope = quantile_type7(slope, slopes, 0.5);
	reach = normal_quantile(1.0 - 0.5 * alpha) * sqrt(trend->var_s);
	trend->slope_low = at_rank(slope, slopes, 0.5 * ((double)slopes - reach));
	trend->slope_high = at_rank(slope, slopes, 0.5 * ((double)slopes + reach) + 1.0);
	for (size_t i = 0; i < n; i++)
		slope[i] = y[i] - trend->slope * x[i];
	trend->intercept = quantile_select(slope, n, 0.5);
	free(slope);
	return 0;
}
