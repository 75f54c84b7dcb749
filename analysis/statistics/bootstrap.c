/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentile and BCa interval of a mean (Efron 1987). */
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include "formats/random.h"

#include <math.h>
#include <stdlib.h>

static double resampled_mean(const double *x, size_t n, struct random *random)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += x[random_below(random, n)];
	return sum / (double)n;
}

/* A sixth of the skewness of the leave-one-out means. */
static double jackknife_acceleration(const double *x, size_t n, double centre)
{
	double square = 0.0, cube = 0.0;

	for (size_t i = 0; i < n; i++) {
		double deviation = (x[i] - centre) / (double)(n - 1);

		square += deviation * deviation;
		cube += deviation * deviation * deviation;
	}
	return square > 0.0 ? cube / (6.0 * pow(square, 1.5)) : 0.0;
}

static double bca_level(const struct bootstrap *b, double alpha)
{
	double z = b->z0 + normal_quantile(alpha);

	return normal_cdf(b->z0 + z / (1.0 - b->acceleration * z));
}

int bootstrap_mean(const double *x, size_t n, size_t resamples, uint64_t seed, struct bootstrap *b,
		   struct error *err)
{
	struct random random;
	size_t below = 0;
	double *means;

	if (n < 2 || resamples < 2)
		return fail(err, HINGE_EUSAGE, "%zu resamples of %zu values", resamples, n);
	means = malloc(resamples * sizeof(*means));
	if (!means)
		return fail(err, HINGE_ENOMEM, "no memory for %zu resamples", resamples);
	random_init(&random, seed);
	b->mean = mean(x, n);
	for (size_t i = 0; i < resamples; i++) {
		means[i] = resampled_mean(x, n, &random);
		below += means[i] < b->mean;
	}
	b->z0 = normal_quantile((double)below / (double)resamples);
	b->acceleration = jackknife_acceleration(x, n, b->mean);
	b->percentile_low = quantile_select(means, resamples, 0.025);
	b->percentile_high = quantile_select(means, resamples, 0.975);
	b->bca_low = b->percentile_low;
	b->bca_high = b->percentile_high;
	/* all values alike: nothing to correct */
	if (isfinite(b->z0)) {
		b->bca_low = quantile_select(means, resamples, bca_level(b, 0.025));
		b->bca_high = quantile_select(means, resamples, bca_level(b, 0.975));
	}
	free(means);
	return 0;
}
