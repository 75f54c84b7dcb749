/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set that begins at the top: the bar is taken from a rack, sinks and rises, and is put back. */
#include "acquisition/simulator/plan/plan.h"

#include <math.h>

static void ramp(struct plan *plan, double *t_s, double duration_s, double from_n, double to_n)
{
	plan->pull[plan->pulls++] = (struct pull){*t_s, *t_s + duration_s, false, from_n, to_n};
	*t_s += duration_s;
}

/* Body and bar move alike in time. */
static void move(struct plan *plan, double start_s, double duration_s, double share)
{
	plan->body[plan->body_moves++] = (struct move){start_s, duration_s, share * plan->bend_m};
	plan->bar[plan->bar_moves++] = (struct move){start_s, duration_s, share * plan->bar_rise_m};
}

static void plan_one(struct plan *plan, struct random *random, double *t_s)
{
	double down_s = random_range(random, 1, 2.4), pause_s = random_range(random, 0, 0.3);
	double up_s = random_range(random, 0.8, 2.2);
	struct lift_shape shape = lift_shape_make(up_s, 0.6 * random_uniform(random));
	struct planned_rep *rep = &plan->rep[plan->reps++];
	double turn_s = *t_s + down_s + pause_s;

	rep_clear(rep);
	rep->kind = REP_ROMANIAN;
	rep->end = END_NONE;
	rep->start_s = *t_s;
	rep->lower_s = *t_s + down_s * minjerk_reaches(0.02);
	rep->liftoff_s = turn_s;
	rep->half_s = turn_s + lift_reaches(&shape, 0.5);
	rep->lockout_s = turn_s + lift_reaches(&shape, 0.98);
	rep->displacement_m = (plan->body_kg * plan->bend_m + plan->load_kg * plan->bar_rise_m) /
			      (plan->body_kg + plan->load_kg);
	move(plan, *t_s, down_s, -1);
	move(plan, turn_s, shape.first_s, shape.weight);
	move(plan, turn_s + shape.second_s, up_s - shape.second_s, 1 - shape.weight);
	*t_s = turn_s + up_s + random_range(random, 0.3, 1.5);
}

void plan_romanian(struct plan *plan, struct random *random, const struct simulator_options *drawn,
		   double *t_s)
{
	double weight_n = plan->load_kg * STANDARD_GRAVITY, start_s;

	plan->bend_m = random_range(random, 0.15, 0.3);
	plan->bar_rise_m = random_range(random, 0.3, 0.5);
	*t_s += random_range(random, 0.5, 1.5);
	ramp(plan, t_s, random_range(random, 0.4, 1), 0, weight_n);
	start_s = *t_s;
	*t_s += random_range(random, 1, 2);
	for (int i = 0; i < drawn->reps; i++)
		plan_one(plan, random, t_s);
	plan->pull[plan->pulls++] = (struct pull){start_s, *t_s, true, 0, 0};
	ramp(plan, t_s, random_range(random, 0.4, 1), weight_n, 0);
}
