/* SPDX-License-Identifier: GPL-3.0-or-later */
/* p adjusted for many hypotheses: Holm 1979, Benjamini & Hochberg 1995. NaN = not tested. */
#include "analysis/statistics/statistics.h"

#include <math.h>

/* Place of p[i] among the tested, from 0; equal values by index. */
static size_t rank_of(const double *p, size_t n, size_t i)
{
	size_t rank = 0;

	for (size_t j = 0; j < n; j++)
		rank += p[j] < p[i] || (p[j] == p[i] && j < i);
	return rank;
}

static size_t count_tested(const double *p, size_t n)
{
	size_t tested = 0;

	for (size_t i = 0; i < n; i++)
		tested += isnan(p[i]) ? 0 : 1;
	return tested;
}

void holm_adjust(const double *p, size_t n, double *adjusted)
{
	size_t tested = count_tested(p, n);

	for (size_t i = 0; i < n; i++)
		adjusted[i] = fmin(1.0, (double)(tested - rank_of(p, n, i)) * p[i]);
	for (size_t i = 0; i < n; i++) {
		if (isnan(p[i]))
			adjusted[i] = (double)NAN;
		/* an already adjusted smaller row changes nothing: it is the maximum of rows that
		 * count here too */
		for (size_t j = 0; j < n; j++)
			if (p[j] <= p[i] && adjusted[j] > adjusted[i])
				adjusted[i] = adjusted[j];
	}
}

void benjamini_hochberg_adjust(const double *p, size_t n, double *adjusted)
{
	size_t tested = count_tested(p, n);

	for (size_t i = 0; i < n; i++)
		/* the ratio first: it is at least 1, so the product is at least p */
		adjusted[i] = fmin(1.0, p[i] * ((double)tested / (double)(rank_of(p, n, i) + 1)));
	for (size_t i = 0; i < n; i++) {
		if (isnan(p[i]))
			adjusted[i] = (double)NAN;
		for (size_t j = 0; j < n; j++)
			if (p[j] >= p[i] && adjusted[j] < adjusted[i])
				adjusted[i] = adjusted[j];
	}
}
