/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/lifter.h"

#include "tests/support/assert_near.h"

#include <stdlib.h>
#include <string.h>

static const double gravity = 9.80665;

struct lifter *lifter_new(double rate_hz, double body_kg, double bar_kg)
{
	struct lifter *lifter = calloc(1, sizeof(*lifter));

	assert_non_null(lifter);
	lifter->rate_hz = rate_hz;
	lifter->body_kg = body_kg;
	lifter->bar_kg = bar_kg;
	lifter->right_share = 0.5;
	return lifter;
}

double lifter_now_s(const struct lifter *lifter)
{
	return (double)lifter->frames / lifter->rate_hz;
}

static void add(struct lifter *lifter, double force_n)
{
	size_t i = lifter->frames++;

	assert_true(i < LIFTER_FRAMES_MAX);
	lifter->total_n[i] = force_n;
	lifter->side_n[i][0] = force_n * (1 - lifter->right_share);
	lifter->side_n[i][1] = force_n * lifter->right_share;
}

static size_t frames_in(const struct lifter *lifter, double seconds)
{
	return (size_t)lround(seconds * lifter->rate_hz);
}

static void add_level(struct lifter *lifter, double force_n, double seconds)
{
	for (size_t n = frames_in(lifter, seconds); n > 0; n--)
		add(lifter, force_n);
}

void lifter_leave(struct lifter *lifter, double seconds)
{
	add_level(lifter, 0, seconds);
}

void lifter_stand(struct lifter *lifter, double seconds)
{
	add_level(lifter, lifter->body_kg * gravity, seconds);
}

void lifter_hold(struct lifter *lifter, double seconds)
{
	add_level(lifter, (lifter->body_kg + lifter->bar_kg) * gravity, seconds);
}

void lifter_pull(struct lifter *lifter, double from, double to, double seconds)
{
	size_t n = frames_in(lifter, seconds);

	for (size_t i = 0; i < n; i++) {
		double share = from + (to - from) * (double)i / (double)n;

		add(lifter, (lifter->body_kg + share * lifter->bar_kg) * gravity);
	}
}

void lifter_move(struct lifter *lifter, double metres, double seconds)
{
	size_t n = frames_in(lifter, seconds);

	for (size_t i = 0; i < n; i++) {
		double t = (double)i / (double)n;
		double a = metres / (seconds * seconds) * (60 * t - 180 * t * t + 120 * t * t * t);

		add(lifter, (lifter->body_kg + lifter->bar_kg) * (gravity + a));
	}
}

void lifter_rise(struct lifter *lifter, double start_m_s, double metres, double seconds)
{
	size_t n = frames_in(lifter, seconds);
	double way = start_m_s * seconds;

	for (size_t i = 0; i < n; i++) {
		double t = (double)i / (double)n;
		double a = 6 * (10 * metres - 6 * way) * t + 12 * (8 * way - 15 * metres) * t * t +
			   20 * (6 * metres - 3 * way) * t * t * t;

		add(lifter,
		    (lifter->body_kg + lifter->bar_kg) * (gravity + a / (seconds * seconds)));
	}
}

double lifter_rep(struct lifter *lifter, double stand_s)
{
	double liftoff_s;

	lifter_stand(lifter, stand_s);
	lifter_pull(lifter, 0, 1, 0.5);
	liftoff_s = lifter_now_s(lifter);
	lifter_move(lifter, 0.42, 1.4);
	lifter_hold(lifter, 0.8);
	lifter_move(lifter, -0.42, 1.2);
	lifter_pull(lifter, 1, 0, 0.05);
	return liftoff_s;
}

void lifter_set_down(struct lifter *lifter, double metres)
{
	lifter_move(lifter, -metres, 1.2);
	lifter_pull(lifter, 1, 0, 0.05);
	lifter_stand(lifter, 2);
}

struct event_signals lifter_signals(const struct lifter *lifter)
{
	return (struct event_signals){
		.frames = lifter->frames,
		.rate_hz = lifter->rate_hz,
		.side_n = &lifter->side_n[0][0],
		.side_20_n = &lifter->side_n[0][0],
		.total_50_n = lifter->total_n,
		.total_20_n = lifter->total_n,
		.total_6_n = lifter->total_n,
		.quality = lifter->quality,
	};
}

struct trial *lifter_trial(const struct lifter *lifter)
{
	struct trial *trial;

	assert_int_equal(trial_new(&trial, 2, lifter->frames, NULL), 0);
	memcpy(trial->samples, lifter->side_n, 2 * lifter->frames * sizeof(double));
	memcpy(trial->quality, lifter->quality, lifter->frames);
	trial->info.rate_hz = lifter->rate_hz;
	trial->info.unit = UNIT_NEWTON;
	trial->info.channels = trial->info.plates = 2;
	trial->info.frames = (int64_t)lifter->frames;
	for (int p = 0; p < 2; p++) {
		struct plate *plate = &trial->info.plate[p];

		plate->foot = p ? FOOT_RIGHT : FOOT_LEFT;
		plate->kind = PLATE_FZ;
		plate->cells = 1;
		plate->cell[0] = (struct cell){.column = p, .newton_per_unit = 1};
	}
	return trial;
}

struct trial *lifter_leaning_trial(double rate_hz, int reps)
{
	struct lifter *lifter = lifter_new(rate_hz, 80, 102);
	struct trial *trial;

	lifter_leave(lifter, 2);
	lifter->right_share = 0.55;
	for (int i = 0; i < reps; i++) {
		/* no two lifts are the same */
		lifter->bar_kg = i % 2 ? 102.2 : 101.8;
		lifter_rep(lifter, 3);
	}
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	trial = lifter_trial(lifter);
	trial->info.load_kg = 102;
	free(lifter);
	return trial;
}

double minimum_jerk_time(double share, double seconds)
{
	double low = 0, high = 1;

	for (int i = 0; i < 60; i++) {
		double t = (low + high) / 2;

		if (t * t * t * (10 - 15 * t + 6 * t * t) < share)
			low = t;
		else
			high = t;
	}
	return low * seconds;
}
