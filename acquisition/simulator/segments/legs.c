/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which leg carries how much. Both legs stand in the same posture, so a leg that carries the share
 * s has the moments s M to hold; its effort at a joint is s M over its strength there. The share is
 * the one with the least sum of squared efforts, hips and knees, and of the squared distance from
 * the lifter's habit. Heavy loads and deep postures are shared by strength, standing by habit. */
#include "acquisition/simulator/segments/segments.h"

#include <math.h>

enum { HIP, KNEE, LEG_JOINTS };

/* What is planned goes ahead of what the bar does: the muscles see the moments below 3 Hz. */
#define PLANNED_HZ 3.0

struct legs {
	double strength_nm[LEG_JOINTS]; /* of one leg, mean of both */
	double bias[LEG_JOINTS];        /* log right / left of the joint beside that of the leg */
	double habit;                   /* share when nothing is heavy */
	double stubborn;                /* P */
	struct slow moment[LEG_JOINTS]; /* of both legs */
	struct slow force;              /* on the ground, N */
};

/* Right against left, of each joint. */
struct ratios {
	double of[LEG_JOINTS];
};

static void draw_legs(struct legs *legs, const struct simulator_options *drawn)
{
	struct random random;

	random_stream(&random, drawn->seed, STREAM_LEGS);
	/* N m per kg and leg: of people who lift */
	legs->strength_nm[HIP] = drawn->body_mass_kg * random_range(&random, 3.5, 5);
	legs->strength_nm[KNEE] = drawn->body_mass_kg * random_range(&random, 2.5, 3.5);
	double bias = 0.01 * random_normal(&random);
	legs->bias[HIP] = bias;
	legs->bias[KNEE] = -bias;
	double habit_pct = drawn->asymmetry_pct * random_range(&random, 0.7, 1.1) +
			   0.5 * random_normal(&random);
	legs->habit = 0.5 + habit_pct / 200;
	legs->stubborn = random_range(&random, 0.1, 0.4);
}

double legs_share(double left, double right, double habit, double stubborn)
{
	return (left + stubborn * habit) / (left + right + stubborn);
}

/* log_ratio: the right leg's strength against the left's. */
static struct ratios ratios_of(const struct legs *legs, double log_ratio)
{
	struct ratios ratios;

	for (int j = 0; j < LEG_JOINTS; j++)
		ratios.of[j] = exp(log_ratio + legs->bias[j]);
	return ratios;
}

static double share_at(const struct legs *legs, const struct ratios *ratios, size_t i)
{
	double left = 0, right = 0;

	for (int j = 0; j < LEG_JOINTS; j++) {
		double effort = legs->moment[j].value[i] / (2 * legs->strength_nm[j]);

		/* right = strength x sqrt(ratio), left = strength / sqrt(ratio) */
		right += effort * effort / ratios->of[j];
		left += effort * effort * ratios->of[j];
	}
	return legs_share(left, right, legs->habit, legs->stubborn);
}

/* Of the legs alone, over start <= point < end. */
static double asymmetry_over(const struct legs *legs, double log_ratio, size_t start, size_t end)
{
	struct ratios ratios = ratios_of(legs, log_ratio);
	double difference = 0, total = 0;

	for (size_t i = start; i < end; i++) {
		double force_n = legs->force.value[i];

		difference += force_n * (2 * share_at(legs, &ratios, i) - 1);
		total += force_n;
	}
	return 100 * difference / total;
}

/* The legs' strength, right against left, that gives asymmetry_pct: it rises with the ratio. */
static double solve_ratio(const struct legs *legs, double asymmetry_pct, size_t start, size_t end)
{
	double lo = -12, hi = 12;

	for (int i = 0; i < 40; i++) {
		double middle = (lo + hi) / 2;

		if (asymmetry_over(legs, middle, start, end) < asymmetry_pct)
			lo = middle;
		else
			hi = middle;
	}
	return (lo + hi) / 2;
}

static size_t slow_point(double t_s)
{
	return (size_t)ceil(t_s * SLOW_RATE_HZ);
}

/* A failed rep has no LIFT: its legs are those of all of it. */
static double ratio_of(const struct legs *legs, const struct segments *segments,
		       const struct plan *plan, size_t rep)
{
	const struct planned_rep *planned = &plan->rep[rep];
	bool lifted = !isnan(planned->lockout_s);
	double start_s = lifted ? planned->liftoff_s : planned->start_s;
	double end_s = lifted ? planned->lockout_s : segments->set.attempt[rep].end_s;

	return solve_ratio(legs, planned->asymmetry_pct, slow_point(start_s), slow_point(end_s));
}

/* From one rep to the next it changes as fast as a plan does. */
static int ratio_track(struct slow *ratio, const double *of_rep, const struct plan *plan)
{
	double mean = 0;

	for (size_t i = 0; i < plan->reps; i++)
		mean += of_rep[i] / (double)plan->reps;
	for (size_t k = 0; k < ratio->points; k++) {
		double t_s = (double)k / SLOW_RATE_HZ, now = mean;

		for (size_t i = 0; i < plan->reps && t_s >= plan->rep[i].start_s; i++)
			now = of_rep[i];
		ratio->value[k] = t_s < plan->share_end_s ? now : mean;
	}
	return slow_smooth(ratio, PLANNED_HZ);
}

static int fill_legs(struct legs *legs, const struct segments *segments, double seconds)
{
	const struct tracks *tracks = &segments->tracks;

	if (slow_init(&legs->force, seconds) || slow_init(&legs->moment[HIP], seconds) ||
	    slow_init(&legs->moment[KNEE], seconds))
		return -1;
	for (size_t i = 0; i < legs->force.points; i++) {
		size_t k = track_point(tracks, (double)i / SLOW_RATE_HZ);

		legs->force.value[i] = ground_force(tracks, k);
		legs->moment[HIP].value[i] = hip_moment(tracks, k);
		legs->moment[KNEE].value[i] = knee_moment(tracks, k);
	}
	return slow_smooth(&legs->moment[HIP], PLANNED_HZ) ||
			       slow_smooth(&legs->moment[KNEE], PLANNED_HZ)
		       ? -1
		       : 0;
}

int segments_legs(struct segments *segments, const struct plan *plan,
		  const struct simulator_options *drawn)
{
	struct legs legs = {0};
	double of_rep[SIMULATED_REPS_MAX];
	int ret;

	draw_legs(&legs, drawn);
	ret = fill_legs(&legs, segments, plan->end_s);
	if (!ret)
		ret = slow_init(&segments->share, plan->end_s);
	if (ret)
		goto out;
	for (size_t i = 0; i < plan->reps; i++)
		of_rep[i] = ratio_of(&legs, segments, plan, i);
	ret = ratio_track(&segments->share, of_rep, plan);
	for (size_t i = 0; i < segments->share.points && !ret; i++) {
		struct ratios ratios = ratios_of(&legs, segments->share.value[i]);

		segments->share.value[i] = share_at(&legs, &ratios, i);
	}
out:
	slow_reset(&legs.force);
	for (int j = 0; j < LEG_JOINTS; j++)
		slow_reset(&legs.moment[j]);
	return ret;
}
