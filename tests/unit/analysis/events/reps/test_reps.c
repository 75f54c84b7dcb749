/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state machine on forces whose every moment is known: when, how far, how fast. */
#include "tests/support/assert_near.h"
#include "tests/support/found.h"

static const double gravity = 9.80665;

/* One rep is all there is; returns its lift-off. */
static double find_one(struct found *f)
{
	double liftoff_s;

	found_begin(f);
	liftoff_s = lifter_rep(f->lifter, 3);
	lifter_stand(f->lifter, 2);
	found_reps(f);
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
	found_end(&f);
}

/* O36: 5 N over 1.4 s and half a hold */
static void an_error_of_weight_shows_and_is_taken_off(void **state)
{
	struct found f;
	double liftoff_s;

	(void)state;
	found_begin(&f);
	liftoff_s = lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 2);
	found_reps_with(&f, 102 - 5 / gravity);
	assert_int_equal(f.reps.count, 1);
	/* the middle of the plateau is about 1.8 s after lift-off */
	assert_near(f.reps.rep[0].end_velocity_m_s, 5. / 182 * 1.8, 0.005);
	assert_near(f.reps.rep[0].displacement_m, 0.42, 0.004);
	assert_near(f.reps.rep[0].lockout_s, liftoff_s + minimum_jerk_time(0.98, 1.4), 0.020);
	assert_false(f.reps.rep[0].flags & FLAG_DRIFT);
	found_end(&f);
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
	found_end(&f);
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
	found_end(&f);
}

/* 15 N on the plates from the first rep on: integrated with the weight of the bar alone, 182 kg
 * would be 15 / 182 * 3.4^2 / 2 = 0.48 m too high when they come down. */
static void what_leans_on_the_plates_is_weighed_with_the_lift(void **state)
{
	struct found f;
	double liftoff_s, down_s;

	(void)state;
	found_begin(&f);
	liftoff_s = lifter_rep(f.lifter, 3);
	down_s = lifter_now_s(f.lifter) - 0.05;
	lifter_stand(f.lifter, 2);
	for (size_t i = 3000; i < f.lifter->frames; i++) {
		f.lifter->total_n[i] += 15;
		f.lifter->side_n[i][0] += 15;
	}
	found_reps(&f);
	assert_int_equal(f.reps.count, 1);
	assert_true(f.reps.rep[0].valid);
	assert_near(f.reps.rep[0].displacement_m, 0.42, 0.010);
	assert_near(f.reps.rep[0].liftoff_s, liftoff_s, 0.020);
	assert_near(f.reps.rep[0].lockout_s, liftoff_s + minimum_jerk_time(0.98, 1.4), 0.030);
	assert_near(f.reps.rep[0].touchdown_s, down_s, 0.010);
	assert_moves_in_the_first_rep_only(&f.reps);
	found_end(&f);
}

/* Two pulls one after the other: the velocity falls and rises again. */
static void a_sticking_region_is_found(void **state)
{
	struct found f;
	double liftoff_s;
	size_t start;

	(void)state;
	found_begin(&f);
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
	lifter_set_down(f.lifter, 0.45);
	found_reps(&f);
	assert_int_equal(f.reps.count, 1);
	/* v1: the first move peaks after 0.5 s; vmin: v = 7.5 t^2 (1 - t)^2 + 5 u^2 (1 - u)^2 with
	 * u = (t - 0.7) / 1.2 is least at t = 0.934 s */
	assert_near(f.reps.rep[0].sticking_start_s, liftoff_s + 0.5, 0.010);
	assert_near(f.reps.rep[0].sticking_end_s, liftoff_s + 0.934, 0.010);
	assert_near(f.reps.rep[0].displacement_m, 0.45, 0.005);
	found_end(&f);
}

/* 100 Hz to 10 kHz: the same lift. */
static void the_rate_does_not_matter(void **state)
{
	static const double rates[] = {100, 500, 2000, 10000};

	(void)state;
	for (size_t r = 0; r < 4; r++) {
		struct found f;
		double liftoff_s;

		found_begin_at(&f, rates[r], 102);
		liftoff_s = lifter_rep(f.lifter, 3);
		lifter_stand(f.lifter, 2);
		found_reps(&f);
		assert_int_equal(f.reps.count, 1);
		assert_near(f.reps.rep[0].liftoff_s, liftoff_s, 0.010);
		assert_near(f.reps.rep[0].displacement_m, 0.42, 0.004);
		assert_near(f.reps.rep[0].lockout_s, liftoff_s + minimum_jerk_time(0.98, 1.4),
			    0.020);
		found_end(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_minimum_jerk_lift_is_timed),
		cmocka_unit_test(an_error_of_weight_shows_and_is_taken_off),
		cmocka_unit_test(motion_is_known_from_liftoff_to_touchdown_only),
		cmocka_unit_test(phases_follow_each_other),
		cmocka_unit_test(what_leans_on_the_plates_is_weighed_with_the_lift),
		cmocka_unit_test(a_sticking_region_is_found),
		cmocka_unit_test(the_rate_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
