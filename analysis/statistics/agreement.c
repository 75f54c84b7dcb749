/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of the sides of repeated measurements: kappa (Cohen 1960). */
#include "analysis/statistics/statistics.h"

#include <math.h>

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
