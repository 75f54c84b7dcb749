/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton: the plates carry the body's weight and acceleration, and the hands' pull on the bar. */
#include "acquisition/simulator/scene/scene.h"
#include "acquisition/simulator/segments/segments.h"

#include <math.h>
#include <stdlib.h>

int scene_init(struct scene *scene, struct error *err)
{
	double **const array[] = {&scene->tension_n, &scene->total_n, &scene->share,
				  &scene->foot_n[SIDE_LEFT], &scene->foot_n[SIDE_RIGHT]};

	for (size_t i = 0; i < sizeof(array) / sizeof(array[0]); i++) {
		*array[i] = calloc(scene->frames, sizeof(double));
		if (!*array[i])
			return fail(err, HINGE_ENOMEM, "no memory for %zu simulated frames",
				    scene->frames);
	}
	return 0;
}

void scene_reset(struct scene *scene)
{
	free(scene->tension_n);
	free(scene->total_n);
	free(scene->share);
	free(scene->foot_n[SIDE_LEFT]);
	free(scene->foot_n[SIDE_RIGHT]);
}

static size_t first_frame(const struct scene *scene, double t_s)
{
	double frame = ceil(fmax(t_s - scene->start_s, 0) / scene->step_s);

	return frame < (double)scene->frames ? (size_t)frame : scene->frames;
}

/* Adds mass x acceleration of a move, as far as it comes before until_s. */
static void add_move(const struct scene *scene, double *force_n, const struct move *move,
		     double mass_kg, double until_s)
{
	size_t end = first_frame(scene, fmin(move->start_s + move->duration_s, until_s));
	double scale = mass_kg * move->rise_m / (move->duration_s * move->duration_s);

	for (size_t k = first_frame(scene, move->start_s); k < end; k++)
		force_n[k] += scale * minjerk_acceleration((scene_time(scene, k) - move->start_s) /
							   move->duration_s);
}

/* Adds where the hands carry the bar what its moves ask for; on the floor it stays where it is. */
static void add_carry(const struct scene *scene, const struct pull *pull)
{
	const struct plan *plan = scene->plan;
	size_t start = first_frame(scene, pull->start_s), end = first_frame(scene, pull->end_s);

	for (size_t k = start; k < end; k++)
		scene->tension_n[k] = plan->load_kg * STANDARD_GRAVITY;
	for (size_t i = 0; i < plan->bar_moves; i++) {
		const struct move *move = &plan->bar[i];

		if (move->start_s >= pull->start_s)
			add_move(scene, scene->tension_n, move, plan->load_kg, pull->end_s);
	}
}

static void add_ramp(const struct scene *scene, const struct pull *pull)
{
	size_t end = first_frame(scene, pull->end_s);

	for (size_t k = first_frame(scene, pull->start_s); k < end; k++) {
		double tau = (scene_time(scene, k) - pull->start_s) / (pull->end_s - pull->start_s);

		scene->tension_n[k] = pull->from_n + (pull->to_n - pull->from_n) * smoothstep(tau);
	}
}

static void add_burst(const struct scene *scene, const struct burst *burst)
{
	size_t end = first_frame(scene, burst->start_s + 10 * burst->decay_s);

	for (size_t k = first_frame(scene, burst->start_s); k < end; k++) {
		double t = scene_time(scene, k) - burst->start_s;

		scene->total_n[k] += burst->amplitude_n * exp(-t / burst->decay_s) *
				     sin(2 * M_PI * burst->frequency_hz * t + burst->phase_rad);
	}
}

static void ground_of_segments(struct scene *scene)
{
	for (size_t k = 0; k < scene->frames; k++) {
		double t_s = scene_time(scene, k);

		scene->tension_n[k] = segments_pull(scene->segments, t_s);
		scene->total_n[k] = segments_force(scene->segments, t_s);
	}
	for (size_t i = 0; i < scene->plan->bursts; i++)
		add_burst(scene, &scene->plan->burst[i]);
}

static void ground_of_plan(struct scene *scene)
{
	const struct plan *plan = scene->plan;

	for (size_t i = 0; i < plan->pulls; i++)
		if (plan->pull[i].carries)
			add_carry(scene, &plan->pull[i]);
		else
			add_ramp(scene, &plan->pull[i]);
	for (size_t k = 0; k < scene->frames; k++)
		scene->total_n[k] = plan->body_kg * STANDARD_GRAVITY + scene->tension_n[k];
	for (size_t i = 0; i < plan->body_moves; i++)
		add_move(scene, scene->total_n, &plan->body[i], plan->body_kg, INFINITY);
	for (size_t i = 0; i < plan->bursts; i++)
		add_burst(scene, &plan->burst[i]);
}

void scene_ground(struct scene *scene)
{
	if (scene->segments)
		ground_of_segments(scene);
	else
		ground_of_plan(scene);
}

double scene_asymmetry(const struct scene *scene, double start_s, double end_s)
{
	double difference = 0, total = 0;

	if (isnan(start_s) || isnan(end_s))
		return NAN;
	size_t end = first_frame(scene, end_s);
	for (size_t k = first_frame(scene, start_s); k < end; k++) {
		difference += scene->total_n[k] * (2 * scene->share[k] - 1);
		total += scene->total_n[k];
	}
	return total > 0 ? 100 * difference / total : NAN;
}

double scene_onset(const struct scene *scene, double liftoff_s)
{
	double level_n = scene->plan->body_kg * STANDARD_GRAVITY + 20;

	if (isnan(liftoff_s))
		return NAN;
	for (size_t k = first_frame(scene, liftoff_s); k-- > 0;)
		if (scene->total_n[k] <= level_n)
			return scene_time(scene, k);
	return NAN;
}
