/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C10: whether every rep goes the full way. */
#include "analysis/indicators/indicators.h"
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include <math.h>

/* A partial rep is no valid one, and the one that matters most here. */
static int add_fractions(const struct indicator_set *set, double usual_m, struct error *err)
{
	const struct trial_report *report = set->analysis->report;
	int ret = 0;

	for (size_t i = 0; i < report->reps && !ret; i++) {
		const struct rep *rep = &report->rep[i];

		if (rep->set == set->set && (rep->valid || rep->kind == REP_PARTIAL))
			ret = indicator_add_rep(set, rep, ROW_LOCKOUT_FRACTION, "both",
						rep->displacement_m / usual_m, err);
	}
	return ret;
}

static int measure(const struct indicator_set *set, struct error *err)
{
	double sd, *rise_m = set->value;
	int ret;

	for (size_t i = 0; i < set->reps; i++)
		rise_m[i] = set->rep[i].rep->displacement_m;
	sd = sd_sample(rise_m, set->reps);
	ret = indicator_add_set(set, ROW_DISPLACEMENT_SD, "both", sd, (int)set->reps, err);
	if (!ret)
		ret = indicator_add_set(set, ROW_DISPLACEMENT_CV, "both",
					100 * sd / mean(rise_m, set->reps), (int)set->reps, err);
	return ret ? ret : add_fractions(set, quantile_select(rise_m, set->reps, 0.5), err);
}

const struct indicator indicator_range = {.measure = measure};
