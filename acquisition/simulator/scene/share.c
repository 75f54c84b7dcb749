/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who carries how much: the share of the right foot, and the two feet's forces. */
#include "acquisition/simulator/scene/scene.h"
#include "acquisition/simulator/scene/slow.h"
#include "acquisition/simulator/segments/segments.h"

#include <math.h>

/* What was asked for: all of it, or beside what two legs of their own strength do, the shift. */
static double asymmetry_at(const struct scene *scene, double t_s)
{
	const struct plan *plan = scene->plan;
	double part = scene->segments ? 0 : 1;
	double asymmetry_pct = part * plan->asymmetry_pct;

	for (size_t i = 0; i < plan->reps && t_s >= plan->rep[i].start_s; i++) {
		asymmetry_pct = part * plan->rep[i].asymmetry_pct;
		if (t_s >= plan->rep[i].liftoff_s && t_s < plan->rep[i].half_s)
			asymmetry_pct += scene->options->phase_shift_pct;
	}
	return t_s < plan->share_end_s ? asymmetry_pct : part * plan->asymmetry_pct;
}

static double dip_at(const struct plan *plan, double t_s)
{
	double depth = 0;

	for (size_t i = 0; i < plan->dips; i++) {
		double tau = (t_s - plan->dip[i].start_s) / plan->dip[i].duration_s;

		if (tau > 0 && tau < 1)
			depth += plan->dip[i].depth * 0.5 * (1 - cos(2 * M_PI * tau));
	}
	return depth;
}

/* Steps between reps and phases, softened at 3 Hz; a dip is as deep as it was asked for. */
static int share_track(struct slow *track, const struct scene *scene)
{
	for (size_t i = 0; i < track->points; i++)
		track->value[i] = 0.5 + asymmetry_at(scene, (double)i / SLOW_RATE_HZ) / 200;
	if (slow_smooth(track, 3))
		return -1;
	for (size_t i = 0; i < track->points; i++) {
		double t_s = (double)i / SLOW_RATE_HZ;

		track->value[i] -= dip_at(scene->plan, t_s);
		if (scene->segments)
			track->value[i] += slow_at(&scene->segments->share, t_s) - 0.5;
	}
	return 0;
}

static double total_at(const struct scene *scene, ptrdiff_t frame)
{
	ptrdiff_t last = (ptrdiff_t)scene->frames - 1;

	return scene->total_n[frame < 0 ? 0 : frame > last ? last : frame];
}

/* The leading foot carries its part of what is to come, the other of what has been (right later:
 * half_lag > 0). The total stays what it is. */
static double share_with_lag(const struct scene *scene, double share, size_t frame,
			     ptrdiff_t half_lag)
{
	double right = share * total_at(scene, (ptrdiff_t)frame - half_lag);
	double left = (1 - share) * total_at(scene, (ptrdiff_t)frame + half_lag);

	return right + left > 0 ? right / (right + left) : share;
}

int scene_share(struct scene *scene, struct error *err)
{
	double seconds = scene_time(scene, scene->frames);
	struct slow track = {0}, sway = {0};
	struct random random;
	int ret = 0;

	if (slow_init(&track, seconds) || slow_init(&sway, seconds) || share_track(&track, scene)) {
		ret = fail(err, HINGE_ENOMEM, "no memory for the simulated shares");
		goto out;
	}
	random_stream(&random, scene->options->seed, STREAM_SWAY);
	double depth = random_range(&random, 0.003, 0.012);
	scene->lag_s = random_range(&random, -scene->tier->lag_s, scene->tier->lag_s);
	ptrdiff_t half_lag = lround(scene->lag_s / 2 / scene->step_s);
	slow_band_noise(&sway, &random, 0, 0.5);
	for (size_t k = 0; k < scene->frames; k++) {
		double t_s = scene_time(scene, k);
		double share = slow_at(&track, t_s) + depth * slow_at(&sway, t_s);

		share = fmax(0.02, fmin(0.98, share));
		scene->share[k] = share_with_lag(scene, share, k, half_lag);
	}
out:
	slow_reset(&track);
	slow_reset(&sway);
	return ret;
}

static double stands(double t_s, double on_s, double on_takes_s, double off_s, double off_takes_s)
{
	return smoothstep((t_s - on_s) / on_takes_s) *
	       (1 - smoothstep((t_s - off_s) / off_takes_s));
}

void scene_feet(struct scene *scene)
{
	const struct plan *plan = scene->plan;

	for (size_t k = 0; k < scene->frames; k++) {
		double t_s = scene_time(scene, k);
		double left = stands(t_s, plan->left_on_s, 0.25, plan->left_off_s, 0.25);
		double right = stands(t_s, plan->right_on_s, 0.3, plan->right_off_s, 0.3);
		double total = fmax(scene->total_n[k], 0);

		scene->foot_n[SIDE_RIGHT][k] = right * scene->share[k] * total;
		scene->foot_n[SIDE_LEFT][k] = left * (total - scene->foot_n[SIDE_RIGHT][k]);
	}
}
