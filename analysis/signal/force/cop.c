/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter/filter.h"
#include "analysis/signal/force/parts.h"
#include "analysis/signal/plate/wrench.h"
#include "formats/memory/memory.h"

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

/* Force and moments of both sides: fz_n[i fz_stride + side], and at moment_nm[i moment_stride +
 * 2 side] the pair of a side. */
struct loads {
	const double *fz_n, *moment_nm;
	size_t fz_stride, moment_stride;
};

/* x and y */
typedef double pair __attribute__((vector_size(16), aligned(8), may_alias));

static void divide_frame(const struct forces *forces, const struct loads *loads, size_t i,
			 const enum cop_way way[2], double floor_n)
{
	const double *fz_n = loads->fz_n + i * loads->fz_stride;
	const pair *moment_nm = (const pair *)(loads->moment_nm + i * loads->moment_stride);
	pair *cop = (pair *)(forces->cop_m + 4 * i), unknown = {NAN, NAN};
	bool whole = !(forces->quality[i] & QUALITY_GAP);

	for (int side = 0; side < 2; side++) {
		double fz = fz_n[side];

		if (way[side] != COP_MOMENTS)
			continue;
		if (whole && fz >= floor_n && fz > 0.0)
			cop[side] = moment_nm[side] / fz;
		else
			cop[side] = unknown;
	}
}

/* Moments become places where the side is loaded. */
static void divide(const struct forces *forces, const struct loads *loads,
		   const enum cop_way way[2], double floor_n)
{
	for (size_t i = 0; i < forces->frames; i++)
		divide_frame(forces, loads, i, way, floor_n);
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

enum { COLUMNS = 6 };

static void lay_out(const struct forces *forces, double *column)
{
	const double *fz_n = forces->side_n, *moment_nm = forces->cop_m;

	for (size_t i = 0; i < forces->frames; i++, column += COLUMNS, fz_n += 2, moment_nm += 4) {
		memcpy(column, fz_n, 2 * sizeof(double));
		memcpy(column + 2, moment_nm, 4 * sizeof(double));
	}
}

/* The filter is linear, so the moments and Fz are filtered instead of the cells: six columns
 * whatever the number of cells. *out is the caller's to free; loads stay as they are where the rate
 * is too low for the cutoff. */
static int filter_loads(const struct forces *forces, const struct config *config,
			struct loads *loads, double **out, struct error *err)
{
	size_t frames = forces->frames;
	struct filter filter;
	int ret;

	if (frames == 0 || !filter_applies(config->cop_cutoff_hz, forces->rate_hz))
		return 0;
	ret = filter_lowpass(&filter, config->cop_cutoff_hz, forces->rate_hz, config->isa, err);
	if (ret)
		return ret;
	*out = memory_new(frames, COLUMNS * sizeof(double));
	if (!*out)
		return fail(err, HINGE_ENOMEM, "no memory for the centre of pressure");
	lay_out(forces, *out);
	*loads = (struct loads){*out, *out + 2, COLUMNS, COLUMNS};
	return filter_zero_phase(&filter, *out, frames, COLUMNS,
				 filter_default_pad(&filter, frames), err);
}

static int find_from_moments(struct forces *forces, const enum cop_way way[2],
			     const struct config *config, struct error *err)
{
	struct loads loads = {forces->side_n, forces->cop_m, 2, 4};
	double *filtered = NULL;
	int ret;

	if (way[0] != COP_MOMENTS && way[1] != COP_MOMENTS)
		return 0;
	ret = filter_loads(forces, config, &loads, &filtered, err);
	if (!ret)
		divide(forces, &loads, way, config->cop_floor_n);
	free(filtered);
	return ret;
}

int forces_find_cop(struct forces *forces, const struct trial *trial, const struct verticals *v,
		    const struct config *config, struct error *err)
{
	enum cop_way way[2] = {cop_way_of(&trial->info, v, 0), cop_way_of(&trial->info, v, 1)};
	int ret = find_from_moments(forces, way, config, err);

	for (int side = 0; side < 2 && !ret; side++) {
		if (way[side] == COP_MOMENTS)
			correct_side(forces, &trial->info, v, side);
		else if (way[side] == COP_COLUMNS)
			take_columns(forces, trial, plate_of_side(&trial->info, v, side), side,
				     config->cop_floor_n);
		else
			forget(forces, side);
	}
	return ret;
}
