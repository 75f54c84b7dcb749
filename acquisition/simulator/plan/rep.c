/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rep: slack is pulled, the bar rises, is held, and comes down in one of three ways. */
#include "acquisition/simulator/plan/plan.h"
#include "acquisition/simulator/tier.h"

#include <math.h>

/* One rep in the making. */
struct making {
	struct plan *plan;
	struct random *random;
	const struct tier *tier;
	struct planned_rep *rep;
	double weight_n; /* of the bar */
	double hand_n;   /* force the hands have on the bar now */
	double t_s;
	bool from_bounce, to_bounce;
};

static void pull_ramp(struct making *m, double duration_s, double to_n)
{
	m->plan->pull[m->plan->pulls++] =
		(struct pull){m->t_s, m->t_s + duration_s, false, m->hand_n, to_n};
	m->t_s += duration_s;
	m->hand_n = to_n;
}

static void pull_carry(struct making *m, double start_s, double end_s)
{
	m->plan->pull[m->plan->pulls++] = (struct pull){start_s, end_s, true, 0, 0};
}

static void move_body(struct plan *plan, double start_s, double duration_s, double rise_m)
{
	plan->body[plan->body_moves++] = (struct move){start_s, duration_s, rise_m};
}

static void move_bar(struct plan *plan, double start_s, double duration_s, double rise_m)
{
	plan->bar[plan->bar_moves++] = (struct move){start_s, duration_s, rise_m};
}

/* When the ramp that starts now passes force_n; NaN where it starts above or never does. */
static double ramp_passes(const struct making *m, double duration_s, double to_n, double force_n)
{
	double level = (force_n - m->hand_n) / (to_n - m->hand_n);

	if (!(level > 0 && level < 1))
		return NAN;
	return m->t_s + duration_s * smoothstep_reaches(level);
}

/* The hands take the slack, up to level of the bar's weight. */
static void pull_slack(struct making *m, double level)
{
	double duration_s = m->from_bounce ? random_range(m->random, 0.06, 0.15)
					   : random_range(m->random, 0.25, 1.4);
	double rise_m = random_range(m->random, -0.01, 0.03);
	double to_n = level * m->weight_n;

	m->rep->start_s = m->t_s;
	m->rep->bounced = m->from_bounce;
	if (!m->from_bounce) {
		m->rep->onset_s = m->t_s;
		m->rep->onset_20n_s = ramp_passes(m, duration_s, to_n, 20);
		m->rep->onset_5pct_s = ramp_passes(m, duration_s, to_n, 0.05 * m->weight_n);
		move_body(m->plan, m->t_s, duration_s, rise_m);
	}
	pull_ramp(m, duration_s, to_n);
}

/* Where velocity falls and rises again between its two peaks, if it does by a tenth of the peak
 * and for 80 ms (analysis.md 2.4); to 1 ms. */
static void find_sticking(struct planned_rep *rep, const struct lift_shape *lift)
{
	const double step_s = 1e-3;
	double peak = 0, before = 0, fastest = 0, slowest = 0, fastest_s = 0, slowest_s = NAN;
	bool falls = false;

	rep->sticking_start_s = rep->sticking_end_s = NAN;
	for (int i = 1; i * step_s < lift->duration_s; i++) {
		double t = i * step_s, v = lift_velocity(lift, t);

		if (v > before && falls && isnan(slowest_s)) {
			slowest = before;
			slowest_s = t - step_s;
		} else if (v < before && !falls) {
			fastest = before;
			fastest_s = t - step_s;
			falls = true;
		}
		peak = fmax(peak, v);
		before = v;
	}
	if (isnan(slowest_s) || fastest - slowest <= 0.1 * peak || slowest_s - fastest_s < 0.08)
		return;
	rep->sticking_start_s = rep->liftoff_s + fastest_s;
	rep->sticking_end_s = rep->liftoff_s + slowest_s;
}

static void lift(struct making *m)
{
	struct planned_rep *rep = m->rep;
	struct plan *plan = m->plan;
	double duration_s = random_range(m->random, m->tier->lift_s.lo, m->tier->lift_s.hi);
	struct lift_shape shape = lift_shape_make(duration_s, random_uniform(m->random));
	double body_m = -plan_body_height(plan), bar_m = plan->bar_rise_m;
	double second_s = m->t_s + shape.second_s, rest_s = duration_s - shape.second_s;

	rep->liftoff_s = m->t_s;
	rep->half_s = m->t_s + lift_reaches(&shape, 0.5);
	rep->lockout_s = m->t_s + lift_reaches(&shape, 0.98);
	rep->displacement_m =
		(plan->body_kg * body_m + plan->load_kg * bar_m) / (plan->body_kg + plan->load_kg);
	find_sticking(rep, &shape);
	move_body(plan, m->t_s, shape.first_s, shape.weight * body_m);
	move_body(plan, second_s, rest_s, (1 - shape.weight) * body_m);
	move_bar(plan, m->t_s, shape.first_s, shape.weight * bar_m);
	move_bar(plan, second_s, rest_s, (1 - shape.weight) * bar_m);
	m->t_s += duration_s + random_range(m->random, 0.15, 1.5);
}

/* The hands' force while the bar goes down on a move of fall_m, at tau of it. */
static double carried_force(const struct making *m, double fall_m, double duration_s, double tau)
{
	double acceleration = -fall_m / (duration_s * duration_s) * minjerk_acceleration(tau);

	return m->plan->load_kg * (STANDARD_GRAVITY + acceleration);
}

/* The move aims below the floor, so that the bar arrives with some speed. */
static void lower(struct making *m)
{
	struct plan *plan = m->plan;
	double duration_s = random_range(m->random, 0.7, 2.2);
	double overshoot = random_range(m->random, 1.01, 1.15);
	double fall_m = overshoot * plan->bar_rise_m;
	double touch = minjerk_reaches(1 / overshoot);
	double total = plan->body_kg * plan->bend_m + plan->load_kg * fall_m;
	double risen = m->rep->displacement_m * (plan->body_kg + plan->load_kg);
	double left = minjerk_reaches(0.02 * risen / total);
	double release_s = random_range(m->random, 0.02, 0.07);
	double rest_n = random_range(m->random, 0.1, 0.35) * m->weight_n;
	double bounce_s = random_range(m->random, 0.03, 0.12);
	double pause_s = random_range(m->random, 0.4, 2.5);
	double body_end_s = m->t_s + duration_s;

	m->rep->end = END_LOWERED;
	m->rep->lower_s = m->t_s + left * duration_s;
	m->rep->touchdown_s = m->t_s + touch * duration_s;
	move_body(plan, m->t_s, duration_s, -plan->bend_m);
	move_bar(plan, m->t_s, duration_s, -fall_m);
	pull_carry(m, m->rep->liftoff_s, m->rep->touchdown_s);
	m->hand_n = carried_force(m, fall_m, duration_s, touch);
	m->t_s = m->rep->touchdown_s;
	pull_ramp(m, release_s, m->to_bounce ? rest_n : 0);
	if (m->to_bounce)
		pull_ramp(m, bounce_s, rest_n);
	else
		m->t_s = fmax(m->t_s, body_end_s) + pause_s;
}

/* The hands open; the body springs, the floor shakes when the bar arrives. */
static void drop(struct making *m)
{
	struct plan *plan = m->plan;
	double fall_s = sqrt(2 * plan->bar_rise_m / STANDARD_GRAVITY);
	double release_s = random_range(m->random, 0.015, 0.04);

	m->rep->end = END_DROPPED;
	m->rep->touchdown_s = m->t_s;
	pull_carry(m, m->rep->liftoff_s, m->t_s);
	plan->burst[plan->bursts++] =
		(struct burst){m->t_s + release_s, -0.12 * m->weight_n, 0.15, 2.8, M_PI / 2};
	plan->burst[plan->bursts++] =
		(struct burst){m->t_s + fall_s, random_range(m->random, 20, 80), 0.03,
			       random_range(m->random, 35, 70), 0};
	m->hand_n = m->weight_n;
	pull_ramp(m, release_s, 0);
	m->t_s += 1.5;
}

static void fail_to_lift(struct making *m)
{
	double level_n = m->hand_n;

	m->rep->kind = REP_FAILED;
	m->rep->end = END_NONE;
	pull_ramp(m, random_range(m->random, 0.5, 2.5), level_n * random_range(m->random, 0.95, 1));
	pull_ramp(m, random_range(m->random, 0.2, 0.6), 0);
	m->t_s += random_range(m->random, 0.5, 1.5);
}

void rep_clear(struct planned_rep *rep)
{
	rep->onset_s = rep->onset_20n_s = rep->onset_5pct_s = NAN;
	rep->liftoff_s = rep->half_s = rep->lockout_s = rep->lower_s = rep->touchdown_s = NAN;
	rep->sticking_start_s = rep->sticking_end_s = rep->displacement_m = NAN;
}

void plan_rep(struct plan *plan, struct random *random, const struct simulator_options *drawn,
	      size_t index, double *t_s)
{
	bool last = index + 1 == (size_t)drawn->reps;
	bool fails = random_uniform(random) < drawn->fail_probability && last;
	bool drops = random_uniform(random) < drawn->drop_probability && last && !fails;
	double failing_level = random_range(random, 0.6, 0.95);
	struct making making = {
		.plan = plan,
		.random = random,
		.tier = tier_named(drawn->tier),
		.rep = &plan->rep[plan->reps++],
		.weight_n = plan->load_kg * STANDARD_GRAVITY,
		.hand_n = plan->pulls ? plan->pull[plan->pulls - 1].to_n : 0,
		.t_s = *t_s,
		.from_bounce = plan->touch_and_go && index,
		.to_bounce = plan->touch_and_go && !last,
	};

	rep_clear(making.rep);
	making.rep->kind = plan->touch_and_go ? REP_TOUCH_AND_GO : REP_DEAD_STOP;
	pull_slack(&making, fails ? failing_level : 1);
	if (fails) {
		fail_to_lift(&making);
	} else {
		lift(&making);
		if (drops)
			drop(&making);
		else
			lower(&making);
	}
	*t_s = making.t_s;
}
