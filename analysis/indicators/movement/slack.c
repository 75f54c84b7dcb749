/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C4: how long it takes from the first pull to lift-off. */
#include "analysis/indicators/indicators.h"

#include <math.h>

/* After a bounce there is no onset. */
static int measure(const struct indicator_set *set, struct error *err)
{
	int ret;

	for (size_t i = 0; i < set->reps; i++) {
		const struct rep *rep = set->rep[i].rep;

		set->value[i] =
			rep->kind == REP_DEAD_STOP ? rep->liftoff_s - rep->onset_s : (double)NAN;
	}
	ret = indicator_add_reps(set, ROW_ONSET_TO_LIFTOFF, "both", set->value, err);
	return ret ? ret : indicator_add_median(set, ROW_ONSET_TO_LIFTOFF, "both", set->value, err);
}

const struct indicator indicator_slack = {.measure = measure};
