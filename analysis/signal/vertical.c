/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/vertical.h"

#include <math.h>

static const double glance_s = 0.01;

static size_t glance_frames(const struct trial *trial)
{
	double step = glance_s * trial->info.rate_hz;

	return step >= 2.0 ? (size_t)step : 1;
}

/* +1 or -1: the sign of Fz where the plate is loaded to half of its extreme or more. */
static double sign_under_load(const struct trial *trial, size_t column)
{
	size_t step = glance_frames(trial);
	double extreme = 0.0;
	long balance = 0;

	for (size_t i = 0; i < trial->frames; i += step)
		extreme = fmax(extreme, fabs(trial->samples[i * trial->channels + column]));
	for (size_t i = 0; i < trial->frames; i += step) {
		double f = trial->samples[i * trial->channels + column];

		if (fabs(f) >= 0.5 * extreme)
			balance += f < 0.0 ? -1 : 1;
	}
	return balance < 0 ? -1.0 : 1.0;
}

static int add_vertical(struct verticals *v, const struct trial *trial, size_t plate, int column,
			const struct vertical *from, struct error *err)
{
	const char *name = trial->info.plate[plate].name;

	if (column < 0 || (size_t)column >= trial->channels)
		return fail(err, HINGE_EFORMAT,
			    "plate %zu %s: column %d, but the recording has %zu channels",
			    plate + 1, name, column, trial->channels);
	if (!isfinite(from->newton_per_unit) || !isfinite(from->zero))
		return fail(err, HINGE_EFORMAT,
			    "plate %zu %s: column %d has no scale to newton (NewtonPerUnit, Zero)",
			    plate + 1, name, column);
	v->at[v->count] = *from;
	v->at[v->count].column = (size_t)column;
	v->at[v->count].plate = plate;
	v->count++;
	return 0;
}

static int add_plate(struct verticals *v, const struct trial *trial, size_t index,
		     struct error *err)
{
	const struct plate *plate = &trial->info.plate[index];
	size_t cells = plate->kind == PLATE_CELLS ? plate->cells : 1;

	if (plate->kind == PLATE_WRENCH) {
		int column = plate->wrench_column[2];
		struct vertical fz = {.newton_per_unit = plate->wrench_scale[2],
				      .x_m = (double)NAN,
				      .y_m = (double)NAN};

		if (column >= 0 && (size_t)column < trial->channels)
			fz.newton_per_unit *= sign_under_load(trial, (size_t)column);
		return add_vertical(v, trial, index, column, &fz, err);
	}
	if (cells < 1 || cells > PLATE_CELLS_MAX)
		return fail(err, HINGE_EFORMAT, "plate %zu %s: %zu cells, expected 1 to %d",
			    index + 1, plate->name, cells, PLATE_CELLS_MAX);
	for (size_t c = 0; c < cells; c++) {
		const struct cell *cell = &plate->cell[c];
		struct vertical one = {.newton_per_unit = cell->newton_per_unit,
				       .zero = cell->zero,
				       .x_m = cell->x_m,
				       .y_m = cell->y_m};
		int ret = add_vertical(v, trial, index, cell->column, &one, err);

		if (ret)
			return ret;
	}
	return 0;
}

/* Known feet are taken as they are. Two plates without feet keep their order, so that each can be
 * looked at; anything else is one load. */
static void assign_sides(struct verticals *v, const struct recording_info *info)
{
	size_t feet[FOOT_BOTH + 1] = {0};

	for (size_t p = 0; p < info->plates; p++)
		feet[info->plate[p].foot]++;
	v->has_sides = feet[FOOT_LEFT] > 0 && feet[FOOT_RIGHT] > 0 &&
		       feet[FOOT_LEFT] + feet[FOOT_RIGHT] == info->plates;
	v->one_plate = !v->has_sides && (info->plates != 2 || feet[FOOT_BOTH] > 0);
	for (size_t p = 0; p < info->plates; p++) {
		if (v->has_sides)
			v->side[p] = info->plate[p].foot == FOOT_RIGHT;
		else
			v->side[p] = v->one_plate ? 0 : (int)p;
	}
}

int verticals_of(struct verticals *out, const struct trial *trial, struct error *err)
{
	struct verticals v = {.plates = trial->info.plates};

	if (v.plates < 1 || v.plates > PLATES_MAX)
		return fail(err, HINGE_EFORMAT,
			    "%zu plates are described, expected 1 to %d (is the sidecar missing?)",
			    v.plates, PLATES_MAX);
	for (size_t p = 0; p < v.plates; p++) {
		int ret = add_plate(&v, trial, p, err);

		if (ret)
			return ret;
	}
	assign_sides(&v, &trial->info);
	*out = v;
	return 0;
}

double verticals_peak(const struct verticals *v, const struct trial *trial)
{
	size_t step = glance_frames(trial);
	double peak = 0.0;

	for (size_t i = 0; i < trial->frames; i += step) {
		const double *sample = trial->samples + i * trial->channels;
		double sum = 0.0;

		for (size_t k = 0; k < v->count; k++)
			sum += (sample[v->at[k].column] - v->at[k].zero) * v->at[k].newton_per_unit;
		peak = sum > peak ? sum : peak;
	}
	return peak;
}
