/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/segments/segments.h"

#include <math.h>
#include <stdlib.h>

/* Beyond it the body that gives way would be thrown off the floor. */
#define LOAD_RATIO_MAX 3.0

/* The hands hold the bar from grip_s; they open at release_s. */
static void fill_grip(const struct set *set, struct tracks *tracks)
{
	for (size_t k = 0; k < tracks->points; k++) {
		double t_s = (double)k * GRID_S;
		double open = set->release_takes_s > 0
				      ? smoothstep((t_s - set->release_s) / set->release_takes_s)
				      : t_s >= set->release_s;

		tracks->of[TRACK_GRIP][k] = t_s >= set->grip_s ? 1 - open : 0;
	}
}

static int run(struct segments *segments, double end_s)
{
	const struct set *set = &segments->set;
	size_t points = (size_t)(end_s / GRID_S) + 2;
	double *angles = malloc(points * (JOINTS + 1) * sizeof(*angles));
	int ret = angles ? tracks_init(&segments->tracks, points) : -1;

	if (!ret)
		ret = motion_angles(set->stretch, set->stretches, angles, points);
	if (!ret) {
		body_forces(&set->body, angles, &segments->tracks);
		fill_grip(set, &segments->tracks);
		bar_forces(&set->bar, &segments->tracks);
	}
	free(angles);
	return ret;
}

static int fill_forward(struct segments *segments, double end_s)
{
	const struct body *body = &segments->set.body;
	double middle_m = (body->heel_m + body->toe_m) / 2;
	struct slow *forward = &segments->forward_m;

	if (slow_init(forward, end_s))
		return -1;
	for (size_t i = 0; i < forward->points; i++) {
		size_t k = track_point(&segments->tracks, (double)i / SLOW_RATE_HZ);

		forward->value[i] = pressure_centre(&segments->tracks, body, k) - middle_m;
	}
	return 0;
}

int segments_new(struct segments **out, struct plan *plan, const struct simulator_options *drawn,
		 struct error *err)
{
	struct segments *segments;

	if (drawn->load_kg > LOAD_RATIO_MAX * drawn->body_mass_kg)
		return fail(
			err, HINGE_EUSAGE,
			"%g kg with %g kg of body mass: a lifter of segments lifts up to %g times "
			"the own mass (model=point lifts anything)",
			drawn->load_kg, drawn->body_mass_kg, LOAD_RATIO_MAX);
	segments = calloc(1, sizeof(*segments));
	if (!segments)
		return fail(err, HINGE_ENOMEM, "no memory for a simulated lifter");
	set_draw(&segments->set, plan, drawn);
	if (run(segments, plan->end_s))
		goto out_of_memory;
	segments_moments(segments, plan);
	segments_shake(segments, plan, drawn);
	plan_asymmetry(plan, drawn);
	if (segments_legs(segments, plan, drawn) || fill_forward(segments, plan->end_s))
		goto out_of_memory;
	*out = segments;
	return 0;
out_of_memory:
	segments_free(segments);
	return fail(err, HINGE_ENOMEM, "no memory for %g s of a simulated lifter", plan->end_s);
}

void segments_free(struct segments *segments)
{
	if (!segments)
		return;
	tracks_reset(&segments->tracks);
	slow_reset(&segments->share);
	slow_reset(&segments->forward_m);
	free(segments);
}

double segments_force(const struct segments *segments, double t_s)
{
	return track_at(&segments->tracks, TRACK_BODY_N, t_s) +
	       track_at(&segments->tracks, TRACK_GIVE_N, t_s) + segments_pull(segments, t_s);
}

double segments_pull(const struct segments *segments, double t_s)
{
	/* a cubic swings below where the hands let the bar stand */
	return fmax(0, track_at(&segments->tracks, TRACK_TENSION_N, t_s));
}
