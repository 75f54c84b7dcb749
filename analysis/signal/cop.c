/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/force.h"

#include <math.h>

bool cop_of_cells(const double *force_n, const double *x_m, const double *y_m, size_t cells,
		  double floor_n, double *x, double *y)
{
	double sum = 0.0, moment_x = 0.0, moment_y = 0.0;

	for (size_t c = 0; c < cells; c++) {
		sum += force_n[c];
		moment_x += force_n[c] * x_m[c];
		moment_y += force_n[c] * y_m[c];
	}
	*x = *y = (double)NAN;
	if (!(sum >= floor_n))
		return false;
	*x = moment_x / sum;
	*y = moment_y / sum;
	return true;
}

void cop_combined(const double force_n[2], const double cop_m[2][2], double out_m[2])
{
	double sum = force_n[0] + force_n[1];

	for (int axis = 0; axis < 2; axis++)
		out_m[axis] = (force_n[0] * cop_m[0][axis] + force_n[1] * cop_m[1][axis]) / sum;
}
