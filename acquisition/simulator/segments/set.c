/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/segments/set.h"

#include "acquisition/simulator/tier.h"

#include <math.h>
#include <string.h>

/* Lift-off comes after the start of a move, 98 % of the rise before its end. */
#define MOVE_PER_LIFT 1.4

/* A set in the making. */
struct making {
	struct set *set;
	struct plan *plan;
	struct random *random;
	const struct tier *tier;
	struct posture now;
	double t_s;
};

/* Every figure of one rep, drawn whether it is needed or not: what happens in one rep moves no
 * figure of the next. */
struct rep_draw {
	double creep_s, creep_level, move_s, rise, fall, tilt, stick_at, stick_depth;
	double hold_s, lower_s, lower_rise, lower_tilt, below_m, early_m, settle_s, pause_s;
	double turn_level, turn_m, stall_level, stall_s, stall_hold_s, release_s;
	double lead[JOINTS];
};

static double hand_height(const struct body *body, const struct posture *posture)
{
	struct pose pose;

	body_pose(body, posture, &pose);
	return pose.hand.y;
}

/* How far along its first half a stretch has the hands at height_m. */
static double share_at_height(const struct body *body, const struct stretch *stretch,
			      double height_m)
{
	double lo = 0, hi = 0.5;

	for (int i = 0; i < 50; i++) {
		double middle = (lo + hi) / 2;
		struct posture posture = stretch_posture(stretch, middle);

		if (hand_height(body, &posture) < height_m)
			lo = middle;
		else
			hi = middle;
	}
	return hi;
}

/* 1.63 to 1.90 m: the bar then rises by 0.42 to 0.60. */
static double draw_height(struct random *random, double mass_kg)
{
	return fmax(1.63, fmin(1.90, sqrt(mass_kg / random_range(random, 20, 31))));
}

/* k 30 to 90 kN/m, but no bar hangs through by more than 3 cm. */
static struct bar draw_bar(struct random *random, double body_kg, double load_kg)
{
	double weight_n = load_kg * STANDARD_GRAVITY, turn = 2 * M_PI * random_range(random, 4, 6);
	struct bar bar = {.kg = load_kg, .body_kg = body_kg};

	bar.stiffness = fmax(random_range(random, 30e3, 90e3), weight_n / 0.03);
	bar.damping = 2 * random_range(random, 0.1, 0.3) * sqrt(bar.stiffness * load_kg);
	bar.floor_stiffness = random_range(random, 0.4e6, 1.5e6);
	bar.floor_damping =
		2 * random_range(random, 0.4, 0.8) * sqrt(bar.floor_stiffness * load_kg);
	bar.body_stiffness = body_kg * turn * turn;
	bar.body_damping = 2 * random_range(random, 0.35, 0.6) * body_kg * turn;
	return bar;
}

static struct habits draw_habits(struct random *random)
{
	struct habits habits = {
		.crouch.trunk_rad = random_range(random, 0.05, 0.35),
		.crouch.shoulder_m = random_range(random, 0, 0.05),
		.crouch.balance_m = random_range(random, -0.02, 0.005),
		.play_m = random_range(random, 0.0003, 0.001),
		.upright_rad = random_range(random, 0.04, 0.07),
		.tilt = random_range(random, -0.3, 0.3),
	};

	/* knees before hips before the back */
	habits.lead[JOINT_KNEE] = random_range(random, 0.1, 0.6);
	habits.lead[JOINT_ANKLE] = habits.lead[JOINT_KNEE] * random_range(random, 0.8, 1.2);
	habits.lead[JOINT_HIP] = random_range(random, -0.4, 0);
	habits.lead[JOINT_TRUNK] = random_range(random, -0.7, -0.1);
	return habits;
}

static struct rep_draw draw_rep(struct random *random, const struct making *m)
{
	const struct habits *habits = &m->set->habits;
	struct rep_draw rep = {
		.creep_s = random_range(random, 0.25, 1.4),
		.creep_level = random_range(random, 0.85, 1),
		.move_s = MOVE_PER_LIFT *
			  random_range(random, m->tier->lift_s.lo, m->tier->lift_s.hi),
		.rise = random_range(random, 0.35, 0.6),
		.fall = random_range(random, 0.35, 0.55),
		.tilt = habits->tilt + random_range(random, -0.1, 0.1),
		.stick_at = random_range(random, 0.35, 0.6),
		.stick_depth = fmax(0, random_range(random, -0.3, 0.85)),
		.hold_s = random_range(random, 0.15, 1.5),
		.lower_s = random_range(random, 1.1, 3.1),
		.lower_rise = random_range(random, 0.3, 0.5),
		.lower_tilt = random_range(random, -0.3, 0.3),
		.below_m = random_range(random, 0.02, 0.04),
		.early_m = random_range(random, 0, 0.08),
		.settle_s = random_range(random, 0.3, 0.6),
		.pause_s = random_range(random, 0.4, 2.5),
		.turn_level = random_range(random, 0.1, 0.35),
		.turn_m = random_range(random, 0.008, 0.02),
		.stall_level = random_range(random, 0.6, 0.95),
		.stall_s = random_range(random, 0.4, 1.2),
		.stall_hold_s = random_range(random, 0.5, 2.5),
		.release_s = random_range(random, 0.015, 0.04),
	};

	for (int j = 0; j < JOINTS; j++)
		rep.lead[j] = habits->lead[j] + random_range(random, -0.05, 0.05);
	return rep;
}

static struct posture bent(const struct set *set, double hand_m)
{
	return posture_at_bar(&set->body, &set->habits.crouch, hand_m);
}

static struct posture waiting(const struct set *set)
{
	return bent(set, PLATE_RADIUS_M - set->habits.play_m);
}

static struct stretch *add_stretch(struct making *m, double duration_s, struct posture to)
{
	struct stretch *stretch = &m->set->stretch[m->set->stretches++];

	*stretch = (struct stretch){
		.start_s = m->t_s,
		.duration_s = duration_s,
		.from = m->now,
		.to = to,
		.pace = {.rise_s = 0.45 * duration_s, .fall_s = 0.45 * duration_s},
	};
	m->now = to;
	m->t_s += duration_s;
	return stretch;
}

/* The way down has the joints in the order of the way up, backwards. */
static void set_leads(const struct making *m, struct stretch *stretch, const double *lead,
		      double sign)
{
	for (int j = 0; j < JOINTS; j++)
		stretch->lead[j] = sign * lead[j];
	stretch_balance(stretch, &m->set->body);
}

/* The heavier, the slower: nobody throws twice the own mass. Seconds for a way of rise_m. */
static double fastest_lift(const struct set *set, double rise_m)
{
	double heavy = (set->bar.kg / set->bar.body_kg - 0.4) / 1.8;
	double acceleration = 4.5 - 3 * fmax(0, fmin(1, heavy));

	return MOVE_PER_LIFT * sqrt(5.5 * rise_m / acceleration);
}

static void bend_down(struct making *m)
{
	struct stretch *stretch;
	double duration_s = random_range(m->random, 0.9, 1.6),
	       wait_s = random_range(m->random, 0.6, 2.5);

	stretch = add_stretch(m, duration_s, waiting(m->set));
	set_leads(m, stretch, m->set->habits.lead, -1);
	m->set->grip_s = m->t_s;
	m->t_s += wait_s;
}

static void stand_up(struct making *m)
{
	if (isinf(m->set->release_s))
		m->set->release_s = m->t_s;
	m->t_s += 0.3;
	set_leads(m, add_stretch(m, 1.2, posture_upright(m->set->habits.upright_rad, 0)),
		  m->set->habits.lead, 1);
}

static void rise_with_bar(struct making *m, const struct rep_draw *draw, bool bounced)
{
	struct posture top = posture_upright(m->set->habits.upright_rad, 1);
	double way_m = hand_height(&m->set->body, &top) - hand_height(&m->set->body, &m->now);
	/* the bounce does not help a muscle that has to turn around first */
	double least_s = (bounced ? 1.1 : 1) * fastest_lift(m->set, way_m);
	double move_s = fmax(draw->move_s, least_s);
	double creep_s = bounced ? 0 : draw->creep_s;
	struct stretch *stretch = add_stretch(m, creep_s + move_s, top);
	double tight_m = PLATE_RADIUS_M + draw->creep_level * bar_slack_m(&m->set->bar);

	set_leads(m, stretch, draw->lead, 1);
	stretch->pace = (struct pace){
		.creep_s = creep_s,
		.creep_share = share_at_height(&m->set->body, stretch, tight_m),
		.rise_s = (bounced ? 0.7 : 1) * draw->rise * move_s,
		.fall_s = draw->fall * move_s,
		.tilt = draw->tilt,
		.stick_at = draw->stick_at,
		/* a short lift leaves no time to stick */
		.stick_depth = fmin(draw->stick_depth, 0.28 * move_s * move_s),
		.turns_at_start = bounced,
	};
}

/* Aims below the floor, or just below a tight bar where the set bounces on. */
static void lower_bar(struct making *m, const struct rep_draw *draw, bool bounces)
{
	double top_m = hand_height(&m->set->body, &m->now), tight_m = bar_slack_m(&m->set->bar);
	double lower_s = bounces ? fmax(1.4, draw->lower_s) : draw->lower_s;
	double speed = (top_m - PLATE_RADIUS_M) / (0.7 * lower_s);
	double brake_m = draw->below_m + 0.1 * speed * speed;
	double turn_m = fmax((1 - draw->turn_level) * tight_m, draw->turn_m);
	double end_m = PLATE_RADIUS_M + (bounces ? tight_m - turn_m : -brake_m);
	/* who bounces does not brake before the floor does */
	double way_m = bounces ? 0.5 * brake_m + turn_m : draw->early_m + brake_m + tight_m;
	double fall_s = 2 * way_m / speed;
	struct stretch *stretch = add_stretch(m, lower_s, bent(m->set, end_m));

	set_leads(m, stretch, draw->lead, -1);
	stretch->pace = (struct pace){
		.rise_s = draw->lower_rise * lower_s,
		.fall_s = fmin(fall_s, 0.4 * lower_s),
		.tilt = draw->lower_tilt,
		.turns_at_end = bounces,
	};
}

/* The bar bends, but the strength for its whole weight is not there. */
static void stall(struct making *m, struct attempt *attempt, const struct rep_draw *draw)
{
	double height_m = PLATE_RADIUS_M + draw->stall_level * bar_slack_m(&m->set->bar);

	add_stretch(m, draw->stall_s, bent(m->set, height_m));
	attempt->pull_s = m->t_s;
	m->t_s += draw->stall_hold_s;
	add_stretch(m, draw->settle_s, waiting(m->set));
	m->t_s += draw->pause_s;
}

static void let_go(struct making *m, const struct rep_draw *draw)
{
	struct posture upright = posture_upright(m->set->habits.upright_rad, 0);

	m->set->release_s = m->t_s;
	m->set->release_takes_s = draw->release_s;
	m->t_s += 0.4;
	add_stretch(m, 0.6, upright);
	m->t_s += 0.5;
}

static void settle(struct making *m, const struct rep_draw *draw)
{
	add_stretch(m, draw->settle_s, waiting(m->set));
	m->t_s += draw->pause_s;
}

static void lift(struct making *m, struct attempt *attempt, const struct rep_draw *draw,
		 bool bounces)
{
	rise_with_bar(m, draw, attempt->bounced);
	attempt->top_s = m->t_s;
	m->t_s += draw->hold_s;
	attempt->lower_s = m->t_s;
	if (attempt->drops) {
		let_go(m, draw);
		return;
	}
	lower_bar(m, draw, bounces);
	if (!bounces)
		settle(m, draw);
}

static void add_rep(struct making *m, const struct simulator_options *drawn)
{
	size_t index = m->plan->reps++;
	bool last = index + 1 == (size_t)drawn->reps;
	bool may_fail = random_uniform(m->random) < drawn->fail_probability;
	bool may_drop = random_uniform(m->random) < drawn->drop_probability;
	struct rep_draw draw = draw_rep(m->random, m);
	struct planned_rep *rep = &m->plan->rep[index];
	struct attempt *attempt = &m->set->attempt[index];

	*attempt = (struct attempt){
		.start_s = m->t_s,
		.top_s = NAN,
		.pull_s = NAN,
		.lower_s = NAN,
		.bounced = m->plan->touch_and_go && index,
		.fails = last && may_fail,
		.drops = last && may_drop && !may_fail,
	};
	rep_clear(rep);
	rep->start_s = attempt->start_s;
	rep->bounced = attempt->bounced;
	rep->kind = attempt->fails          ? REP_FAILED
		    : m->plan->touch_and_go ? REP_TOUCH_AND_GO
					    : REP_DEAD_STOP;
	rep->end = attempt->fails ? END_NONE : attempt->drops ? END_DROPPED : END_LOWERED;
	if (attempt->fails)
		stall(m, attempt, &draw);
	else
		lift(m, attempt, &draw, m->plan->touch_and_go && !last);
	attempt->end_s = m->t_s;
}

void set_draw(struct set *set, struct plan *plan, const struct simulator_options *drawn)
{
	const struct tier *tier = tier_named(drawn->tier);
	struct random random;
	struct making making = {set, plan, &random, tier, {{0}, 0}, 0};

	memset(set, 0, sizeof(*set));
	plan_init(plan, drawn);
	random_stream(&random, drawn->seed, STREAM_SEGMENTS);
	set->body = body_make(plan->body_kg, draw_height(&random, plan->body_kg));
	set->bar = draw_bar(&random, plan->body_kg, plan->load_kg);
	set->habits = draw_habits(&random);
	set->release_s = INFINITY;
	making.now = posture_upright(set->habits.upright_rad, 0);
	plan_step_on(plan, &random, drawn, &making.t_s);
	bend_down(&making);
	for (size_t i = 0; i < (size_t)drawn->reps; i++)
		add_rep(&making, drawn);
	stand_up(&making);
	plan_step_off(plan, &random, tier, &making.t_s);
}
