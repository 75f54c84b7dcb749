/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/force/force.h"

#include "analysis/signal/force/parts.h"
#include "formats/memory/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int forces_alloc(struct forces **out, size_t frames, size_t cells, bool with_cells,
			struct error *err)
{
	struct forces *forces = calloc(1, sizeof(*forces));

	if (!forces)
		return fail(err, HINGE_ENOMEM, "out of memory");
	forces->frames = frames;
	forces->cells = cells;
	if (with_cells)
		forces->cell_n = memory_new(frames * cells, sizeof(double));
	forces->side_n = memory_new(frames, 2 * sizeof(double));
	forces->cop_m = memory_new(frames, 4 * sizeof(double));
	forces->quality = memory_new(frames, 1);
	if ((with_cells && !forces->cell_n) || !forces->side_n || !forces->cop_m ||
	    !forces->quality) {
		forces_free(forces);
		return fail(err, HINGE_ENOMEM, "no memory for the forces of %zu frames", frames);
	}
	*out = forces;
	return 0;
}

void forces_free(struct forces *forces)
{
	if (!forces)
		return;
	free(forces->cell_n);
	free(forces->side_n);
	free(forces->cop_m);
	free(forces->quality);
	free(forces);
}

/* left and right */
typedef double pair __attribute__((vector_size(16), aligned(8), may_alias));

/* What turns a sample of each side into newton and moments. */
struct gain {
	size_t column[2];
	pair n, x_nm, y_nm; /* per unit; moments 0 where no place is known */
	pair zero, drift;   /* unit; unit per frame */
};

struct gains {
	size_t count;
	struct gain at[VERTICALS_MAX];
};

static void add_gain(struct gain *gain, int side, const struct vertical *at,
		     const struct tare *tare)
{
	gain->column[side] = at->column;
	gain->n[side] = at->newton_per_unit;
	gain->x_nm[side] = isfinite(at->x_nm_per_unit) ? at->x_nm_per_unit : 0.0;
	gain->y_nm[side] = isfinite(at->y_nm_per_unit) ? at->y_nm_per_unit : 0.0;
	gain->zero[side] = at->zero + tare->offset[at->column];
	gain->drift[side] = tare->drift[at->column];
}

/* The k-th vertical of one side beside the k-th of the other. Where a side has no more it reads the
 * other's and makes 0 of it. */
static struct gains gains_of(const struct verticals *v, const struct tare *tare)
{
	struct gains gains = {.count = 0};
	size_t used[2] = {0, 0};

	for (size_t k = 0; k < v->count; k++) {
		int side = v->side[v->at[k].plate];

		add_gain(&gains.at[used[side]++], side, &v->at[k], tare);
	}
	gains.count = used[0] > used[1] ? used[0] : used[1];
	for (int side = 0; side < 2; side++)
		for (size_t k = used[side]; k < gains.count; k++)
			gains.at[k].column[side] = gains.at[k].column[!side];
	return gains;
}

/* One frame: force and moments of both sides; false where a sample is not a number. */
static bool convert_frame(const struct gains *gains, const double *sample, double since,
			  double *side_n, double *moment_nm)
{
	pair sum = {0.0, 0.0}, mx = sum, my = sum;

	for (size_t k = 0; k < gains->count; k++) {
		const struct gain *g = &gains->at[k];
		pair raw = {sample[g->column[0]], sample[g->column[1]]};
		pair unit = raw - g->zero - g->drift * since;

		sum += unit * g->n;
		mx += unit * g->x_nm;
		my += unit * g->y_nm;
	}
	*(pair *)side_n = sum;
	*(pair *)moment_nm = (pair){mx[0], my[0]};
	*(pair *)(moment_nm + 2) = (pair){mx[1], my[1]};
	return isfinite(sum[0] + sum[1]);
}

static void convert(struct forces *forces, const struct trial *trial, const struct gains *gains)
{
	memcpy(forces->quality, trial->quality, trial->frames);
	for (size_t i = 0; i < trial->frames; i++) {
		double since = (double)i - forces->tare.from_frame;

		if (!convert_frame(gains, trial->samples + i * trial->channels, since,
				   forces->side_n + 2 * i, forces->cop_m + 4 * i))
			forces->quality[i] |= QUALITY_GAP;
	}
}

/* A line over frames first .. end - 1, level where one end is missing. */
static void bridge(double *x, size_t columns, size_t frames, size_t first, size_t end)
{
	for (size_t c = 0; c < columns; c++) {
		double before = first > 0 ? x[(first - 1) * columns + c] : (double)NAN;
		double after = end < frames ? x[end * columns + c] : before;
		double from = first > 0 ? before : end < frames ? after : 0.0;
		double to = end < frames ? after : from;
		double steps = (double)(end - first + 1);

		for (size_t i = first; i < end; i++)
			x[i * columns + c] = from + (to - from) * (double)(i - first + 1) / steps;
	}
}

static void bridge_gaps(struct forces *forces)
{
	for (size_t i = 0; i < forces->frames; i++) {
		size_t end = i;

		while (end < forces->frames && forces->quality[end] & QUALITY_GAP)
			end++;
		if (end == i)
			continue;
		bridge(forces->side_n, 2, forces->frames, i, end);
		bridge(forces->cop_m, 4, forces->frames, i, end);
		if (forces->cell_n)
			bridge(forces->cell_n, forces->cells, forces->frames, i, end);
		i = end;
	}
}

int forces_new(struct forces **out, const struct trial *trial, const struct config *config,
	       struct trial_report *report, struct error *err)
{
	struct forces *forces = NULL;
	struct verticals v;
	struct gains gains;
	int ret = verticals_of(&v, trial, err);

	if (!ret)
		ret = forces_alloc(&forces, trial->frames, cell_forces_count(&trial->info),
				   config->with_cells, err);
	if (ret)
		return ret;
	forces->rate_hz = trial->info.rate_hz;
	forces->has_sides = v.has_sides;
	forces->one_plate = v.one_plate;
	memcpy(forces->centre_m, v.places.centre_m, sizeof(forces->centre_m));
	ret = tare_find(trial, config, NULL, &forces->tare, err);
	if (ret)
		goto out;
	gains = gains_of(&v, &forces->tare);
	convert(forces, trial, &gains);
	if (forces->cell_n)
		cell_forces_fill(forces, trial, &v);
	bridge_gaps(forces);
	ret = forces_find_cop(forces, trial, &v, config, err);
	if (!ret && report)
		ret = forces_report(forces, trial, config, report, err);
out:
	if (ret)
		forces_free(forces);
	else
		*out = forces;
	return ret;
}
