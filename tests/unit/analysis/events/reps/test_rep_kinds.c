/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kind of rep the state machine takes a pull for, and what is none. */
#include "tests/support/assert_near.h"
#include "tests/support/found.h"

/* The bar touches, keeps a fifth of its weight on the hands and goes up again. */
static void a_bar_that_bounces_is_touch_and_go(void **state)
{
	struct found f;
	double second_s;

	(void)state;
	found_begin(&f);
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
	lifter_set_down(f.lifter, 0.42);
	found_reps(&f);
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
	found_end(&f);
}

/* The discs bounce: the body has begun to rise at 0.12 m/s when they leave the floor again. */
static void a_lift_after_a_bounce_begins_in_motion(void **state)
{
	const double start_m_s = 0.12, rise_m = 0.45, rise_s = 1.5;
	double second_s, t = 0, d = 0;
	struct found f;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	f.lifter->frames -= 40; /* down to a fifth of the bar only */
	lifter_pull(f.lifter, 0.2, 1, 0.15);
	second_s = lifter_now_s(f.lifter);
	lifter_rise(f.lifter, start_m_s, rise_m, rise_s);
	lifter_hold(f.lifter, 2);
	lifter_set_down(f.lifter, rise_m);
	found_reps(&f);
	assert_int_equal(f.reps.count, 2);
	assert_true(f.reps.rep[1].flags & FLAG_TURNAROUND);
	for (double way = start_m_s * rise_s; d < 0.98 * rise_m; t += 1e-4)
		d = way * t + (10 * rise_m - 6 * way) * t * t * t +
		    (8 * way - 15 * rise_m) * t * t * t * t +
		    (6 * rise_m - 3 * way) * t * t * t * t * t;
	assert_near(f.reps.rep[1].liftoff_s, second_s, 0.010);
	assert_near(f.reps.rep[1].displacement_m, rise_m, 0.01);
	assert_near(f.reps.rep[1].lockout_s, second_s + t * rise_s, 0.02);
	found_end(&f);
}

/* Let go at the top: the body, freed of the bar, springs up below its own weight. */
static void a_bar_let_go_at_the_top_is_dropped(void **state)
{
	struct found f;
	double drop_s;

	(void)state;
	found_begin(&f);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 1, 0.5);
	lifter_move(f.lifter, 0.42, 1.4);
	lifter_hold(f.lifter, 0.8);
	drop_s = lifter_now_s(f.lifter);
	lifter_pull(f.lifter, 1, -0.1, 0.03);
	lifter_pull(f.lifter, -0.1, 0, 0.2);
	lifter_stand(f.lifter, 2);
	found_reps(&f);
	assert_int_equal(f.reps.count, 1);
	assert_int_equal(f.reps.rep[0].end, END_DROPPED);
	assert_true(f.reps.rep[0].flags & FLAG_DROPPED);
	assert_true(f.reps.rep[0].valid);
	assert_near(f.reps.rep[0].touchdown_s, drop_s, 0.010);
	assert_nan(f.reps.rep[0].lower_s);

	struct phase phases[PHASES];
	size_t n = phases_of_rep(&f.reps, &f.reps.rep[0], 1000, phases);

	assert_int_equal(phases[n - 1].phase, PHASE_HOLD);
	found_end(&f);
}

static void a_pull_that_lifts_nothing_is_a_failed_rep(void **state)
{
	struct found f;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 0.8, 0.5);
	lifter_pull(f.lifter, 0.8, 0.8, 1);
	lifter_pull(f.lifter, 0.8, 0, 0.3);
	lifter_stand(f.lifter, 2);
	found_reps(&f);
	assert_int_equal(f.reps.count, 2);
	assert_int_equal(f.reps.rep[1].kind, REP_FAILED);
	assert_int_equal(f.reps.rep[1].end, END_NONE);
	assert_false(f.reps.rep[1].valid);
	assert_nan(f.reps.rep[1].liftoff_s);
	assert_nan(f.reps.rep[1].asymmetry_lift_pct);

	struct phase phases[PHASES];

	assert_int_equal(phases_of_rep(&f.reps, &f.reps.rep[1], 1000, phases), 1);
	assert_int_equal(phases[0].phase, PHASE_SLACK);
	found_end(&f);
}

/* 0.2 m is less than 0.6 of 0.42 m */
static void a_rep_that_stops_half_way_is_partial(void **state)
{
	struct found f;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 2);
	lifter_stand(f.lifter, 2);
	lifter_pull(f.lifter, 0, 1, 0.5);
	lifter_move(f.lifter, 0.2, 1);
	lifter_hold(f.lifter, 0.5);
	lifter_set_down(f.lifter, 0.2);
	found_reps(&f);
	assert_int_equal(f.reps.count, 3);
	assert_true(f.reps.rep[1].valid);
	assert_int_equal(f.reps.rep[2].kind, REP_PARTIAL);
	assert_true(f.reps.rep[2].flags & FLAG_PARTIAL);
	assert_false(f.reps.rep[2].valid);
	found_end(&f);
}

/* The force wanders about the weight of the bar for three seconds, and the hands let go in a
 * quarter of one. */
static void a_pull_against_pins_lifts_nothing(void **state)
{
	static const double loads_kg[] = {100, 102, 104};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct found f;

		found_begin(&f);
		lifter_stand(f.lifter, 3);
		lifter_pull(f.lifter, 0, 0.97, 0.5);
		lifter_pull(f.lifter, 0.97, 1.06, 1);
		lifter_pull(f.lifter, 1.06, 0.97, 2);
		lifter_pull(f.lifter, 0.97, 0, 0.25);
		lifter_stand(f.lifter, 2);
		found_reps_with(&f, loads_kg[i]);
		for (size_t k = 0; k < f.reps.count; k++)
			assert_int_equal(f.reps.rep[k].kind, REP_FAILED);
		found_end(&f);
	}
}

/* A push of twice body weight, 0.4 s in the air, a landing. */
static void a_jump_is_no_rep(void **state)
{
	struct found f;

	(void)state;
	found_begin_at(&f, 1000, 80);
	lifter_stand(f.lifter, 3);
	lifter_pull(f.lifter, 0, 1.2, 0.2);
	lifter_pull(f.lifter, 1.2, 1.2, 0.1);
	lifter_leave(f.lifter, 0.4);
	lifter_pull(f.lifter, 2, 0, 0.3);
	lifter_stand(f.lifter, 2);
	found_reps_with(&f, 60);
	for (size_t i = 0; i < f.reps.count; i++)
		assert_int_equal(f.reps.rep[i].kind, REP_FAILED);
	assert_int_equal(flights_count(&f.signals, &f.config), 1);
	found_end(&f);
}

static void stepping_on_and_off_is_no_flight(void **state)
{
	struct found f;

	(void)state;
	found_begin_at(&f, 1000, 80);
	lifter_leave(f.lifter, 1);
	lifter_stand(f.lifter, 3);
	lifter_leave(f.lifter, 2);
	lifter_stand(f.lifter, 3);
	lifter_leave(f.lifter, 1);
	f.signals = lifter_signals(f.lifter);
	assert_int_equal(flights_count(&f.signals, &f.config), 0);
	found_end(&f);
}

static void standing_has_no_reps(void **state)
{
	struct found f;

	(void)state;
	found_begin_at(&f, 1000, 100);
	lifter_stand(f.lifter, 20);
	found_reps(&f);
	assert_int_equal(f.reps.count, 0);
	found_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bar_that_bounces_is_touch_and_go),
		cmocka_unit_test(a_lift_after_a_bounce_begins_in_motion),
		cmocka_unit_test(a_bar_let_go_at_the_top_is_dropped),
		cmocka_unit_test(a_pull_that_lifts_nothing_is_a_failed_rep),
		cmocka_unit_test(a_rep_that_stops_half_way_is_partial),
		cmocka_unit_test(a_pull_against_pins_lifts_nothing),
		cmocka_unit_test(a_jump_is_no_rep),
		cmocka_unit_test(stepping_on_and_off_is_no_flight),
		cmocka_unit_test(standing_has_no_reps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
