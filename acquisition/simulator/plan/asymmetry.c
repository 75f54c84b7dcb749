/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/plan/plan.h"

#include <math.h>

static void draw_dips(struct plan *plan, struct random *random,
		      const struct simulator_options *drawn, const struct planned_rep *rep)
{
	for (int i = 0; i < drawn->dips; i++) {
		double duration_s = random_range(random, 0.1, 0.4);
		double at = random_uniform(random);
		/* one a slot of the lift, so that they do not merge */
		double slot_s = (rep->lockout_s - rep->liftoff_s) / drawn->dips;
		double room_s = fmax(0, slot_s - duration_s);

		if (isnan(slot_s))
			continue;
		plan->dip[plan->dips++] = (struct dip){
			rep->liftoff_s + i * slot_s + at * room_s,
			fmin(duration_s, slot_s),
			drawn->dip_pct / 100,
		};
	}
}

void plan_asymmetry(struct plan *plan, const struct simulator_options *drawn)
{
	struct random random;

	random_stream(&random, drawn->seed, STREAM_ASYMMETRY);
	for (size_t i = 0; i < plan->reps; i++)
		plan->rep[i].asymmetry_pct = plan->asymmetry_pct +
					     drawn->rep_sd_pct * random_normal(&random) +
					     drawn->trend_pct * (double)i;
	for (size_t i = 0; i < plan->reps; i++)
		draw_dips(plan, &random, drawn, &plan->rep[i]);
}
