/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sign-flip tests: under the null each deviation is as likely with either sign. */
#include "analysis/statistics/statistics.h"

#include <math.h>

enum { FLIP_MAX = 20, HALF_BITS = 10 };

static double signed_sum(const double *y, size_t n, uint32_t signs)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += signs >> i & 1 ? -y[i] : y[i];
	return sum;
}

/* Share of the 2^n sign patterns whose sum (or its magnitude) reaches that of y. A pattern's sum is
 * that of its first ten signs, from a table, and the rest. */
static double flip_share(const double *y, size_t n, bool two_sided)
{
	size_t low_bits = n < HALF_BITS ? n : HALF_BITS;
	double low[1 << HALF_BITS];
	double reach = 0.0, size = 0.0;
	size_t count = 0;

	if (n < 1 || n > FLIP_MAX)
		return (double)NAN;
	for (size_t i = 0; i < n; i++) {
		reach += y[i];
		size += fabs(y[i]);
	}
	/* equal sums may round apart */
	reach = (two_sided ? fabs(reach) : reach) - 1e-12 * size;
	for (uint32_t signs = 0; signs >> low_bits == 0; signs++)
		low[signs] = signed_sum(y, low_bits, signs);
	for (uint32_t high = 0; high >> (n - low_bits) == 0; high++) {
		double rest = signed_sum(y + low_bits, n - low_bits, high);

		for (size_t signs = 0; signs >> low_bits == 0; signs++) {
			double sum = low[signs] + rest;

			count += (two_sided ? fabs(sum) : sum) >= reach;
		}
	}
	return (double)count / (double)((size_t)1 << n);
}

double signflip_one_sided(const double *y, size_t n)
{
	return flip_share(y, n, false);
}

double signflip_two_sided(const double *y, size_t n)
{
	return flip_share(y, n, true);
}
