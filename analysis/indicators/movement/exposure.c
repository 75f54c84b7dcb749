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

/* A rep that the recording cuts off has no impulse; n says how many have. */
static int add_impulse(const struct indicator_set *set, struct error *err)
{
	double total_ns = 0;
	int n = 0;

	for (size_t i = 0; i < set->reps; i++) {
		if (set->rep[i].end == set->rep[i].liftoff)
			continue;
		total_ns += impulse_ns(set->analysis, &set->rep[i]);
		n++;
	}
	return indicator_add_set(set, ROW_IMPULSE_TOTAL, "both", n ? total_ns : (double)NAN, n,
				 err);
}

static int measure(const struct indicator_set *set, struct error *err)
{
	double load_kg = set->analysis->report->load_kg;
	int ret = add_impulse(set, err);

	return ret ? ret
		   : indicator_add_set(set, ROW_TONNAGE, "both", load_kg * (double)set->reps,
				       (int)set->reps, err);
}

const struct indicator indicator_exposure = {.measure = measure};
