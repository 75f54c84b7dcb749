/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/calibration/svd.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { SWEEPS_MAX = 60 };

static void turn(double (*m)[SVD_COLUMNS], size_t rows, size_t p, size_t q, double c, double s)
{
	for (size_t i = 0; i < rows; i++) {
		double left = m[i][p], right = m[i][q];

		m[i][p] = c * left - s * right;
		m[i][q] = s * left + c * right;
	}
}

/* False = the two columns are at right angles already. */
static bool turn_pair(double (*a)[SVD_COLUMNS], size_t rows, size_t n, size_t p, size_t q,
		      double v[SVD_COLUMNS][SVD_COLUMNS])
{
	double pp = 0, qq = 0, pq = 0;

	for (size_t i = 0; i < rows; i++) {
		pp += a[i][p] * a[i][p];
		qq += a[i][q] * a[i][q];
		pq += a[i][p] * a[i][q];
	}
	if (!(fabs(pq) > 1e-15 * sqrt(pp * qq)))
		return false;
	double zeta = (qq - pp) / (2 * pq);
	double t = copysign(1, zeta) / (fabs(zeta) + sqrt(1 + zeta * zeta));
	double c = 1 / sqrt(1 + t * t);

	turn(a, rows, p, q, c, c * t);
	turn(v, n, p, q, c, c * t);
	return true;
}

void svd_turn(double (*a)[SVD_COLUMNS], size_t rows, size_t n, double value[SVD_COLUMNS],
	      double v[SVD_COLUMNS][SVD_COLUMNS])
{
	bool turned = true;

	memset(v, 0, SVD_COLUMNS * sizeof(*v));
	for (size_t k = 0; k < n; k++)
		v[k][k] = 1;
	for (int sweep = 0; turned && sweep < SWEEPS_MAX; sweep++) {
		turned = false;
		for (size_t p = 0; p + 1 < n; p++)
			for (size_t q = p + 1; q < n; q++)
				turned |= turn_pair(a, rows, n, p, q, v);
	}
	for (size_t k = 0; k < n; k++) {
		double sum = 0;

		for (size_t i = 0; i < rows; i++)
			sum += a[i][k] * a[i][k];
		value[k] = sqrt(sum);
	}
}
