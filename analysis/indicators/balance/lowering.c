/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the bar goes down on another side than it came up. */
#include "analysis/indicators/indicators.h"

#include <math.h>

static int measure(const struct indicator_set *set, struct error *err)
{
	for (size_t i = 0; i < set->reps; i++) {
		const struct phase *lift = set->rep[i].phase[PHASE_LIFT];
		const struct phase *lower = set->rep[i].phase[PHASE_LOWER];

		set->value[i] =
			lift && lower ? lower->asymmetry_pct - lift->asymmetry_pct : (double)NAN;
	}
	return indicator_add_reps_mean(set, ROW_LOWER_SHIFT, "both", set->value, err);
}

const struct indicator indicator_lowering = {.needs_sides = true, .measure = measure};
