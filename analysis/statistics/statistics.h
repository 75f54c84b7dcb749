/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of a handful of repetitions. Sources: docs/methods.md#statistics. */
#ifndef ANALYSIS_STATISTICS_STATISTICS_H
#define ANALYSIS_STATISTICS_STATISTICS_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Special functions (oracle O41). */
double normal_cdf(double z);
double normal_quantile(double p);
double t_upper_tail(double t, double df); /* P(T > t) */
double t_quantile(double p, double df);
double beta_incomplete(double a, double b, double x); /* regularised */

double mean(const double *x, size_t n);
double sd_sample(const double *x, size_t n); /* n - 1; NaN for n < 2 */
double median(const double *x, size_t n);    /* NaN for n = 0 or out of memory */
double quantile_type7(const double *sorted, size_t n, double p);

struct interval {
	double mean, se, low, high;
	int n;
};
/* mean +- t(1 - alpha/2; n-1) se; NaN bounds for n < 2. */
struct interval t_interval(const double *x, size_t n, double alpha);
/* The same where t(1 - alpha/2; n-1) is known already. */
struct interval interval_of(const double *x, size_t n, double t);

/* H0 |mu| <= delta, one-sided (oracle O52). p = NaN for n < 2. */
struct minimal_effect {
	double t, p;
};
struct minimal_effect minimal_effect_test(const double *x, size_t n, double delta);
/* Equivalence within +-delta (oracle O45); *p is the larger of the two one-sided. */
struct tost {
	double p, p_low, p_high, ci90_low, ci90_high;
};
struct tost tost_test(const double *x, size_t n, double delta);

/* #{sign patterns with mean >= that of y} / 2^n, one-sided; NaN where n is not in 1..20. */
double signflip_one_sided(const double *y, size_t n);
/* The same of the magnitude of the mean (oracle O53). */
double signflip_two_sided(const double *y, size_t n);

/* Adjusted p in the order of p (another array); NaN rows are left out and stay NaN (oracle O30). */
void holm_adjust(const double *p, size_t n, double *adjusted);
void benjamini_hochberg_adjust(const double *p, size_t n, double *adjusted);

/* One new value against n earlier ones of the same person: t = (x - mean)/(sd sqrt(1 + 1/n)), n - 1
 * degrees of freedom, two-sided; low and high hold 1 - alpha of new values. NaN for n < 2 and where
 * the earlier values do not differ. */
struct prediction {
	double mean, sd, t, p, low, high;
};
struct prediction prediction_test(double x, const double *earlier, size_t n, double alpha);

/* Exponentially weighted moving average from start over x (oracle O40). */
double ewma(double start, const double *x, size_t n, double lambda);
/* SD of the i-th average (i >= 1) in units of the SD of one value; with the mean of n values as its
 * start, which has an error of its own; n = 0: the start is exact (O40). */
double ewma_sd_ratio(double lambda, size_t i, size_t n);

/* Cohen's kappa of the signs of a and b, pairs with a 0 or NaN left out (oracle O25); NaN where it
 * is not defined: no pairs, or all on one side. */
double sign_kappa(const double *a, const double *b, size_t n);

/* Smallest difference of two new values of a person that 1 - alpha of such pairs stay within:
 * t(1 - alpha/2; n - 1) sqrt(2) sd of n earlier ones. NaN for n < 2 and where these do not differ.
 */
double detectable_change(const double *earlier, size_t n, double alpha);

/* Theil-Sen slope with its 1 - alpha limits, and Mann-Kendall (oracles O28, O29): exact p for
 * n <= 10 without ties. HINGE_EUSAGE: n < 2 or all x equal; HINGE_ENOMEM. */
struct trend {
	double slope, intercept, slope_low, slope_high;
	int s;
	double var_s, z, p;
	bool exact;
};
int trend_test(const double *x, const double *y, size_t n, double alpha, struct trend *,
	       struct error *);

/* BCa and percentile 95 % interval of the mean of every column of x[n][columns], type-7 quantiles
 * (oracle O39). One draw of rows serves all columns: each gets what it would get alone.
 * out[columns]. HINGE_EUSAGE: fewer than 2 rows or resamples; HINGE_ENOMEM. */
struct bootstrap {
	double mean, percentile_low, percentile_high, bca_low, bca_high, z0, acceleration;
};
int bootstrap_means(const double *x, size_t n, size_t columns, size_t resamples, uint64_t seed,
		    struct bootstrap *out, struct error *);

/* Simultaneous 95 % band of the mean of n curves of `points` values, sign-flip max-t (oracle O38):
 * all 2^n flips for n <= 14, else the one measured and 10 000 drawn with splitmix64(seed).
 * curves[n][points]; mean_out, low and high hold points values. HINGE_EUSAGE: n < 2 or no points;
 * HINGE_ENOMEM. */
struct band {
	double threshold, p;
};
int maxt_band(const double *curves, size_t n, size_t points, uint64_t seed, double *mean_out,
	      double *low, double *high, struct band *, struct error *);

#endif
