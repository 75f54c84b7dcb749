/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a foot's force to counts: centre of pressure, four cells, their errors, the converter. */
#include "acquisition/simulator/scene/scene.h"
#include "acquisition/simulator/scene/slow.h"
#include "acquisition/simulator/segments/segments.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Around the plate, so that + - + - is a twist: it changes neither force nor its centre. */
static const struct {
	double x, y, twist;
} corner[CELLS_A_SIDE] = {{-1, 1, 1}, {1, 1, -1}, {1, -1, 1}, {-1, -1, -1}};

static const double newton_per_count = CELL_CAPACITY_N / 8388608.0;

/* What is wrong with a plate, and where the foot stands on it. */
struct plate_state {
	double gain, twist, skew_frames, hum_phase_rad;
	double offset_n[CELLS_A_SIDE];
	double zero[CELLS_A_SIDE]; /* counts */
	double forward_m;          /* CoP moves back by this with the whole load */
	struct slow cop_x_m, cop_y_m;
	struct slow drift_n[CELLS_A_SIDE];
};

struct mains {
	double hz, second, third; /* harmonics, relative */
};

static void draw_cop(struct plate_state *state, struct random *random)
{
	double x_m = random_range(random, -0.01, 0.01), y_m = random_range(random, -0.01, 0.01);
	double hz = random_range(random, 0.05, 0.1), phase = random_range(random, 0, 2 * M_PI);
	double sway_x_m = random_range(random, 0.001, 0.005);
	double sway_y_m = random_range(random, 0.005, 0.02);

	state->forward_m = random_range(random, 0.015, 0.035);
	for (size_t i = 0; i < state->cop_x_m.points; i++) {
		double turn = 2 * M_PI * hz * (double)i / SLOW_RATE_HZ + phase;

		state->cop_x_m.value[i] = x_m + sway_x_m * cos(0.7 * turn);
		state->cop_y_m.value[i] = y_m + sway_y_m * sin(turn);
	}
}

static int plate_state_init(struct plate_state *state, const struct scene *scene,
			    struct random *random)
{
	const struct tier *tier = scene->tier;
	double seconds = scene_time(scene, scene->frames);

	if (slow_init(&state->cop_x_m, seconds) || slow_init(&state->cop_y_m, seconds))
		return -1;
	draw_cop(state, random);
	state->gain = 1 + random_range(random, -tier->gain, tier->gain);
	state->twist = random_range(random, -0.03, 0.03);
	state->skew_frames = random_range(random, 0, tier->skew_s) / scene->step_s;
	state->hum_phase_rad = random_range(random, 0, 2 * M_PI);
	for (size_t i = 0; i < CELLS_A_SIDE; i++) {
		double zero_n = random_range(random, -tier->zero_n, tier->zero_n);

		state->offset_n[i] =
			random_range(random, -tier->tare_n, tier->tare_n) / CELLS_A_SIDE;
		state->zero[i] = rint(zero_n / newton_per_count);
		if (slow_init(&state->drift_n[i], seconds))
			return -1;
		/* four independent walks add up to the plate's */
		slow_random_walk(&state->drift_n[i], random, tier->drift_n / 2);
	}
	return 0;
}

static void plate_state_reset(struct plate_state *state)
{
	slow_reset(&state->cop_x_m);
	slow_reset(&state->cop_y_m);
	for (size_t i = 0; i < CELLS_A_SIDE; i++)
		slow_reset(&state->drift_n[i]);
}

static double hum(const struct mains *mains, double t_s, double phase_rad)
{
	double s, c;

	sincos(2 * M_PI * mains->hz * t_s + phase_rad, &s, &c);
	return s + mains->second * 2 * s * c + mains->third * s * (3 - 4 * s * s);
}

/* The plate's clock may be late by part of a frame or more. */
static double foot_force(const struct scene *scene, int side, size_t frame, double skew_frames)
{
	double at = fmax(0, (double)frame - skew_frames);
	size_t i = (size_t)at;
	size_t next = i + 1 < scene->frames ? i + 1 : i;
	const double *force_n = scene->foot_n[side];

	return force_n[i] + (at - (double)i) * (force_n[next] - force_n[i]);
}

/* Box-Muller with both branches: two for the price of one. */
static void white_pair(struct random *random, double sd, double out[2])
{
	double radius = sd * sqrt(-2 * log(fmax(random_uniform(random), 0x1p-53)));
	double angle = 2 * M_PI * random_uniform(random), s, c;

	sincos(angle, &s, &c);
	out[0] = radius * c;
	out[1] = radius * s;
}

static int32_t to_count(double value, int32_t step)
{
	double count = rint(value / step) * step;

	return (int32_t)fmax(COUNT_MIN, fmin(COUNT_MAX, count));
}

/* How far the load takes the centre of pressure to the toes. */
static double load_shift(const struct scene *scene, size_t frame, double t_s,
			 const struct plate_state *state)
{
	double weight_n = scene->plan->load_kg * STANDARD_GRAVITY;

	if (scene->segments)
		return slow_at(&scene->segments->forward_m, t_s);
	return -state->forward_m * (scene->tension_n[frame] / weight_n);
}

struct converter {
	double white_n;
	int32_t step;
	struct random random;
	struct mains mains;
};

static double cop_x(const struct scene *scene, const struct plate_state *state, double t_s)
{
	if (scene_has_disc(scene))
		return scene->options->disc_x_m;
	return slow_at(&state->cop_x_m, t_s);
}

static double cop_y(const struct scene *scene, int side, size_t frame,
		    const struct plate_state *state, double t_s)
{
	double moved_m = t_s >= scene->moved_s[side] ? 0.03 : 0;

	if (scene_has_disc(scene))
		return scene->options->disc_y_m;
	return slow_at(&state->cop_y_m, t_s) + load_shift(scene, frame, t_s, state) + moved_m;
}

static void convert_plate(const struct scene *scene, int side, size_t frame,
			  const struct plate_state *state, struct converter *converter,
			  int32_t counts[CELLS_A_SIDE])
{
	double t_s = scene_time(scene, frame);
	double force_n = state->gain * foot_force(scene, side, frame, state->skew_frames);
	double x = cop_x(scene, state, t_s) / CELL_X_M;
	double y = cop_y(scene, side, frame, state, t_s) / CELL_Y_M;
	double hum_n = scene->options->hum_n / CELLS_A_SIDE;

	double white_n[CELLS_A_SIDE] = {0};

	if (converter->white_n > 0)
		for (size_t i = 0; i < CELLS_A_SIDE; i += 2)
			white_pair(&converter->random, converter->white_n, &white_n[i]);
	if (hum_n > 0)
		hum_n *= hum(&converter->mains, t_s, state->hum_phase_rad);
	for (size_t i = 0; i < CELLS_A_SIDE; i++) {
		double share =
			1 + corner[i].x * x + corner[i].y * y + corner[i].twist * state->twist;
		double cell_n = force_n / CELLS_A_SIDE * share + state->offset_n[i] + hum_n +
				slow_at(&state->drift_n[i], t_s) + white_n[i];

		counts[i] = to_count(scene->cell_gain[side][i] * cell_n / newton_per_count +
					     state->zero[i],
				     converter->step);
	}
}

static void describe_plate(struct plate *plate, int side, const struct plate_state *state)
{
	snprintf(plate->name, sizeof(plate->name), "%s", side == SIDE_LEFT ? "left" : "right");
	plate->foot = side == SIDE_LEFT ? FOOT_LEFT : FOOT_RIGHT;
	plate->kind = PLATE_CELLS;
	plate->cells = CELLS_A_SIDE;
	for (size_t i = 0; i < CELLS_A_SIDE; i++)
		plate->cell[i] = (struct cell){
			.column = side * CELLS_A_SIDE + (int)i,
			.x_m = corner[i].x * CELL_X_M,
			.y_m = corner[i].y * CELL_Y_M,
			.newton_per_unit = newton_per_count,
			.zero = state->zero[i],
		};
}

static void converter_init(struct converter *converter, const struct scene *scene,
			   struct random *random)
{
	bool sixty = random_uniform(random) < 0.25;
	int bits = scene->tier->bits + (int)random_below(random, 25 - (uint64_t)scene->tier->bits);

	converter->white_n = scene->options->noise_n / sqrt(CELLS_A_SIDE);
	converter->step = (int32_t)1 << (24 - bits);
	converter->mains = (struct mains){
		.hz = (sixty ? 60 : 50) + random_range(random, -0.2, 0.2),
		.second = random_range(random, 0.1, 0.3),
		.third = random_range(random, 0.1, 0.3),
	};
	random_stream(&converter->random, scene->options->seed ^ scene_disc_seed(scene),
		      STREAM_CELLS);
}

int scene_cells(struct scene *scene, struct plate *plates, int32_t *counts, struct error *err)
{
	struct plate_state state[SIDES] = {0};
	struct converter converter;
	struct random random;
	int ret = 0;

	random_stream(&random, scene->options->seed, STREAM_PLATES);
	converter_init(&converter, scene, &random);
	for (int side = 0; side < SIDES; side++) {
		if (plate_state_init(&state[side], scene, &random)) {
			ret = fail(err, HINGE_ENOMEM, "no memory for the simulated plates");
			goto out;
		}
		describe_plate(&plates[side], side, &state[side]);
	}
	/* gains are relative to the left plate, skew is behind it */
	state[SIDE_LEFT].gain = 1;
	scene->right_gain = state[SIDE_RIGHT].gain;
	state[SIDE_LEFT].skew_frames = 0;
	for (size_t k = 0; k < scene->frames; k++)
		for (int side = 0; side < SIDES; side++)
			convert_plate(
				scene, side, k, &state[side], &converter,
				&counts[k * SIMULATED_CHANNELS + (size_t)side * CELLS_A_SIDE]);
out:
	for (int side = 0; side < SIDES; side++)
		plate_state_reset(&state[side]);
	return ret;
}
