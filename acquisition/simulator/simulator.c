/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/simulator.h"

#include "acquisition/simulator/scene/faults.h"
#include "acquisition/simulator/segments/segments.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1.2 GB of memory: 8 minutes at 32 kHz, 4 hours at 1 kHz. */
enum { SIMULATED_FRAMES_MAX = 16 * 1024 * 1024 };

static double length_s(const struct plan *plan, const struct simulator_options *options)
{
	return options->seconds > 0 ? options->seconds : plan->end_s;
}

static int frame_count(size_t *frames, double seconds, const struct simulator_options *options,
		       struct error *err)
{
	double count = rint(seconds * options->rate_hz);

	if (count > SIMULATED_FRAMES_MAX)
		return fail(err, HINGE_EUSAGE,
			    "%g s at %g Hz: the simulator makes at most %d frames at once", seconds,
			    options->rate_hz, SIMULATED_FRAMES_MAX);
	*frames = (size_t)fmax(1, count);
	return 0;
}

static void describe(struct simulation *simulation)
{
	struct recording_info *info = &simulation->info;

	snprintf(info->task, sizeof(info->task), "%s", "deadlift");
	info->rate_hz = simulation->options.rate_hz;
	info->load_kg = simulation->load_kg;
	info->unit = UNIT_COUNT;
	info->channels = SIMULATED_CHANNELS;
	info->frames = (int64_t)simulation->frames;
	info->plates = SIDES;
	snprintf(info->style, sizeof(info->style), "%s", "conventional");
	snprintf(info->time_zone, sizeof(info->time_zone), "%s", "UTC");
	snprintf(info->start_time, sizeof(info->start_time), "%s",
		 "2026-01-01T00:00:00.000000000Z");
	snprintf(info->source, sizeof(info->source), "%s", "sim");
	snprintf(info->serial, sizeof(info->serial), "SIM-%llu",
		 (unsigned long long)simulation->options.seed);
	snprintf(info->firmware, sizeof(info->firmware), "%s", HINGE_VERSION);
}

/* Onto the recording's clock, which may run fast or slow. */
static void rep_truth(struct simulated_rep *rep, const struct planned_rep *planned,
		      const struct scene *scene, double clock)
{
	*rep = (struct simulated_rep){
		.kind = planned->kind,
		.end = planned->end,
		.start_s = planned->start_s * clock,
		.onset_s = planned->onset_s * clock,
		.onset_20n_s = planned->onset_20n_s * clock,
		.onset_5pct_s = planned->onset_5pct_s * clock,
		.onset_ground_s = isnan(planned->onset_s)
					  ? (double)NAN
					  : clock * scene_onset(scene, planned->liftoff_s),
		.liftoff_s = planned->liftoff_s * clock,
		.half_s = planned->half_s * clock,
		.lockout_s = planned->lockout_s * clock,
		.lower_s = planned->lower_s * clock,
		.touchdown_s = planned->touchdown_s * clock,
		.sticking_start_s = planned->sticking_start_s * clock,
		.sticking_end_s = planned->sticking_end_s * clock,
		.displacement_m = planned->displacement_m,
		.asymmetry_nominal_pct = planned->asymmetry_pct,
		.asymmetry_lift_pct =
			scene_asymmetry(scene, planned->liftoff_s, planned->lockout_s),
		.asymmetry_lift1_pct = scene_asymmetry(scene, planned->liftoff_s, planned->half_s),
		.asymmetry_lift2_pct = scene_asymmetry(scene, planned->half_s, planned->lockout_s),
		.asymmetry_lower_pct =
			scene_asymmetry(scene, planned->lower_s, planned->touchdown_s),
	};
}

/* Reps that lie wholly inside the recording. */
static void truth(struct simulation *simulation, const struct scene *scene)
{
	const struct plan *plan = scene->plan;
	double clock = 1 / (scene->step_s * simulation->options.rate_hz);
	double end_s = (double)scene->frames * scene->step_s;

	simulation->body_mass_kg = plan->body_kg;
	simulation->load_kg = plan->load_kg;
	simulation->asymmetry_pct = plan->asymmetry_pct;
	simulation->lag_s = scene->lag_s;
	simulation->quiet_start_s = plan->quiet_start_s * clock;
	simulation->quiet_end_s = plan->quiet_end_s * clock;
	snprintf(simulation->style, sizeof(simulation->style), "%s", simulation->options.style);
	for (size_t i = 0; i < plan->reps; i++) {
		double next_s = i + 1 < plan->reps ? plan->rep[i + 1].start_s : plan->share_end_s;

		if (next_s <= end_s)
			rep_truth(&simulation->rep[simulation->reps++], &plan->rep[i], scene,
				  clock);
	}
}

static int render(struct simulation *simulation, struct scene *scene, const struct faults *faults,
		  struct error *err)
{
	int ret = scene_init(scene, err);

	if (ret)
		return ret;
	scene_ground(scene);
	ret = scene_share(scene, err);
	if (ret)
		return ret;
	truth(simulation, scene);
	scene_feet(scene);
	ret = scene_tremor(scene, err);
	if (ret)
		return ret;
	faults_on_feet(faults, scene);
	ret = scene_cells(scene, simulation->info.plate, simulation->counts, err);
	if (ret)
		return ret;
	simulation->right_gain = scene->right_gain;
	describe(simulation);
	return faults_on_counts(faults, simulation, err);
}

static double true_step(const struct simulator_options *options, const struct tier *tier)
{
	struct random random;

	random_stream(&random, options->seed, STREAM_CLOCK);
	return (1 + random_range(&random, -tier->clock, tier->clock)) / options->rate_hz;
}

static int draw_set(struct simulator_options *options, struct plan *plan,
		    struct segments **segments, struct error *err)
{
	bool segmented = !strcmp(options->model, "segments");

	options_draw(options);
	if (segmented && !strcmp(options->style, "romanian"))
		return fail(err, HINGE_EUSAGE,
			    "style=romanian: the model of segments lifts from the floor only");
	if (segmented)
		return segments_new(segments, plan, options, err);
	plan_draw(plan, options);
	return 0;
}

/* What is drawn makes room; what remains is to fill the frames. */
static int prepare(struct simulation *simulation, const struct plan *plan, struct faults *faults,
		   struct error *err)
{
	struct simulator_options *options = &simulation->options;
	double seconds;
	int ret;

	seconds = length_s(plan, options);
	faults_draw(options, fmin(seconds, plan->left_off_s));
	ret = faults_parse(faults, options->fault, err);
	if (ret)
		return ret;
	simulation->unplugged = faults_unplugged_s(faults) < seconds;
	ret = frame_count(&simulation->frames, fmin(seconds, faults_unplugged_s(faults)), options,
			  err);
	if (ret)
		return ret;
	simulation->channels = SIMULATED_CHANNELS;
	simulation->counts = malloc(simulation->frames * SIMULATED_CHANNELS * sizeof(int32_t));
	return simulation->counts ? 0
				  : fail(err, HINGE_ENOMEM, "no memory for %zu simulated frames",
					 simulation->frames);
}

int simulate(const struct simulator_options *options, struct simulation **out, struct error *err)
{
	struct simulation *simulation = calloc(1, sizeof(*simulation));
	struct plan *plan = malloc(sizeof(*plan));
	struct segments *segments = NULL;
	struct scene scene = {.plan = plan, .moved_s = {INFINITY, INFINITY}};
	struct faults faults;
	int ret = HINGE_ENOMEM;

	if (!simulation || !plan) {
		fail(err, HINGE_ENOMEM, "no memory for a simulation");
		goto out;
	}
	recording_info_init(&simulation->info);
	simulation->options = *options;
	ret = draw_set(&simulation->options, plan, &segments, err);
	if (ret)
		goto out;
	ret = prepare(simulation, plan, &faults, err);
	if (ret)
		goto out;
	scene.segments = segments;
	scene.options = &simulation->options;
	scene.tier = tier_named(options->tier);
	scene.step_s = true_step(options, scene.tier);
	scene.frames = simulation->frames;
	ret = render(simulation, &scene, &faults, err);
	if (ret)
		goto out;
	*out = simulation;
	simulation = NULL;
out:
	scene_reset(&scene);
	segments_free(segments);
	free(plan);
	simulation_free(simulation);
	return ret;
}

void simulation_free(struct simulation *simulation)
{
	if (!simulation)
		return;
	recording_info_reset(&simulation->info);
	free(simulation->counts);
	free(simulation);
}
