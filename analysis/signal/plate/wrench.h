/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From six components to a centre of pressure, and from a plate to the laboratory
 * (docs/methods.md#plates). */
#ifndef ANALYSIS_SIGNAL_PLATE_WRENCH_H
#define ANALYSIS_SIGNAL_PLATE_WRENCH_H

#include "formats/plates/plate.h"

/* Moments about the centre of the surface: M + F x r, where r = origin_m leads there from the point
 * they were taken about. A mat of thickness h on the plate lengthens r by h. (oracle O08) */
void wrench_at_surface(const double wrench[WRENCH_SIZE], const double origin_m[3],
		       double moment_nm[3]);

/* x = -My/Fz and y = Mx/Fz at the surface, Tz = Mz - x Fy + y Fx. False and NaN where |Fz| is below
 * floor_n or the origin is not known. (oracles O08, O09, O10) */
bool wrench_cop(const double wrench[WRENCH_SIZE], const double origin_m[3], double floor_n,
		double cop_m[2], double *free_moment_nm);

/* Kistler's correction (FPCOPPOLY of C3D), in metres: from x goes (p0 y^4 + p1 y^2 + p2) x^3 +
 * (p3 y^4 + p4 y^2 + p5) x with the first row, from y the same with x and y changed over and the
 * second row; both from the uncorrected place. */
void cop_correct(const double polynomial[2][6], double cop_m[2]);

/* Where a plate lies: unit vectors of its axes and the centre of its surface. */
struct plate_axes {
	double x[3], y[3], z[3], centre_m[3];
};
/* From the corners: x along corner 1 - corner 2, z = x cross (corner 1 - corner 4), y = z cross x.
 * False where there are none, or they span no plane. */
bool plate_axes_of(const struct plate *, struct plate_axes *);

#endif
