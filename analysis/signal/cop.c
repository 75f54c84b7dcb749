/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter.h"
#include "analysis/signal/force_parts.h"
#include "analysis/signal/wrench.h"
#include "formats/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* How the centre of pressure of a side is known. */
enum cop_way { COP_NONE, COP_MOMENTS, COP_COLUMNS };

static enum cop_way way_of_plate(const struct plate *plate)
{
	switch (plate->kind) {
	case PLATE_CELLS:
		return plate->cells >= 3 ? COP_MOMENTS : COP_NONE;
	case PLATE_WRENCH:
		return COP_MOMENTS;
	case PLATE_FZ:
		return plate->cop_column[0] >= 0 ? COP_COLUMNS : COP_NONE;
	}
	return COP_NONE;
}

static enum cop_way cop_way_of(const struct recording_info *info, const struct verticals *v,
			       int side)
{
	enum cop_way way = COP_NONE;
	size_t plates = 0;

	for (size_t p = 0; p < v->plates; p++) {
		enum cop_way own = way_of_plate(&info->plate[p]);

		if (v->side[p] != side)
			continue;
		if (own == COP_NONE || (plates && own != way))
			return COP_NONE;
		way = own;
		plates++;
	}
	for (size_t k = 0; k < v->count && way == COP_MOMENTS; k++)
		if (v->side[v->at[k].plate] == side && !isfinite(v->at[k].x_nm_per_unit))
			return COP_NONE;
	/* the centres of two plates have no common frame without their cells */
	return way == COP_COLUMNS && plates > 1 ? COP_NONE : way;
}

static const struct plate *plate_of_side(const struct recording_info *info,
					 const struct verticals *v, int side)
{
	for (size_t p = 0; p < v->plates; p++)
		if (v->side[p] == side)
			return &info->plate[p];
	return NULL;
}

/* Moments become places where the side is loaded. */
static void divide(struct forces *forces, const double *fz_n, int side, double floor_n)
{
	for (size_t i = 0; i < forces->frames; i++) {
		double *cop = forces->cop_m + 4 * i + 2 * side;
		double fz = fz_n[2 * i + (size_t)side];
		bool known = fz >= floor_n && fz > 0.0 && !(forces->quality[i] & QUALITY_GAP);

		cop[0] = known ? cop[0] / fz : (double)NAN;
		cop[1] = known ? cop[1] / fz : (double)NAN;
	}
}

/* Kistler's polynomial holds in the axes of the plate: there and back. */
static void correct(struct forces *forces, const struct plate *plate, const struct placement *place,
		    int side)
{
	for (size_t i = 0; i < forces->frames; i++) {
		double *cop = forces->cop_m + 4 * i + 2 * side;
		double own[2];

		for (int axis = 0; axis < 2; axis++)
			own[axis] = place->turn[0][axis] * cop[0] + place->turn[1][axis] * cop[1];
		cop_correct(plate->cop_polynomial, own);
		for (int axis = 0; axis < 2; axis++)
			cop[axis] = place->turn[axis][0] * own[0] + place->turn[axis][1] * own[1];
	}
}

/* Only where one plate makes up the side: the place on each of several is not known any more. */
static void correct_side(struct forces *forces, const struct recording_info *info,
			 const struct verticals *v, int side)
{
	size_t plates = 0, plate = 0;

	for (size_t p = 0; p < v->plates; p++)
		if (v->side[p] == side) {
			plate = p;
			plates++;
		}
	if (plates == 1 && info->plate[plate].has_cop_polynomial)
		correct(forces, &info->plate[plate], &v->places.plate[plate], side);
}

static void take_columns(struct forces *forces, const struct trial *trial,
			 const struct plate *plate, int side, double floor_n)
{
	for (size_t i = 0; i < forces->frames; i++) {
		const double *sample = trial->samples + i * trial->channels;
		double *cop = forces->cop_m + 4 * i + 2 * side;
		bool known = forces->side_n[2 * i + (size_t)side] >= floor_n &&
			     !(forces->quality[i] & QUALITY_GAP);

		for (int axis = 0; axis < 2; axis++) {
			int column = plate->cop_column[axis];

			cop[axis] = known && column >= 0 && (size_t)column < trial->channels
					    ? sample[column] * plate->cop_metre_per_unit
					    : (double)NAN;
		}
	}
}

static void forget(struct forces *forces, int side)
{
	for (size_t i = 0; i < forces->frames; i++)
		forces->cop_m[4 * i + 2 * (size_t)side] =
			forces->cop_m[4 * i + 2 * (size_t)side + 1] = (double)NAN;
}

/* The filter is linear, so the moments and Fz are filtered instead of the cells: six columns
 * whatever the number of cells. *fz_n is the filtered force, the caller's to free; NULL where the
 * rate is too low for the cutoff. */
static int filter_moments(struct forces *forces, const struct config *config, double **fz_n,
			  struct error *err)
{
	size_t size = forces->frames * 2 * sizeof(double);
	struct filter filter;
	size_t pad;
	int ret;

	*fz_n = NULL;
	if (forces->frames == 0 || !filter_applies(config->cop_cutoff_hz, forces->rate_hz))
		return 0;
	ret = filter_lowpass(&filter, config->cop_cutoff_hz, forces->rate_hz, config->isa, err);
	if (ret)
		return ret;
	*fz_n = memory_new(1, size);
	if (!*fz_n)
		return fail(err, HINGE_ENOMEM, "no memory for the centre of pressure");
	memcpy(*fz_n, forces->side_n, size);
	pad = filter_default_pad(&filter, forces->frames);
	ret = filter_zero_phase(&filter, *fz_n, forces->frames, 2, pad, err);
	if (!ret)
		ret = filter_zero_phase(&filter, forces->cop_m, forces->frames, 4, pad, err);
	return ret;
}

int forces_find_cop(struct forces *forces, const struct trial *trial, const struct verticals *v,
		    const struct config *config, struct error *err)
{
	enum cop_way way[2] = {cop_way_of(&trial->info, v, 0), cop_way_of(&trial->info, v, 1)};
	double *filtered = NULL;
	int ret = 0;

	if (way[0] == COP_MOMENTS || way[1] == COP_MOMENTS)
		ret = filter_moments(forces, config, &filtered, err);
	for (int side = 0; side < 2 && !ret; side++) {
		if (way[side] == COP_MOMENTS) {
			divide(forces, filtered ? filtered : forces->side_n, side,
			       config->cop_floor_n);
			correct_side(forces, &trial->info, v, side);
		} else if (way[side] == COP_COLUMNS) {
			take_columns(forces, trial, plate_of_side(&trial->info, v, side), side,
				     config->cop_floor_n);
		} else {
			forget(forces, side);
		}
	}
	free(filtered);
	return ret;
}
