/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The equations of a series and their solution, in factors on newton_per_unit as it was. */
#ifndef ANALYSIS_CALIBRATION_EQUATIONS_H
#define ANALYSIS_CALIBRATION_EQUATIONS_H

#include "analysis/calibration/svd.h"
#include "formats/plates/certificate.h"

enum { ROWS_A_LOAD = 3, EQUATIONS_MAX = ROWS_A_LOAD * CALIBRATION_LOADS_MAX };
_Static_assert((int)SVD_COLUMNS == (int)PLATE_CELLS_MAX, "a column for each cell");

struct equations {
	size_t cells, rows;
	size_t load[EQUATIONS_MAX]; /* that a row is of */
	double a[EQUATIONS_MAX][SVD_COLUMNS], b[EQUATIONS_MAX];
};

struct solution {
	double factor[SVD_COLUMNS], variance[SVD_COLUMNS];
	double chi_square;
	size_t freedom;
	double condition; /* INFINITY where the equations do not tell all cells */
};

enum { NO_LOAD = CALIBRATION_LOADS_MAX };

/* Force on the plate and its moments about (x_m, y_m), by a factor of 1 on each cell. */
void cell_effects(const struct certificate *, const struct calibration_load *, size_t cell,
		  double x_m, double y_m, double out[ROWS_A_LOAD]);
/* Rows divided by their standard uncertainty: force by that of the mass, moments by that of the
 * place. */
void equations_weighted(const struct certificate *, struct equations *);
/* Rows divided by force, moments by the cells' distance from their centre too: how the places tell
 * the cells apart, whatever the masses. */
void equations_plain(const struct certificate *, struct equations *);
/* Of all rows but those of the load without (NO_LOAD = of all). */
void equations_solve(const struct equations *, size_t without, struct solution *);
/* RMS distance of the cells from their centre; 0 where all stand in one place. */
double cells_spread(const struct certificate *);
void cells_centre(const struct certificate *, double *x_m, double *y_m);

#endif
