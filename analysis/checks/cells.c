/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/checks/cells.h"

#include "formats/memory/memory.h"

#include <math.h>
#include <stdlib.h>

static const double step_s = 0.02;
static const double loaded_range_n = 200;
static const double dead_of_plate = 0.01;
/* A foot beyond the corner takes some load off the cell across, never so much. */
static const double pull_of_plate = -0.1;

static void find_plates(struct cell_scan *scan)
{
	for (size_t p = 0, k = 0; p <= scan->v.plates; p++) {
		while (k < scan->v.count && scan->v.at[k].plate < p)
			k++;
		scan->first[p] = k;
	}
}

static void read_frame(const struct cell_scan *scan, const struct tare *tare, size_t frame,
		       double *value)
{
	const double *sample = scan->trial->samples + frame * scan->trial->channels;
	double since = (double)frame - tare->from_frame;

	for (size_t k = 0; k < scan->v.count; k++) {
		size_t column = scan->v.at[k].column;

		value[k] = sample[column] - scan->v.at[k].zero - tare->offset[column] -
			   tare->drift[column] * since;
	}
}

int cell_scan_init(struct cell_scan *scan, const struct trial *trial, const struct forces *forces,
		   struct error *err)
{
	size_t step = (size_t)fmax(1, round(step_s * trial->info.rate_hz));
	int ret;

	*scan = (struct cell_scan){.trial = trial};
	ret = verticals_of(&scan->v, trial, err);
	if (ret)
		return ret;
	find_plates(scan);
	scan->value = memory_new(trial->frames / step + 1, scan->v.count * sizeof(double));
	if (!scan->value)
		return fail(err, HINGE_ENOMEM, "no memory to look at %zu cells", scan->v.count);
	for (size_t i = 0; i < trial->frames; i += step)
		if (!forces->quality[i])
			read_frame(scan, &forces->tare, i,
				   scan->value + scan->frames++ * scan->v.count);
	return 0;
}

void cell_scan_reset(struct cell_scan *scan)
{
	free(scan->value);
	*scan = (struct cell_scan){.trial = NULL};
}

struct range {
	double low, high;
};

static void widen(struct range *range, double value)
{
	range->low = fmin(range->low, value);
	range->high = fmax(range->high, value);
}

/* Ranges in newton of the cells and plates. */
static void find_ranges(const struct cell_scan *scan, struct range *cell, struct range *plate)
{
	for (size_t p = 0; p < PLATES_MAX; p++)
		plate[p] = (struct range){INFINITY, -INFINITY};
	for (size_t k = 0; k < scan->v.count; k++)
		cell[k] = (struct range){INFINITY, -INFINITY};
	for (size_t i = 0; i < scan->frames; i++) {
		double sum[PLATES_MAX] = {0};

		for (size_t k = 0; k < scan->v.count; k++) {
			double force =
				scan->value[i * scan->v.count + k] * scan->v.at[k].newton_per_unit;

			widen(&cell[k], force);
			sum[scan->v.at[k].plate] += force;
		}
		for (size_t p = 0; p < scan->v.plates; p++)
			widen(&plate[p], sum[p]);
	}
}

int cell_dead(const struct cell_scan *scan)
{
	struct range cell[VERTICALS_MAX], plate[PLATES_MAX];

	find_ranges(scan, cell, plate);
	for (size_t k = 0; k < scan->v.count; k++) {
		const struct range *whole = &plate[scan->v.at[k].plate];
		double moved_n = whole->high - whole->low;

		if (scan->trial->info.plate[scan->v.at[k].plate].kind == PLATE_CELLS &&
		    moved_n > loaded_range_n &&
		    cell[k].high - cell[k].low < dead_of_plate * moved_n)
			return (int)k;
	}
	return -1;
}

/* Mean force of the cells over the frames in which their plate carries something, of any sign. */
static void sum_loaded(const struct cell_scan *scan, double *cell, double *plate)
{
	for (size_t i = 0; i < scan->frames; i++) {
		double force[VERTICALS_MAX], sum[PLATES_MAX] = {0};

		for (size_t k = 0; k < scan->v.count; k++) {
			force[k] =
				scan->value[i * scan->v.count + k] * scan->v.at[k].newton_per_unit;
			sum[scan->v.at[k].plate] += force[k];
		}
		for (size_t k = 0; k < scan->v.count; k++)
			if (fabs(sum[scan->v.at[k].plate]) > loaded_range_n / 2)
				cell[k] += force[k];
		for (size_t p = 0; p < scan->v.plates; p++)
			if (fabs(sum[p]) > loaded_range_n / 2)
				plate[p] += sum[p];
	}
}

int cell_reversed(const struct cell_scan *scan)
{
	double cell[VERTICALS_MAX] = {0}, plate[PLATES_MAX] = {0};

	sum_loaded(scan, cell, plate);
	for (size_t k = 0; k < scan->v.count; k++) {
		size_t p = scan->v.at[k].plate;

		if (scan->trial->info.plate[p].kind == PLATE_CELLS &&
		    cell[k] / plate[p] < pull_of_plate)
			return (int)k;
	}
	return -1;
}
