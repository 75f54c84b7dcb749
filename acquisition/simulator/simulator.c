/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/simulator.h"

#include "acquisition/simulator/scene/faults.h"
#include "acquisition/simulator/segments/segments.h"
#include "formats/plates/plate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1.2 GB of memory: 8 minutes at 32 kHz, 4 hours at 1 kHz. */
enum { SIMULATED_FRAMES_MAX = 16 * 1024 * 1024 };

/* As long as a disc lies there where nothing else is said. */
#define DISC_S 10.0

static double length_s(const struct plan *plan, const struct simulator_options *options)
{
	if (!isnan(options->disc_kg) && !(options->seconds > 0))
		return DISC_S;
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

/* The recording's clock, which may begin late and run fast or slow. */
struct recording_clock {
	double start_s, pace;
};

static double on_clock(const struct recording_clock *clock, double t_s)
{
	return (t_s - clock->start_s) * clock->pace;
}

static void rep_truth(struct simulated_rep *rep, const struct planned_rep *planned,
		      const struct scene *scene, const struct recording_clock *clock)
{
	*rep = (struct simulated_rep){
		.kind = planned->kind,
		.end = planned->end,
		.start_s = on_clock(clock, planned->start_s),
		.onset_s = on_clock(clock, planned->onset_s),
		.onset_20n_s = on_clock(clock, planned->onset_20n_s),
		.onset_5pct_s = on_clock(clock, planned->onset_5pct_s),
		.onset_ground_s = isnan(planned->onset_s)
					  ? (double)NAN
					  : on_clock(clock, scene_onset(scene, planned->liftoff_s)),
		.liftoff_s = on_clock(clock, planned->liftoff_s),
		.half_s = on_clock(clock, planned->half_s),
		.lockout_s = on_clock(clock, planned->lockout_s),
		.lower_s = on_clock(clock, planned->lower_s),
		.touchdown_s = on_clock(clock, planned->touchdown_s),
		.sticking_start_s = on_clock(clock, planned->sticking_start_s),
		.sticking_end_s = on_clock(clock, planned->sticking_end_s),
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
	size_t reps = scene_has_disc(scene) ? 0 : plan->reps;
	struct recording_clock clock = {scene->start_s,
					1 / (scene->step_s * simulation->options.rate_hz)};
	double end_s = scene_time(scene, scene->frames);

	simulation->true_rate_hz = 1 / scene->step_s;
	simulation->start_s = scene->start_s;
	simulation->body_mass_kg = plan->body_kg;
	simulation->load_kg = plan->load_kg;
	simulation->asymmetry_pct = plan->asymmetry_pct;
	simulation->lag_s = scene->lag_s;
	simulation->quiet_start_s = on_clock(&clock, plan->quiet_start_s);
	simulation->quiet_end_s = on_clock(&clock, plan->quiet_end_s);
	snprintf(simulation->style, sizeof(simulation->style), "%s", simulation->options.style);
	for (size_t i = 0; i < reps; i++) {
		double next_s = i + 1 < reps ? plan->rep[i + 1].start_s : plan->share_end_s;

		if (next_s <= end_s)
			rep_truth(&simulation->rep[simulation->reps++], &plan->rep[i], scene,
				  &clock);
	}
}

/* The device has one of the two plates: four channels. */
static void keep_plate(struct simulation *simulation, size_t side)
{
	struct recording_info *info = &simulation->info;
	struct plate plate = info->plate[side];
	size_t first = side * CELLS_A_SIDE;

	for (size_t k = 0; k < simulation->frames; k++)
		memmove(&simulation->counts[k * CELLS_A_SIDE],
			&simulation->counts[k * SIMULATED_CHANNELS + first],
			CELLS_A_SIDE * sizeof(*simulation->counts));
	plate_shift_columns(&plate, -(int)first);
	info->plate[0] = plate;
	info->plates = 1;
	info->channels = simulation->channels = CELLS_A_SIDE;
	snprintf(info->serial, sizeof(info->serial), "SIM-%llu-%s",
		 (unsigned long long)simulation->options.seed, plate.name);
}

static int render(struct simulation *simulation, struct scene *scene, const struct faults *faults,
		  struct error *err)
{
	int ret = scene_gains(scene, err);

	if (!ret)
		ret = scene_init(scene, err);
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
	if (scene_has_disc(scene))
		scene_disc(scene);
	faults_on_feet(faults, scene);
	ret = scene_cells(scene, simulation->info.plate, simulation->counts, err);
	if (ret)
		return ret;
	simulation->right_gain = scene->right_gain;
	describe(simulation);
	ret = faults_on_counts(faults, simulation, err);
	if (!ret && simulation->options.plate[0])
		keep_plate(simulation, !strcmp(simulation->options.plate, "right"));
	return ret;
}

static double true_step(const struct simulator_options *options, const struct tier *tier)
{
	struct random random;

	random_stream(&random, options->seed, STREAM_CLOCK);
	return (1 + random_range(&random, -tier->clock, tier->clock)) / options->rate_hz /
	       (1 + options->drift_ppm * 1e-6);
}

static int draw_set(struct simulator_options *options, struct plan *plan,
		    struct segments **segments, struct error *err)
{
	bool segmented = !strcmp(options->model, "segments");

	if (!isnan(options->disc_kg) && !options->plate[0])
		return fail(err, HINGE_EUSAGE, "disc=: say on which plate (plate=left or right)");
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
	scene.start_s = options->skew_s;
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
