/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C15: what the set asked of the lifter in all. */
#include "analysis/indicators/indicators.h"

#include <math.h>

static double impulse_ns(const struct analysis *a, const struct indicator_rep *rep)
{
	double sum = 0;

	for (size_t i = rep->liftoff; i < rep->end; i++)
		sum += a->signals.total_20_n[i];
	return sum / a->signals.rate_hz;
}

static int measure(const struct indicator_set *set, struct error *err)
{
	const struct analysis *a = set->analysis;
	double total_ns = 0, reps = (double)set->reps;
	int ret;

	for (size_t i = 0; i < set->reps; i++)
		total_ns += impulse_ns(a, &set->rep[i]);
	ret = indicator_add_set(set, ROW_IMPULSE_TOTAL, "both", total_ns, (int)set->reps, err);
	return ret ? ret
		   : indicator_add_set(set, ROW_TONNAGE, "both", a->report->load_kg * reps,
				       (int)set->reps, err);
}

const struct indicator indicator_exposure = {.measure = measure};
