/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/force.h"

#include "analysis/signal/filter.h"
#include "analysis/signal/vertical.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How the centre of pressure of a side is known. */
enum cop_way { COP_NONE, COP_CELLS, COP_COLUMNS };

static int forces_alloc(struct forces **out, size_t frames, size_t cells, bool with_cells,
			struct error *err)
{
	struct forces *forces = calloc(1, sizeof(*forces));
	size_t n = frames ? frames : 1;

	if (!forces)
		return fail(err, HINGE_ENOMEM, "out of memory");
	forces->frames = frames;
	forces->cells = cells;
	if (with_cells)
		forces->cell_n = malloc(n * cells * sizeof(double));
	forces->side_n = malloc(n * 2 * sizeof(double));
	forces->cop_m = malloc(n * 4 * sizeof(double));
	forces->quality = malloc(n);
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

/* What turns a sample into newton at a frame, in the order in which the loop reads it. */
struct gain {
	size_t column;
	double scale, zero, drift; /* N per unit; unit; unit per frame */
	double x_m, y_m;           /* 0 where no place is known: adds no moment */
};

/* Verticals sorted by side; those of side s are first[s] .. first[s + 1]. */
struct gains {
	size_t first[3];
	struct gain at[VERTICALS_MAX];
	size_t cell[VERTICALS_MAX]; /* place in the recording's order */
};

static struct gains gains_of(const struct verticals *v, const struct tare *tare)
{
	struct gains gains = {.first = {0}};
	size_t used = 0;

	for (int side = 0; side < 2; side++) {
		gains.first[side] = used;
		for (size_t k = 0; k < v->count; k++) {
			const struct vertical *at = &v->at[k];

			if (v->side[at->plate] != side)
				continue;
			gains.cell[used] = k;
			gains.at[used++] = (struct gain){
				.column = at->column,
				.scale = at->newton_per_unit,
				.zero = at->zero + tare->offset[at->column],
				.drift = tare->drift[at->column],
				.x_m = isfinite(at->x_m) ? at->x_m : 0.0,
				.y_m = isfinite(at->y_m) ? at->y_m : 0.0,
			};
		}
	}
	gains.first[2] = used;
	return gains;
}

/* One frame: force and moments of both sides; false where a sample is not a number. */
static bool convert_frame(const struct gains *gains, const double *sample, double since,
			  double *side_n, double *moment_nm, double *cell_n)
{
	double check = 0.0;

	for (int side = 0; side < 2; side++) {
		double sum = 0.0, mx = 0.0, my = 0.0;

		for (size_t k = gains->first[side]; k < gains->first[side + 1]; k++) {
			const struct gain *g = &gains->at[k];
			double f = (sample[g->column] - g->zero - g->drift * since) * g->scale;

			sum += f;
			mx += f * g->x_m;
			my += f * g->y_m;
			if (cell_n)
				cell_n[gains->cell[k]] = f;
		}
		side_n[side] = sum;
		moment_nm[2 * side] = mx;
		moment_nm[2 * side + 1] = my;
		check += sum;
	}
	return isfinite(check);
}

static void convert(struct forces *forces, const struct trial *trial, const struct gains *gains)
{
	memcpy(forces->quality, trial->quality, trial->frames);
	for (size_t i = 0; i < trial->frames; i++) {
		double since = (double)((int64_t)i - forces->tare.from_frame);
		double *cell_n = forces->cell_n ? forces->cell_n + i * forces->cells : NULL;

		if (!convert_frame(gains, trial->samples + i * trial->channels, since,
				   forces->side_n + 2 * i, forces->cop_m + 4 * i, cell_n))
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

static enum cop_way cop_way_of(const struct recording_info *info, const struct verticals *v,
			       int side)
{
	enum cop_way way = COP_NONE;
	size_t plates = 0;

	for (size_t p = 0; p < v->plates; p++) {
		const struct plate *plate = &info->plate[p];

		if (v->side[p] != side)
			continue;
		plates++;
		if (plate->kind == PLATE_CELLS && plate->cells >= 3)
			way = COP_CELLS;
		else if (plate->kind == PLATE_FZ && plate->cop_column[0] >= 0)
			way = COP_COLUMNS;
		else
			return COP_NONE;
	}
	for (size_t k = 0; k < v->count && way == COP_CELLS; k++)
		if (v->side[v->at[k].plate] == side &&
		    !(isfinite(v->at[k].x_m) && isfinite(v->at[k].y_m)))
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

/* x = sum f_i x_i / Fz of filtered cells. The filter is linear, so the moments and Fz are filtered
 * instead: six columns whatever the number of cells. */
static int find_cop(struct forces *forces, const struct trial *trial, const struct verticals *v,
		    const struct config *config, struct error *err)
{
	enum cop_way way[2] = {cop_way_of(&trial->info, v, 0), cop_way_of(&trial->info, v, 1)};
	const double *fz_n = forces->side_n;
	double *filtered = NULL;
	int ret = 0;

	if ((way[0] == COP_CELLS || way[1] == COP_CELLS) && forces->frames > 0 &&
	    filter_applies(config->cop_cutoff_hz, forces->rate_hz)) {
		size_t size = forces->frames * 2 * sizeof(double);
		struct filter filter;
		size_t pad;

		ret = filter_lowpass(&filter, config->cop_cutoff_hz, forces->rate_hz, config->isa,
				     err);
		if (ret)
			return ret;
		filtered = malloc(size);
		if (!filtered)
			return fail(err, HINGE_ENOMEM, "no memory for the centre of pressure");
		fz_n = memcpy(filtered, forces->side_n, size);
		pad = filter_default_pad(&filter, forces->frames);
		ret = filter_zero_phase(&filter, filtered, forces->frames, 2, pad, err);
		if (!ret)
			ret = filter_zero_phase(&filter, forces->cop_m, forces->frames, 4, pad,
						err);
	}
	for (int side = 0; side < 2 && !ret; side++) {
		if (way[side] == COP_CELLS)
			divide(forces, fz_n, side, config->cop_floor_n);
		else if (way[side] == COP_COLUMNS)
			take_columns(forces, trial, plate_of_side(&trial->info, v, side), side,
				     config->cop_floor_n);
		else
			forget(forces, side);
	}
	free(filtered);
	return ret;
}

static int report_tare(const struct forces *forces, struct trial_report *report, struct error *err)
{
	const struct tare *tare = &forces->tare;

	switch (tare->source) {
	case TARE_RECORDING:
	case TARE_RECORDING_END:
		return report_add_step(report, "tare", err,
				       "median of each cell over %.3f-%.3f s, unloaded; drift %s",
				       tare->window_s[0], tare->window_s[1],
				       isnan(tare->drift_n) ? "unknown" : "removed linearly");
	case TARE_SIDECAR:
		return report_add_step(report, "tare", err, "from the sidecar; drift %s",
				       isnan(tare->drift_n) ? "unknown" : "removed linearly");
	case TARE_ZERO:
		break;
	}
	return report_add_check(report, "TARE_UNCHECKED", STATUS_WARN, (double)NAN, "N", err,
				"the plates were never empty in this recording and no tare came "
				"with it, so the zero of the cells is taken on trust (record 2 s "
				"before stepping on)");
}

int tare_check_drift(const struct tare *tare, const struct config *config, double weight_n,
		     struct trial_report *report, struct error *err)
{
	double limit_n = config->tare_drift_n;

	if (weight_n > 0)
		limit_n = fmin(limit_n, 0.01 * config->tare_drift_bw_pct * weight_n);
	if (!(tare->drift_n > limit_n))
		return 0;
	for (size_t i = 0; i < report->checks; i++)
		if (strcmp(report->check[i].code, "TARE_DRIFT") == 0)
			return 0;
	return report_add_check(report, "TARE_DRIFT", STATUS_WARN, tare->drift_n, "N", err,
				"the zero of the plates moved by %.1f N (limit %.1f N); a straight "
				"line was removed (let the plates warm up, zero them again)",
				tare->drift_n, limit_n);
}

static int report_quality(const struct forces *forces, struct trial_report *report,
			  struct error *err)
{
	size_t lost = 0, bridged = 0, saturated = 0;
	int ret = 0;

	for (size_t i = 0; i < forces->frames; i++) {
		lost += (forces->quality[i] & QUALITY_GAP) != 0;
		bridged += (forces->quality[i] & QUALITY_INTERPOLATED) != 0;
		saturated += (forces->quality[i] & QUALITY_SATURATED) != 0;
	}
	if (lost > 0)
		ret = report_add_check(report, "GAP", STATUS_WARN, (double)lost, "1", err,
				       "%zu frames are missing; reps that touch them are not valid",
				       lost);
	if (!ret && bridged > 0)
		ret = report_add_check(report, "GAP_BRIDGED", STATUS_OK, (double)bridged, "1", err,
				       "%zu frames in gaps of 5 ms or less were drawn as a line",
				       bridged);
	if (!ret && saturated > 0)
		ret = report_add_check(report, "SATURATED", STATUS_WARN, (double)saturated, "1",
				       err,
				       "a cell stood at the converter's rail in %zu frames; 50 ms "
				       "around them are not used (lower the gain)",
				       saturated);
	return ret;
}

/* report may be NULL */
static int report_forces(const struct forces *forces, const struct trial *trial,
			 const struct config *config, struct trial_report *report,
			 struct error *err)
{
	int ret = report_quality(forces, report, err);

	if (!ret)
		ret = report_tare(forces, report, err);
	if (!ret)
		ret = tare_check_drift(&forces->tare, config,
				       trial->info.mass_kg * config->gravity_m_s2, report, err);
	return ret;
}

int forces_new(struct forces **out, const struct trial *trial, const struct config *config,
	       struct trial_report *report, struct error *err)
{
	struct forces *forces = NULL;
	struct verticals v;
	struct gains gains;
	int ret = verticals_of(&v, trial, err);

	if (!ret)
		ret = forces_alloc(&forces, trial->frames, v.count, config->with_cells, err);
	if (ret)
		return ret;
	forces->rate_hz = trial->info.rate_hz;
	forces->has_sides = v.has_sides;
	forces->one_plate = v.one_plate;
	ret = tare_find(trial, config, &forces->tare, err);
	if (ret)
		goto out;
	gains = gains_of(&v, &forces->tare);
	convert(forces, trial, &gains);
	bridge_gaps(forces);
	ret = find_cop(forces, trial, &v, config, err);
	if (!ret && report)
		ret = report_forces(forces, trial, config, report, err);
out:
	if (ret)
		forces_free(forces);
	else
		*out = forces;
	return ret;
}
