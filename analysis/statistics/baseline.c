/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new value against the earlier ones of the same person: prediction interval, and the
 * exponentially weighted moving average (Roberts 1959). */
#include "analysis/statistics/statistics.h"

#include <math.h>

/* Values that differ only in their last digits do not differ. */
static const double same_digits = 1e-12;

struct prediction prediction_test(double x, const double *earlier, size_t n, double alpha)
{
	struct prediction result = {.mean = mean(earlier, n),
				    .sd = sd_sample(earlier, n),
				    .t = (double)NAN,
				    .p = (double)NAN,
				    .low = (double)NAN,
				    .high = (double)NAN};
	double sd_new = result.sd * sqrt(1.0 + 1.0 / (double)n), reach;

	if (n < 2 || !(result.sd > same_digits * fabs(result.mean)))
		return result;
	result.t = (x - result.mean) / sd_new;
	result.p = 2.0 * t_upper_tail(fabs(result.t), (double)(n - 1));
	reach = t_quantile(1.0 - 0.5 * alpha, (double)(n - 1)) * sd_new;
	result.low = result.mean - reach;
	result.high = result.mean + reach;
	return result;
}

/* x - y of two new values has the variance 2 sigma^2, and no part in sd. */
double detectable_change(const double *earlier, size_t n, double alpha)
{
	double sd = sd_sample(earlier, n);

	if (n < 2 || !(sd > same_digits * fabs(mean(earlier, n))))
		return (double)NAN;
	return t_quantile(1.0 - 0.5 * alpha, (double)(n - 1)) * sqrt(2.0) * sd;
}

double ewma(double start, const double *x, size_t n, double lambda)
{
	double average = start;

	for (size_t i = 0; i < n; i++)
		average = lambda * x[i] + (1.0 - lambda) * average;
	return average;
}

double ewma_sd_ratio(double lambda, size_t i, size_t n)
{
	double q = pow(1.0 - lambda, (double)i);
	double variance = lambda / (2.0 - lambda) * (1.0 - q * q);

	if (n)
		variance += (1.0 - q) * (1.0 - q) / (double)n;
	return sqrt(variance);
}
