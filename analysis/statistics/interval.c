/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pairwise summation (Higham 1993): the error grows with log n, and the order is fixed. part[k]
 * holds the sum of a run of 2^k values, as the bits of the count say. */
static double sum_pairwise(const double *x, size_t n, double about, int power)
{
	double part[64], total = 0.0;

	for (size_t i = 0; i < n; i++) {
		double deviation = x[i] - about;
		double carry = power == 2 ? deviation * deviation : deviation;
		int k = 0;

		for (size_t bits = i; bits & 1; bits >>= 1)
			carry = part[k++] + carry;
		part[k] = carry;
	}
	for (int k = 0; k < 64 && n >> k; k++)
		if (n >> k & 1)
			total = part[k] + total;
	return total;
}

double mean(const double *x, size_t n)
{
	return n > 0 ? sum_pairwise(x, n, 0.0, 1) / (double)n : (double)NAN;
}

double sd_sample(const double *x, size_t n)
{
	if (n < 2)
		return (double)NAN;
	return sqrt(sum_pairwise(x, n, mean(x, n), 2) / (double)(n - 1));
}

double median(const double *x, size_t n)
{
	double *copy, result;

	if (n == 0)
		return (double)NAN;
	copy = malloc(n * sizeof(*copy));
	if (!copy)
		return (double)NAN;
	memcpy(copy, x, n * sizeof(*copy));
	result = quantile_select(copy, n, 0.5);
	free(copy);
	return result;
}

double quantile_type7(const double *sorted, size_t n, double p)
{
	double at = (double)(n - 1) * p;
	size_t k = (size_t)at;

	if (k + 1 >= n)
		return sorted[n - 1];
	return sorted[k] + (at - (double)k) * (sorted[k + 1] - sorted[k]);
}

struct interval t_interval(const double *x, size_t n, double alpha)
{
	return interval_of(x, n,
			   n < 2 ? (double)NAN : t_quantile(1.0 - 0.5 * alpha, (double)(n - 1)));
}

struct interval interval_of(const double *x, size_t n, double t)
{
	struct interval interval = {.mean = mean(x, n), .n = (int)n};
	double half;

	interval.se = sd_sample(x, n) / sqrt((double)n);
	half = n < 2 ? (double)NAN : t * interval.se;
	interval.low = interval.mean - half;
	interval.high = interval.mean + half;
	return interval;
}
