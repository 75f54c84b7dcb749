/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C5 and C6: where each foot carries its load during the lift, and how far it wanders. */
#include "analysis/signal/sway.h"
#include "analysis/indicators/indicators.h"

#include <stdlib.h>

/* Which figure of which stretch becomes which row. */
static const struct {
	enum indicator_row row;
	size_t place; /* of the double in struct sway */
	bool over_rep;
	bool set_only; /* of every rep it stands among the phases' rows */
} figures[] = {
	{.row = ROW_COP_AP_MEAN, .place = offsetof(struct sway, mean_ap_m), .set_only = true},
	{.row = ROW_COP_AP_SD, .place = offsetof(struct sway, sd_ap_m)},
	{.row = ROW_LIFT_COP_PATH, .place = offsetof(struct sway, path_m)},
	{.row = ROW_LIFT_COP_RANGE_AP, .place = offsetof(struct sway, range_ap_m)},
	{.row = ROW_LIFT_COP_RANGE_ML, .place = offsetof(struct sway, range_ml_m)},
	{.row = ROW_LIFT_COP_ELLIPSE, .place = offsetof(struct sway, ellipse_m2)},
	{.row = ROW_REP_COP_PATH, .place = offsetof(struct sway, path_m), .over_rep = true},
	{.row = ROW_REP_COP_RANGE_AP, .place = offsetof(struct sway, range_ap_m), .over_rep = true},
	{.row = ROW_REP_COP_RANGE_ML, .place = offsetof(struct sway, range_ml_m), .over_rep = true},
	{.row = ROW_REP_COP_ELLIPSE, .place = offsetof(struct sway, ellipse_m2), .over_rep = true},
};

struct rep_sway {
	struct sway lift, rep;
};

static struct rep_sway sway_of_rep(const struct analysis *a, const struct indicator_rep *at,
				   int side)
{
	const double *cop_m = a->forces->cop_m + 2 * side;
	size_t rest = at->end > at->lockout ? at->end - at->lockout : 0;
	struct rep_sway out;
	struct sway_sums sums;

	sway_init(&sums);
	sway_add(&sums, cop_m + 4 * at->liftoff, at->lockout - at->liftoff, 4);
	out.lift = sway_result(&sums, a->signals.rate_hz);
	if (!rest)
		sway_init(&sums);
	sway_add(&sums, cop_m + 4 * at->lockout, rest, 4);
	out.rep = sway_result(&sums, a->signals.rate_hz);
	return out;
}

static double figure_of(const struct rep_sway *sway, size_t k)
{
	const struct sway *over = figures[k].over_rep ? &sway->rep : &sway->lift;

	return *(const double *)((const char *)over + figures[k].place);
}

static int add_side(const struct indicator_set *set, struct rep_sway *sway, int side,
		    struct error *err)
{
	int ret = 0;

	for (size_t i = 0; i < set->reps; i++)
		sway[i] = sway_of_rep(set->analysis, &set->rep[i], side);
	for (size_t k = 0; k < sizeof(figures) / sizeof(*figures) && !ret; k++) {
		for (size_t i = 0; i < set->reps; i++)
			set->value[i] = figure_of(&sway[i], k);
		if (!figures[k].set_only)
			ret = indicator_add_reps(set, figures[k].row, indicator_side[side],
						 set->value, err);
		if (!ret)
			ret = indicator_add_mean(set, figures[k].row, indicator_side[side],
						 set->value, err);
	}
	return ret;
}

static int measure(const struct indicator_set *set, struct error *err)
{
	struct rep_sway *sway = malloc(set->reps * sizeof(*sway));
	int ret = 0;

	if (!sway)
		return fail(err, HINGE_ENOMEM, "no memory for the sway of %zu reps", set->reps);
	for (int side = 0; side < 2 && !ret; side++)
		ret = add_side(set, sway, side, err);
	free(sway);
	return ret;
}

const struct indicator indicator_sway = {.needs_sides = true, .measure = measure};
