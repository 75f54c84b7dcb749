/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plate measures, as sums over its channels: scale, zero and crosstalk in one. */
#ifndef FORMATS_PLATES_PLATE_H
#define FORMATS_PLATES_PLATE_H

#include "formats/layout.h"

enum { FX, FY, FZ, MX, MY, MZ };

/* output k = sum over inputs i of gain[k][i] * (sample[column[i]] - zero[i]) */
struct plate_map {
	size_t inputs, outputs;
	int column[PLATE_CELLS_MAX];
	double zero[PLATE_CELLS_MAX];
	double gain[PLATE_CELLS_MAX][PLATE_CELLS_MAX];
};

/* Outputs in newton: one for each cell; one for PLATE_FZ; of a wrench Fx Fy Fz, and Mx My Mz in
 * newton metre. Columns may be -1 (not known yet); at most PLATE_CELLS_MAX cells are mapped. */
void plate_map_init(struct plate_map *, const struct plate *);
/* All outputs of one frame; every column must be one of sample's. */
void plate_map_apply(const struct plate_map *, const double *sample, double *out);
/* Newton of vertical force per unit of input i: what all cells, or Fz of a wrench, take from it. */
double plate_map_vertical(const struct plate_map *, enum plate_kind, size_t i);

/* Every column of the plate is by so many higher, where it has one. */
void plate_shift_columns(struct plate *, int by);

#endif
