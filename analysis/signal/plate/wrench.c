/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/plate/wrench.h"

#include <math.h>
#include <string.h>

static void cross(const double a[3], const double b[3], double out[3])
{
	for (int i = 0; i < 3; i++) {
		int j = (i + 1) % 3, k = (i + 2) % 3;

		out[i] = a[j] * b[k] - a[k] * b[j];
	}
}

void wrench_at_surface(const double wrench[WRENCH_SIZE], const double origin_m[3],
		       double moment_nm[3])
{
	cross(wrench, origin_m, moment_nm);
	for (int i = 0; i < 3; i++)
		moment_nm[i] += wrench[MX + i];
}

bool wrench_cop(const double wrench[WRENCH_SIZE], const double origin_m[3], double floor_n,
		double cop_m[2], double *free_moment_nm)
{
	double moment_nm[3];

	cop_m[0] = cop_m[1] = *free_moment_nm = (double)NAN;
	wrench_at_surface(wrench, origin_m, moment_nm);
	if (!(fabs(wrench[FZ]) >= floor_n) || wrench[FZ] == 0.0 || isnan(moment_nm[0]))
		return false;
	cop_m[0] = -moment_nm[1] / wrench[FZ];
	cop_m[1] = moment_nm[0] / wrench[FZ];
	*free_moment_nm = moment_nm[2] - cop_m[0] * wrench[FY] + cop_m[1] * wrench[FX];
	return true;
}

static double correction(const double p[6], double along, double across)
{
	double square = across * across, fourth = square * square;

	return (p[0] * fourth + p[1] * square + p[2]) * along * along * along +
	       (p[3] * fourth + p[4] * square + p[5]) * along;
}

void cop_correct(const double polynomial[2][6], double cop_m[2])
{
	double x = cop_m[0], y = cop_m[1];

	cop_m[0] = x - correction(polynomial[0], x, y);
	cop_m[1] = y - correction(polynomial[1], y, x);
}

static bool normalise(double v[3])
{
	double length = sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);

	for (int i = 0; i < 3; i++)
		v[i] /= length > 0.0 ? length : 1.0;
	return length > 0.0 && isfinite(length);
}

bool plate_axes_of(const struct plate *plate, struct plate_axes *axes)
{
	const double(*corner)[3] = plate->corner_m;
	double along[3];

	memset(axes, 0, sizeof(*axes));
	for (int i = 0; i < 3; i++) {
		axes->x[i] = corner[0][i] - corner[1][i];
		along[i] = corner[0][i] - corner[3][i];
		for (int c = 0; c < 4; c++)
			axes->centre_m[i] += 0.25 * corner[c][i];
	}
	cross(axes->x, along, axes->z);
	if (!normalise(axes->x) || !normalise(axes->z))
		return false;
	cross(axes->z, axes->x, axes->y);
	return true;
}
