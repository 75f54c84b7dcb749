/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/plate/vertical.h"

#include "analysis/signal/plate/wrench.h"

#include <math.h>

static const double glance_s = 0.01;

static size_t glance_frames(const struct trial *trial)
{
	double step = glance_s * trial->info.rate_hz;

	return step >= 2.0 ? (size_t)step : 1;
}

static double force_at(const struct trial *trial, size_t frame, const struct vertical *at,
		       size_t count)
{
	const double *sample = trial->samples + frame * trial->channels;
	double sum = 0.0;

	for (size_t k = 0; k < count; k++)
		sum += (sample[at[k].column] - at[k].zero) * at[k].newton_per_unit;
	return sum;
}

/* +1 or -1: the sign of Fz where the plate is loaded to half of its extreme or more. */
static double sign_under_load(const struct trial *trial, const struct vertical *at, size_t count)
{
	size_t step = glance_frames(trial);
	double extreme = 0.0;
	long balance = 0;

	for (size_t i = 0; i < trial->frames; i += step)
		extreme = fmax(extreme, fabs(force_at(trial, i, at, count)));
	for (size_t i = 0; i < trial->frames; i += step) {
		double f = force_at(trial, i, at, count);

		if (fabs(f) >= 0.5 * extreme)
			balance += f < 0.0 ? -1 : 1;
	}
	return balance < 0 ? -1.0 : 1.0;
}

static int check_input(const struct trial *trial, size_t plate, const struct vertical *at,
		       int column, struct error *err)
{
	const char *name = trial->info.plate[plate].name;

	if (column < 0 || (size_t)column >= trial->channels)
		return fail(err, HINGE_EFORMAT,
			    "plate %zu %s: column %d, but the recording has %zu channels",
			    plate + 1, name, column, trial->channels);
	if (!isfinite(at->newton_per_unit) || !isfinite(at->zero))
		return fail(err, HINGE_EFORMAT,
			    "plate %zu %s: column %d has no scale to newton (NewtonPerUnit, Zero)",
			    plate + 1, name, column);
	return 0;
}

/* Fz * x and Fz * y per unit of input i, in the plate's axes. */
static void moments_of(const struct plate *plate, const struct plate_map *map, size_t i,
		       double moment_nm[2])
{
	double wrench[WRENCH_SIZE], at_surface_nm[3];

	if (plate->kind == PLATE_WRENCH) {
		for (size_t k = 0; k < WRENCH_SIZE; k++)
			wrench[k] = map->gain[k][i];
		wrench_at_surface(wrench, plate->origin_m, at_surface_nm);
		moment_nm[0] = -at_surface_nm[1];
		moment_nm[1] = at_surface_nm[0];
		return;
	}
	moment_nm[0] = moment_nm[1] = 0.0;
	for (size_t k = 0; k < map->outputs; k++) {
		moment_nm[0] += map->gain[k][i] * plate->cell[k].x_m;
		moment_nm[1] += map->gain[k][i] * plate->cell[k].y_m;
	}
}

static void add_input(struct verticals *v, const struct plate *plate, size_t index,
		      const struct plate_map *map, size_t i)
{
	const struct placement *place = &v->places.plate[index];
	double newton = plate_map_vertical(map, plate->kind, i), moment_nm[2], placed_nm[2];

	moments_of(plate, map, i, moment_nm);
	for (int axis = 0; axis < 2; axis++)
		placed_nm[axis] = place->is_known ? place->turn[axis][0] * moment_nm[0] +
							    place->turn[axis][1] * moment_nm[1] +
							    place->offset_m[axis] * newton
						  : (double)NAN;
	v->at[v->count++] = (struct vertical){
		.column = (size_t)map->column[i],
		.plate = index,
		.newton_per_unit = newton,
		.zero = map->zero[i],
		.x_nm_per_unit = placed_nm[0],
		.y_nm_per_unit = placed_nm[1],
	};
}

static int add_plate(struct verticals *v, const struct trial *trial, size_t index,
		     struct error *err)
{
	const struct plate *plate = &trial->info.plate[index];
	size_t first = v->count;
	struct plate_map map;
	double sign;

	if (plate->kind == PLATE_CELLS && (plate->cells < 1 || plate->cells > PLATE_CELLS_MAX))
		return fail(err, HINGE_EFORMAT, "plate %zu %s: %zu cells, expected 1 to %d",
			    index + 1, plate->name, plate->cells, PLATE_CELLS_MAX);
	plate_map_init(&map, plate);
	for (size_t i = 0; i < map.inputs; i++) {
		int ret;

		add_input(v, plate, index, &map, i);
		ret = check_input(trial, index, &v->at[v->count - 1], map.column[i], err);
		if (ret)
			return ret;
	}
	if (plate->kind != PLATE_WRENCH)
		return 0;
	sign = sign_under_load(trial, v->at + first, v->count - first);
	for (size_t k = first; k < v->count; k++) {
		v->at[k].newton_per_unit *= sign;
		v->at[k].x_nm_per_unit *= sign;
		v->at[k].y_nm_per_unit *= sign;
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
	assign_sides(&v, &trial->info);
	placements_of(&v.places, &trial->info, v.side, v.has_sides);
	for (size_t p = 0; p < v.plates; p++) {
		int ret = add_plate(&v, trial, p, err);

		if (ret)
			return ret;
	}
	*out = v;
	return 0;
}

double verticals_peak(const struct verticals *v, const struct trial *trial)
{
	size_t step = glance_frames(trial);
	double peak = 0.0;

	for (size_t i = 0; i < trial->frames; i += step)
		peak = fmax(peak, force_at(trial, i, v->at, v->count));
	return peak;
}
