/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of repeated measurements: kappa (Cohen 1960), typical error (Hopkins 2000), limits of
 * agreement (Bland & Altman 1986). */
#include "analysis/statistics/statistics.h"

#include <math.h>

/* 97.5 % of the normal distribution, as printed in the sources */
static const double z95 = 1.96;

double sign_kappa(const double *a, const double *b, size_t n)
{
	double count = 0, same = 0, a_right = 0, b_right = 0;

	for (size_t i = 0; i < n; i++) {
		if (!(a[i] * b[i] != 0) || isnan(a[i] * b[i]))
			continue;
		count++;
		same += (a[i] > 0) == (b[i] > 0);
		a_right += a[i] > 0;
		b_right += b[i] > 0;
	}

	double expected = (a_right * b_right + (count - a_right) * (count - b_right)) / count;

	return count > 0 && expected < count ? (same - expected) / (count - expected) : (double)NAN;
}

/* Of the differences b - a, or of the means of the pairs. */
static void moments(const double *a, const double *b, size_t n, bool difference, double *mean_out,
		    double *sd_out)
{
	double centre = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		centre += difference ? b[i] - a[i] : (a[i] + b[i]) / 2;
	centre /= (double)n;
	for (size_t i = 0; i < n; i++) {
		double off = (difference ? b[i] - a[i] : (a[i] + b[i]) / 2) - centre;

		squares += off * off;
	}
	*mean_out = centre;
	*sd_out = n < 2 ? (double)NAN : sqrt(squares / (double)(n - 1));
}

struct agreement agreement_of(const double *a, const double *b, size_t n)
{
	struct agreement result;
	double grand_mean, sd_means;

	moments(a, b, n, true, &result.bias, &result.sd_difference);
	moments(a, b, n, false, &grand_mean, &sd_means);
	result.typical_error = result.sd_difference / sqrt(2.0);
	result.mdc95 = z95 * sqrt(2.0) * result.typical_error;
	result.swc = 0.2 * sd_means;
	result.loa_low = result.bias - z95 * result.sd_difference;
	result.loa_high = result.bias + z95 * result.sd_difference;
	return result;
}
