/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state machine on forces whose every moment is known. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"

#include "formats/trial.h"

#include <stdlib.h>

static const double gravity = 9.80665;

struct found {
	struct lifter *lifter;
	struct event_signals signals;
	struct config config;
	struct rep_list reps;
};

static void begin_at(struct found *f, double rate_hz, double bar_kg)
{
	*f = (struct found){.lifter = lifter_new(rate_hz, 80, bar_kg)};
	config_init(&f->config);
}

/* 80 kg lift 102 kg. */
static void begin(struct found *f)
{
	begin_at(f, 1000, 102);
}

/* From the top to the floor, and standing. */
static void set_down(struct lifter *lifter, double metres)
{
	lifter_move(lifter, -metres, 1.2);
	lifter_pull(lifter, 1, 0, 0.05);
	lifter_stand(lifter, 2);
}

static void find_with(struct found *f, double load_kg)
{
	struct body_weight body;
	struct error err;

	f->signals = lifter_signals(f->lifter);
	assert_int_equal(body_weight_find(&f->signals, &f->config, (double)NAN, &body, &err), 0);
	assert_true(body.found);
	struct bar_loads loads = {1, {{0, f->signals.frames, load_kg * gravity}}};

	if (reps_find(&f->signals, &f->config, &body, &loads, &f->reps, &err))
		fail_msg("%s", err.text);
}

static void find(struct found *f)
{
	find_with(f, f->lifter->bar_kg);
}

static void end(struct found *f)
{
	rep_list_reset(&f->reps);
	free(f->lifter);
}

/* One rep is all there is; returns its lift-off. */
static double find_one(struct found *f)
{
	double liftoff_s;

	begin(f);
	liftoff_s = lifter_rep(f->lifter, 3);
	lifter_stand(f->lifter, 2);
	find(f);
	assert_int_equal(f->reps.count, 1);
	return liftoff_s;
}

static void a_minimum_jerk_lift_is_timed(void **state)
{
	struct found f;
	double liftoff_s = find_one(&f);
	const struct rep *rep = &f.reps.rep[0];

	(void)state;

	assert_int_equal(rep->kind, REP_DEAD_STOP);
	assert_int_equal(rep->end, END_LOWERED);
	assert_true(rep->valid);
	assert_int_equal(rep->flags, 0);
	assert_int_equal(rep->set, 1);
	assert_int_equal(rep->rep, 1);
	assert_near(rep->liftoff_s, liftoff_s, 0.005);
	assert_near(rep->lockout_s, liftoff_s + minimum_jerk_time(0.98, 1.4), 0.010);
	assert_near(rep->lower_s, liftoff_s + 2.2 + minimum_jerk_time(0.02, 1.2), 0.010);
	assert_near(rep->touchdown_s, liftoff_s + 1.4 + 0.8 + 1.2, 0.005);
	assert_near(rep->displacement_m, 0.42, 0.002);
	assert_close(rep->peak_velocity_m_s, 0.5625, 0.005);
	assert_near(rep->end_velocity_m_s, 0, 0.002);
	assert_nan(rep->sticking_start_s);
	/* the pull rises by 2000.6 N/s: 20 N above body weight 10 ms after it begins */
	assert_near(rep->onset_s, 3.010, 0.002);
	end(&f);
}

/* O36: 5 N over 1.4 s and half a hold */
static void an_error_of_weight_shows_and_is_taken_off(void **state)
{
	struct found f;
	double liftoff_s;

	(void)state;
	begin(&f);
	liftoff_s = lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 2);
	find_with(&f, 102 - 5 / gravity);
	assert_int_equal(f.reps.count, 1);
	/* the middle of the plateau is about 1.8 s after lift-off */
	assert_near(f.reps.rep[0].end_velocity_m_s, 5. / 182 * 1.8, 0.005);
	assert_near(f.reps.rep[0].displacement_m, 0.42, 0.004);
	assert_near(f.reps.rep[0].lockout_s, liftoff_s + minimum_jerk_time(0.98, 1.4), 0.020);
	assert_false(f.reps.rep[0].flags & FLAG_DRIFT);
	end(&f);
}

/* At 1 kHz. */
static void assert_moves_in_the_first_rep_only(const struct rep_list *reps)
{
	size_t from = (size_t)lround(reps->rep[0].liftoff_s * 1000);
	size_t to = (size_t)lround(reps->rep[0].touchdown_s * 1000);

	for (size_t i = 0; i < reps->frames; i++) {
		assert_int_equal(isnan(reps->velocity_m_s[i]), i < from || i > to);
		assert_int_equal(isnan(reps->displacement_m[i]), i < from || i > to);
	}
}

static void motion_is_known_from_liftoff_to_touchdown_only(void **state)
{
	struct found f;

	(void)state;
	find_one(&f);
	assert_moves_in_the_first_rep_only(&f.reps);
	end(&f);
}

/* The bar touches, keeps a fifth of its weight on the hands and goes up again. */
static void a_bar_that_bounces_is_touch_and_go(void **state)
{
	struct found f;
	double second_s;

	(void)state;
	begin(&f);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 1, 0.5);
	lifter_move(f.lifter, 0.42, 1.4);
	lifter_hold(f.lifter, 0.5);
	lifter_move(f.lifter, -0.42, 1.2);
	lifter_pull(f.lifter, 1, 0.2, 0.05);
	lifter_pull(f.lifter, 0.2, 1, 0.15);
	second_s = lifter_now_s(f.lifter);
	lifter_move(f.lifter, 0.42, 1.4);
	lifter_hold(f.lifter, 0.5);
	set_down(f.lifter, 0.42);
	find(&f);
	assert_int_equal(f.reps.count, 2);
	assert_int_equal(f.reps.rep[0].kind, REP_TOUCH_AND_GO);
	assert_int_equal(f.reps.rep[1].kind, REP_TOUCH_AND_GO);
	assert_false(f.reps.rep[0].flags & FLAG_TURNAROUND);
	assert_true(f.reps.rep[1].flags & FLAG_TURNAROUND);
	assert_nan(f.reps.rep[1].onset_s);
	assert_near(f.reps.rep[1].liftoff_s, second_s, 0.010);
	assert_near(f.reps.rep[1].displacement_m, 0.42, 0.01);

	struct phase phases[PHASES];

	assert_int_equal(phases_of_rep(&f.reps, &f.reps.rep[1], 1000, phases), PHASES);
	assert_int_equal(phases[0].phase, PHASE_SLACK);
	assert_near(phases[0].t_start_s, f.reps.rep[0].touchdown_s, 1e-9);
	end(&f);
}

/* The discs bounce: the body has begun to rise at 0.12 m/s when they leave the floor again. */
static void a_lift_after_a_bounce_begins_in_motion(void **state)
{
	const double start_m_s = 0.12, rise_m = 0.45, rise_s = 1.5;
	double second_s, t = 0, d = 0;
	struct found f;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	f.lifter->frames -= 40; /* down to a fifth of the bar only */
	lifter_pull(f.lifter, 0.2, 1, 0.15);
	second_s = lifter_now_s(f.lifter);
	lifter_rise(f.lifter, start_m_s, rise_m, rise_s);
	lifter_hold(f.lifter, 2);
	set_down(f.lifter, rise_m);
	find(&f);
	assert_int_equal(f.reps.count, 2);
	assert_true(f.reps.rep[1].flags & FLAG_TURNAROUND);
	for (double way = start_m_s * rise_s; d < 0.98 * rise_m; t += 1e-4)
		d = way * t + (10 * rise_m - 6 * way) * t * t * t +
		    (8 * way - 15 * rise_m) * t * t * t * t +
		    (6 * rise_m - 3 * way) * t * t * t * t * t;
	assert_near(f.reps.rep[1].liftoff_s, second_s, 0.010);
	assert_near(f.reps.rep[1].displacement_m, rise_m, 0.01);
	assert_near(f.reps.rep[1].lockout_s, second_s + t * rise_s, 0.02);
	end(&f);
}

static void phases_follow_each_other(void **state)
{
	static const enum phase_id order[] = {PHASE_SLACK, PHASE_LIFT1, PHASE_LIFT2,
					      PHASE_LIFT,  PHASE_HOLD,  PHASE_LOWER};
	struct found f;
	struct phase phase[PHASES];
	double liftoff_s = find_one(&f);

	(void)state;
	assert_int_equal(phases_of_rep(&f.reps, &f.reps.rep[0], 1000, phase), PHASES);
	for (size_t i = 0; i < PHASES; i++)
		assert_int_equal(phase[i].phase, order[i]);
	assert_near(phase[1].t_end_s, liftoff_s + 0.7, 0.005); /* half of the way */
	assert_near(phase[1].t_start_s, f.reps.rep[0].liftoff_s, 0);
	assert_near(phase[2].t_start_s, phase[1].t_end_s, 0);
	assert_near(phase[3].t_start_s, phase[1].t_start_s, 0);
	assert_near(phase[3].t_end_s, phase[2].t_end_s, 0);
	assert_near(phase[4].t_start_s, phase[3].t_end_s, 0);
	assert_near(phase[5].t_start_s, phase[4].t_end_s, 0);
	assert_near(phase[5].t_end_s, f.reps.rep[0].touchdown_s, 0);
	end(&f);
}

/* Let go at the top: the body, freed of the bar, springs up below its own weight. */
static void a_bar_let_go_at_the_top_is_dropped(void **state)
{
	struct found f;
	double drop_s;

	(void)state;
	begin(&f);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 1, 0.5);
	lifter_move(f.lifter, 0.42, 1.4);
	lifter_hold(f.lifter, 0.8);
	drop_s = lifter_now_s(f.lifter);
	lifter_pull(f.lifter, 1, -0.1, 0.03);
	lifter_pull(f.lifter, -0.1, 0, 0.2);
	lifter_stand(f.lifter, 2);
	find(&f);
	assert_int_equal(f.reps.count, 1);
	assert_int_equal(f.reps.rep[0].end, END_DROPPED);
	assert_true(f.reps.rep[0].flags & FLAG_DROPPED);
	assert_true(f.reps.rep[0].valid);
	assert_near(f.reps.rep[0].touchdown_s, drop_s, 0.010);
	assert_nan(f.reps.rep[0].lower_s);

	struct phase phases[PHASES];
	size_t n = phases_of_rep(&f.reps, &f.reps.rep[0], 1000, phases);

	assert_int_equal(phases[n - 1].phase, PHASE_HOLD);
	end(&f);
}

static void a_pull_that_lifts_nothing_is_a_failed_rep(void **state)
{
	struct found f;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 0.8, 0.5);
	lifter_pull(f.lifter, 0.8, 0.8, 1);
	lifter_pull(f.lifter, 0.8, 0, 0.3);
	lifter_stand(f.lifter, 2);
	find(&f);
	assert_int_equal(f.reps.count, 2);
	assert_int_equal(f.reps.rep[1].kind, REP_FAILED);
	assert_int_equal(f.reps.rep[1].end, END_NONE);
	assert_false(f.reps.rep[1].valid);
	assert_nan(f.reps.rep[1].liftoff_s);
	assert_nan(f.reps.rep[1].asymmetry_lift_pct);

	struct phase phases[PHASES];

	assert_int_equal(phases_of_rep(&f.reps, &f.reps.rep[1], 1000, phases), 1);
	assert_int_equal(phases[0].phase, PHASE_SLACK);
	end(&f);
}

/* 0.2 m is less than 0.6 of 0.42 m */
static void a_rep_that_stops_half_way_is_partial(void **state)
{
	struct found f;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 2);
	lifter_stand(f.lifter, 2);
	lifter_pull(f.lifter, 0, 1, 0.5);
	lifter_move(f.lifter, 0.2, 1);
	lifter_hold(f.lifter, 0.5);
	set_down(f.lifter, 0.2);
	find(&f);
	assert_int_equal(f.reps.count, 3);
	assert_true(f.reps.rep[1].valid);
	assert_int_equal(f.reps.rep[2].kind, REP_PARTIAL);
	assert_true(f.reps.rep[2].flags & FLAG_PARTIAL);
	assert_false(f.reps.rep[2].valid);
	end(&f);
}

/* 15 N on the plates from the first rep on: integrated with the weight of the bar alone, 182 kg
 * would be 15 / 182 * 3.4^2 / 2 = 0.48 m too high when they come down. */
static void what_leans_on_the_plates_is_weighed_with_the_lift(void **state)
{
	struct found f;
	double liftoff_s, down_s;

	(void)state;
	begin(&f);
	liftoff_s = lifter_rep(f.lifter, 3);
	down_s = lifter_now_s(f.lifter) - 0.05;
	lifter_stand(f.lifter, 2);
	for (size_t i = 3000; i < f.lifter->frames; i++) {
		f.lifter->total_n[i] += 15;
		f.lifter->side_n[i][0] += 15;
	}
	find(&f);
	assert_int_equal(f.reps.count, 1);
	assert_true(f.reps.rep[0].valid);
	assert_near(f.reps.rep[0].displacement_m, 0.42, 0.010);
	assert_near(f.reps.rep[0].liftoff_s, liftoff_s, 0.020);
	assert_near(f.reps.rep[0].lockout_s, liftoff_s + minimum_jerk_time(0.98, 1.4), 0.030);
	assert_near(f.reps.rep[0].touchdown_s, down_s, 0.010);
	assert_moves_in_the_first_rep_only(&f.reps);
	end(&f);
}

/* The force wanders about the weight of the bar for three seconds, and the hands let go in a
 * quarter of one. */
static void a_pull_against_pins_lifts_nothing(void **state)
{
	static const double loads_kg[] = {100, 102, 104};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct found f;

		begin(&f);
		lifter_stand(f.lifter, 3);
		lifter_pull(f.lifter, 0, 0.97, 0.5);
		lifter_pull(f.lifter, 0.97, 1.06, 1);
		lifter_pull(f.lifter, 1.06, 0.97, 2);
		lifter_pull(f.lifter, 0.97, 0, 0.25);
		lifter_stand(f.lifter, 2);
		find_with(&f, loads_kg[i]);
		for (size_t k = 0; k < f.reps.count; k++)
			assert_int_equal(f.reps.rep[k].kind, REP_FAILED);
		end(&f);
	}
}

/* Two pulls one after the other: the velocity falls and rises again. */
static void a_sticking_region_is_found(void **state)
{
	struct found f;
	double liftoff_s;
	size_t start;

	(void)state;
	begin(&f);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 1, 0.5);
	liftoff_s = lifter_now_s(f.lifter);
	start = f.lifter->frames;
	/* 0.25 m in 1 s and, from 0.7 s on, 0.2 m in 1.2 s */
	lifter_move(f.lifter, 0.25, 1);
	f.lifter->frames = start + 700;
	for (size_t i = 0; i < 1200; i++) {
		double t = (double)i / 1200;
		double a = 0.2 / 1.44 * (60 * t - 180 * t * t + 120 * t * t * t);
		double first = i < 300 ? f.lifter->total_n[start + 700 + i] : 182 * gravity;
		size_t at = f.lifter->frames++;

		f.lifter->total_n[at] = first + 182 * a;
		f.lifter->side_n[at][0] = f.lifter->side_n[at][1] = f.lifter->total_n[at] / 2;
	}
	lifter_hold(f.lifter, 0.8);
	set_down(f.lifter, 0.45);
	find(&f);
	assert_int_equal(f.reps.count, 1);
	/* v1: the first move peaks after 0.5 s; vmin: v = 7.5 t^2 (1 - t)^2 + 5 u^2 (1 - u)^2 with
	 * u = (t - 0.7) / 1.2 is least at t = 0.934 s */
	assert_near(f.reps.rep[0].sticking_start_s, liftoff_s + 0.5, 0.010);
	assert_near(f.reps.rep[0].sticking_end_s, liftoff_s + 0.934, 0.010);
	assert_near(f.reps.rep[0].displacement_m, 0.45, 0.005);
	end(&f);
}

static void a_gap_inside_spoils_only_its_rep(void **state)
{
	struct found f;
	double liftoff_s;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	liftoff_s = lifter_rep(f.lifter, 2);
	lifter_rep(f.lifter, 2);
	lifter_stand(f.lifter, 2);
	for (size_t i = 0; i < 20; i++)
		f.lifter->quality[(size_t)(liftoff_s * 1000) + 400 + i] = QUALITY_GAP;
	find(&f);
	assert_int_equal(f.reps.count, 3);
	assert_true(f.reps.rep[0].valid);
	assert_false(f.reps.rep[1].valid);
	assert_true(f.reps.rep[1].flags & FLAG_GAP);
	assert_int_equal(f.reps.rep[1].end, END_NONE);
	assert_nan(f.reps.rep[1].lockout_s);
	assert_true(f.reps.rep[2].valid);
	end(&f);
}

static void saturation_inside_spoils_its_rep(void **state)
{
	struct found f;
	double liftoff_s;

	(void)state;
	begin(&f);
	liftoff_s = lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 2);
	f.lifter->quality[(size_t)(liftoff_s * 1000) + 400] = QUALITY_SATURATED | QUALITY_CLIPPED;
	find(&f);
	assert_int_equal(f.reps.count, 1);
	assert_false(f.reps.rep[0].valid);
	assert_true(f.reps.rep[0].flags & FLAG_SATURATED);
	end(&f);
}

static void a_recording_that_ends_on_the_way_up_has_no_lockout(void **state)
{
	struct found f;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 2);
	f.lifter->frames -= 50 + 1200 + 800 + 700; /* half of the second rise */
	find(&f);
	assert_int_equal(f.reps.count, 2);
	assert_true(f.reps.rep[1].flags & FLAG_EDGE);
	assert_false(f.reps.rep[1].valid);
	assert_nan(f.reps.rep[1].lockout_s);
	assert_nan(f.reps.rep[1].touchdown_s);
	end(&f);
}

static void a_recording_that_ends_at_the_top_keeps_the_lift(void **state)
{
	struct found f;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 2);
	f.lifter->frames -= 50 + 1200 + 300;
	find(&f);
	assert_int_equal(f.reps.count, 2);
	assert_true(f.reps.rep[1].flags & FLAG_EDGE);
	assert_true(f.reps.rep[1].valid);
	assert_int_equal(f.reps.rep[1].end, END_NONE);
	assert_near(f.reps.rep[1].displacement_m, 0.42, 0.002);
	end(&f);
}

static void a_long_rest_begins_a_set(void **state)
{
	struct found f;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 5);
	lifter_rep(f.lifter, 21);
	lifter_stand(f.lifter, 2);
	find(&f);
	assert_int_equal(f.reps.count, 3);
	assert_int_equal(f.reps.rep[1].set, 1);
	assert_int_equal(f.reps.rep[1].rep, 2);
	assert_int_equal(f.reps.rep[2].set, 2);
	assert_int_equal(f.reps.rep[2].rep, 1);
	end(&f);
}

/* 50 kg is less than 0.6 of 102. */
static void a_lighter_bar_is_a_set_of_its_own_and_a_warm_up(void **state)
{
	struct found f;
	struct bar_loads loads = {.count = 2};
	struct body_weight body;

	(void)state;
	begin_at(&f, 1000, 50);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 2);
	lifter_stand(f.lifter, 5);
	loads.load[0] = (struct bar_load){0, f.lifter->frames, 50 * gravity};
	f.lifter->bar_kg = 102;
	lifter_rep(f.lifter, 5);
	lifter_stand(f.lifter, 2);
	loads.load[1] = (struct bar_load){loads.load[0].to, f.lifter->frames, 102 * gravity};
	f.signals = lifter_signals(f.lifter);
	assert_int_equal(body_weight_find(&f.signals, &f.config, NAN, &body, NULL), 0);
	assert_int_equal(reps_find(&f.signals, &f.config, &body, &loads, &f.reps, NULL), 0);
	assert_int_equal(f.reps.count, 3);
	assert_int_equal(f.reps.rep[1].set, 1);
	assert_true(f.reps.rep[1].flags & FLAG_WARM_UP);
	assert_near(f.reps.load_n[1], 50 * gravity, 1e-9);
	assert_int_equal(f.reps.rep[2].set, 2);
	assert_int_equal(f.reps.rep[2].rep, 1);
	assert_int_equal(f.reps.rep[2].flags, 0);
	assert_near(f.reps.load_n[2], 102 * gravity, 1e-9);
	/* let go in 50 ms, 10 s on the floor, 0.5 s of pull */
	assert_near(f.reps.rep[2].liftoff_s - f.reps.rep[1].touchdown_s, 0.05 + 10 + 0.5, 0.010);
	for (size_t i = 0; i < 3; i++)
		assert_near(f.reps.rep[i].displacement_m, 0.42, 0.003);
	end(&f);
}

static void stepping_off_begins_a_set(void **state)
{
	struct found f;

	(void)state;
	begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 1);
	lifter_leave(f.lifter, 2);
	lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 2);
	find(&f);
	assert_int_equal(f.reps.count, 2);
	assert_int_equal(f.reps.rep[1].set, 2);
	end(&f);
}

/* A push of twice body weight, 0.4 s in the air, a landing. */
static void a_jump_is_no_rep(void **state)
{
	struct found f;

	(void)state;
	begin_at(&f, 1000, 80);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 1.2, 0.2);
	lifter_pull(f.lifter, 1.2, 1.2, 0.1);
	lifter_leave(f.lifter, 0.4);
	lifter_pull(f.lifter, 2, 0, 0.3);
	lifter_stand(f.lifter, 2);
	find_with(&f, 60);
	for (size_t i = 0; i < f.reps.count; i++)
		assert_int_equal(f.reps.rep[i].kind, REP_FAILED);
	assert_int_equal(flights_count(&f.signals, &f.config), 1);
	end(&f);
}

static void stepping_on_and_off_is_no_flight(void **state)
{
	struct found f;

	(void)state;
	begin_at(&f, 1000, 80);
	lifter_leave(f.lifter, 1);
	lifter_stand(f.lifter, 3);
	lifter_leave(f.lifter, 2);
	lifter_stand(f.lifter, 3);
	lifter_leave(f.lifter, 1);
	f.signals = lifter_signals(f.lifter);
	assert_int_equal(flights_count(&f.signals, &f.config), 0);
	end(&f);
}

static void standing_has_no_reps(void **state)
{
	struct found f;

	(void)state;
	begin_at(&f, 1000, 100);
	lifter_stand(f.lifter, 20);
	find(&f);
	assert_int_equal(f.reps.count, 0);
	end(&f);
}

/* 100 Hz to 10 kHz: the same lift. */
static void the_rate_does_not_matter(void **state)
{
	static const double rates[] = {100, 500, 2000, 10000};

	(void)state;
	for (size_t r = 0; r < 4; r++) {
		struct found f;
		double liftoff_s;

		begin_at(&f, rates[r], 102);
		liftoff_s = lifter_rep(f.lifter, 3);
		lifter_stand(f.lifter, 2);
		find(&f);
		assert_int_equal(f.reps.count, 1);
		assert_near(f.reps.rep[0].liftoff_s, liftoff_s, 0.010);
		assert_near(f.reps.rep[0].displacement_m, 0.42, 0.004);
		assert_near(f.reps.rep[0].lockout_s, liftoff_s + minimum_jerk_time(0.98, 1.4),
			    0.020);
		end(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_minimum_jerk_lift_is_timed),
		cmocka_unit_test(an_error_of_weight_shows_and_is_taken_off),
		cmocka_unit_test(motion_is_known_from_liftoff_to_touchdown_only),
		cmocka_unit_test(a_bar_that_bounces_is_touch_and_go),
		cmocka_unit_test(a_lift_after_a_bounce_begins_in_motion),
		cmocka_unit_test(phases_follow_each_other),
		cmocka_unit_test(a_bar_let_go_at_the_top_is_dropped),
		cmocka_unit_test(a_pull_that_lifts_nothing_is_a_failed_rep),
		cmocka_unit_test(a_rep_that_stops_half_way_is_partial),
		cmocka_unit_test(what_leans_on_the_plates_is_weighed_with_the_lift),
		cmocka_unit_test(a_pull_against_pins_lifts_nothing),
		cmocka_unit_test(a_sticking_region_is_found),
		cmocka_unit_test(a_gap_inside_spoils_only_its_rep),
		cmocka_unit_test(saturation_inside_spoils_its_rep),
		cmocka_unit_test(a_recording_that_ends_on_the_way_up_has_no_lockout),
		cmocka_unit_test(a_recording_that_ends_at_the_top_keeps_the_lift),
		cmocka_unit_test(a_long_rest_begins_a_set),
		cmocka_unit_test(a_lighter_bar_is_a_set_of_its_own_and_a_warm_up),
		cmocka_unit_test(stepping_off_begins_a_set),
		cmocka_unit_test(a_jump_is_no_rep),
		cmocka_unit_test(stepping_on_and_off_is_no_flight),
		cmocka_unit_test(standing_has_no_reps),
		cmocka_unit_test(the_rate_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
