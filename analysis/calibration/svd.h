/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ANALYSIS_CALIBRATION_SVD_H
#define ANALYSIS_CALIBRATION_SVD_H

#include <stddef.h>

enum { SVD_COLUMNS = 8 };

/* One-sided Jacobi (Hestenes 1958): turns the columns of a [rows][SVD_COLUMNS], of which the first
 * n count, until they are at right angles. Then a v' is what a was, and the length of column k is
 * the singular value value[k]; they are in no order. */
void svd_turn(double (*a)[SVD_COLUMNS], size_t rows, size_t n, double value[SVD_COLUMNS],
	      double v[SVD_COLUMNS][SVD_COLUMNS]);

#endif
