/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C9: what stands in for the hip hinge, which vertical force cannot see: weight on the heels in the
 * first half of the lift, and how long that half takes. */
#include "analysis/indicators/indicators.h"

#include <math.h>

static double mean_over(const double *x, size_t from, size_t to, size_t stride)
{
	double sum = 0, n = 0;

	for (size_t i = from; i < to; i++) {
		if (isnan(x[i * stride]))
			continue;
		sum += x[i * stride];
		n++;
	}
	return sum / n;
}

static double phase_cop_ap_m(const struct phase *phase, int side)
{
	return side == SIDE_LEFT ? phase->cop_ap_left_m : phase->cop_ap_right_m;
}

static int add_shift(const struct indicator_set *set, int side, struct error *err)
{
	const struct analysis *a = set->analysis;
	double standing_m = NAN;

	if (a->body.found)
		standing_m =
			mean_over(a->forces->cop_m + 2 * side + 1, a->body.start, a->body.end, 4);
	for (size_t i = 0; i < set->reps; i++) {
		const struct phase *lift1 = set->rep[i].phase[PHASE_LIFT1];

		set->value[i] = lift1 ? phase_cop_ap_m(lift1, side) - standing_m : (double)NAN;
	}
	return indicator_add_reps_mean(set, ROW_COP_AP_SHIFT, indicator_side[side], set->value,
				       err);
}

static double seconds_of(const struct phase *phase)
{
	return phase ? phase->t_end_s - phase->t_start_s : (double)NAN;
}

static int measure(const struct indicator_set *set, struct error *err)
{
	int ret = 0;

	for (int side = 0; side < 2 && set->analysis->report->has_sides && !ret; side++)
		ret = add_shift(set, side, err);
	if (ret)
		return ret;
	for (size_t i = 0; i < set->reps; i++)
		set->value[i] = seconds_of(set->rep[i].phase[PHASE_LIFT1]) /
				seconds_of(set->rep[i].phase[PHASE_LIFT2]);
	return indicator_add_reps_mean(set, ROW_LIFT_RATIO, "both", set->value, err);
}

const struct indicator indicator_halves = {.measure = measure};
