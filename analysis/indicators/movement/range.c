/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C10: whether every rep goes the full way. */
#include "analysis/indicators/indicators.h"
#include "analysis/statistics/order.h"

static double usual_rise_m(const struct indicator_set *set)
{
	for (size_t i = 0; i < set->reps; i++)
		set->value[i] = set->rep[i].rep->displacement_m;
	return quantile_select(set->value, set->reps, 0.5);
}

/* A partial rep is no valid one, and the one that matters most here. */
static int measure(const struct indicator_set *set, struct error *err)
{
	const struct trial_report *report = set->analysis->report;
	double usual_m = usual_rise_m(set);
	int ret = 0;

	for (size_t i = 0; i < report->reps && !ret; i++) {
		const struct rep *rep = &report->rep[i];

		if (rep->set == set->set && (rep->valid || rep->kind == REP_PARTIAL))
			ret = indicator_add_rep(set, rep, ROW_LOCKOUT_FRACTION, "both",
						rep->displacement_m / usual_m, err);
	}
	return ret;
}

const struct indicator indicator_range = {.measure = measure};
