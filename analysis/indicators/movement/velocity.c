/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C14: how much slower the last rep is than the first, and than the best. */
#include "analysis/indicators/indicators.h"

#include <math.h>

static int measure(const struct indicator_set *set, struct error *err)
{
	double first = set->rep[0].rep->mean_velocity_m_s, best = first;
	double last = set->rep[set->reps - 1].rep->mean_velocity_m_s;
	int n = (int)set->reps, ret;

	if (n < 2)
		return 0;
	for (size_t i = 0; i < set->reps; i++)
		best = fmax(best, set->rep[i].rep->mean_velocity_m_s);
	ret = indicator_add_set(set, ROW_VELOCITY_LOSS, "both", 100 * (first - last) / first, n,
				err);
	return ret ? ret
		   : indicator_add_set(set, ROW_VELOCITY_LOSS_BEST, "both",
				       100 * (best - last) / best, n, err);
}

const struct indicator indicator_velocity = {.measure = measure};
