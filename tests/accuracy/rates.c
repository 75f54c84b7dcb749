/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/rates.h"

#include "analysis/statistics/statistics.h"

#include <math.h>

/* x at which the regularised incomplete beta function, which rises with x, reaches p. */
static double beta_quantile(double a, double b, double p)
{
	double low = 0, high = 1;

	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		if (beta_incomplete(a, b, middle) < p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

struct limits clopper_pearson(size_t hits, size_t n)
{
	double k = (double)hits, misses = (double)(n - hits);

	return (struct limits){
		.low = hits > 0 ? beta_quantile(k, misses + 1, 0.025) : 0,
		.high = hits < n ? beta_quantile(k + 1, misses, 0.975) : 1,
	};
}

double f1_score(size_t true_positive, size_t false_positive, size_t false_negative)
{
	double twice = 2 * (double)true_positive;

	return twice / (twice + (double)false_positive + (double)false_negative);
}

static double f1_of_share(double share)
{
	return 2 * share / (1 + share);
}

struct limits f1_limits(size_t true_positive, size_t false_positive, size_t false_negative)
{
	struct limits share =
		clopper_pearson(true_positive, true_positive + false_positive + false_negative);

	return (struct limits){f1_of_share(share.low), f1_of_share(share.high)};
}

double ks_uniform(const double *sorted, size_t n)
{
	double most = n ? 0 : (double)NAN;

	for (size_t i = 0; i < n; i++) {
		double above = (double)(i + 1) / (double)n - sorted[i];
		double below = sorted[i] - (double)i / (double)n;

		most = fmax(most, fmax(above, below));
	}
	return most;
}

double root_mean_square(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i] * x[i];
	return n ? sqrt(sum / (double)n) : (double)NAN;
}
