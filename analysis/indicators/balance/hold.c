/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C11: how steadily the feet share the load at the top. */
#include "analysis/indicators/indicators.h"

#include <math.h>

static const double hold_min_s = 0.5;

static double share_sd_pct(const struct analysis *a, const struct phase *hold)
{
	size_t from = frame_at(a, hold->t_start_s), to = frame_at(a, hold->t_end_s);
	const double *side_n = a->signals.side_20_n;
	double sum = 0, squares = 0, n = (double)(to - from);

	for (size_t i = from; i < to; i++) {
		double total = side_n[2 * i] + side_n[2 * i + 1];
		double off_half = 0.5 * (side_n[2 * i + 1] - side_n[2 * i]) / total;

		sum += off_half;
		squares += off_half * off_half;
	}
	return 100 * sqrt(fmax(squares - sum * sum / n, 0) / (n - 1));
}

static int measure(const struct indicator_set *set, struct error *err)
{
	for (size_t i = 0; i < set->reps; i++) {
		const struct phase *hold = set->rep[i].phase[PHASE_HOLD];
		bool long_enough = hold && hold->t_end_s - hold->t_start_s >= hold_min_s;

		set->value[i] = long_enough ? share_sd_pct(set->analysis, hold) : (double)NAN;
	}
	return indicator_add_reps_mean(set, ROW_HOLD_SHARE_SD, "both", set->value, err);
}

const struct indicator indicator_hold = {.needs_sides = true, .measure = measure};
