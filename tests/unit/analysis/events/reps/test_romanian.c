/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar that is never set down, on forces whose every moment is known. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"

#include "formats/trial.h"

#include <stdlib.h>

static struct rep_list search(struct lifter *lifter)
{
	struct event_signals signals = lifter_signals(lifter);
	struct body_weight body;
	struct rep_list reps;
	struct config config;

	config_init(&config);
	assert_int_equal(body_weight_find(&signals, &config, (double)NAN, &body, NULL), 0);
	assert_true(body.found);
	assert_int_equal(romanian_find(&signals, &config, &body, &reps, NULL), 0);
	return reps;
}

/* Stand, take 60 kg from a rack; the first way down starts 5.5 s after the start. */
static struct lifter *at_the_top(void)
{
	struct lifter *lifter = lifter_new(1000, 80, 60);

	lifter_stand(lifter, 3);
	lifter_pull(lifter, 0, 1, 1);
	lifter_hold(lifter, 1.5);
	return lifter;
}

static void rack(struct lifter *lifter)
{
	lifter_pull(lifter, 1, 0, 1);
	lifter_stand(lifter, 2);
}

/* 1.5 s down, 1.2 s up, 0.8 s at the top */
static void what_sinks_and_rises_in_the_hands_is_romanian(void **state)
{
	struct lifter *lifter = at_the_top();
	struct rep_list reps;

	(void)state;
	for (int i = 0; i < 3; i++) {
		lifter_move(lifter, -0.4, 1.5);
		lifter_move(lifter, 0.4, 1.2);
		lifter_hold(lifter, 0.8);
	}
	rack(lifter);
	reps = search(lifter);
	assert_int_equal(reps.count, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct rep *rep = &reps.rep[i];
		double start_s = 5.5 + 3.5 * (double)i;
		struct phase phase[PHASES];

		assert_int_equal(rep->kind, REP_ROMANIAN);
		assert_int_equal(rep->end, END_NONE);
		assert_true(rep->valid);
		assert_int_equal(rep->set, 1);
		assert_int_equal(rep->rep, (int)i + 1);
		assert_nan(rep->onset_s);
		assert_nan(rep->touchdown_s);
		assert_near(rep->lower_s, start_s + minimum_jerk_time(0.02, 1.5), 0.010);
		/* v = 0.4 / 1.2 * 30 t^2 is 0.015 m/s after 0.039 of 1.2 s */
		assert_near(rep->liftoff_s, start_s + 1.5 + 0.047, 0.015);
		assert_near(rep->lockout_s, start_s + 1.5 + minimum_jerk_time(0.98, 1.2), 0.010);
		assert_near(rep->displacement_m, 0.4, 0.002);
		assert_close(rep->peak_velocity_m_s, 1.875 * 0.4 / 1.2, 0.005);
		assert_near(reps.load_n[i], 60 * 9.80665, 0.5);
		assert_int_equal(phases_of_rep(&reps, rep, 1000, phase), 4);
		assert_int_equal(phase[0].phase, PHASE_LOWER);
		assert_int_equal(phase[1].phase, PHASE_LIFT1);
		assert_int_equal(phase[2].phase, PHASE_LIFT2);
		assert_int_equal(phase[3].phase, PHASE_LIFT);
		assert_near(phase[1].t_end_s, start_s + 1.5 + 0.6, 0.005); /* half of the way */
	}
	rep_list_reset(&reps);
	free(lifter);
}

static void a_gap_spoils_only_its_rep(void **state)
{
	struct lifter *lifter = at_the_top();
	struct rep_list reps;

	(void)state;
	for (int i = 0; i < 2; i++) {
		lifter_move(lifter, -0.4, 1.5);
		lifter_move(lifter, 0.4, 1.2);
		lifter_hold(lifter, 0.8);
	}
	rack(lifter);
	for (size_t i = 0; i < 20; i++)
		lifter->quality[6500 + i] = QUALITY_GAP;
	reps = search(lifter);
	assert_int_equal(reps.count, 2);
	assert_false(reps.rep[0].valid);
	assert_true(reps.rep[0].flags & FLAG_GAP);
	assert_true(reps.rep[1].valid);
	rep_list_reset(&reps);
	free(lifter);
}

/* On the floor between the reps, or touching it: not carried. */
static void what_meets_the_floor_is_not_romanian(void **state)
{
	struct lifter *stops = lifter_new(1000, 80, 102), *bounces = lifter_new(1000, 80, 102);
	struct rep_list reps;

	(void)state;
	for (int i = 0; i < 3; i++)
		lifter_rep(stops, 3);
	lifter_stand(stops, 2);
	reps = search(stops);
	assert_int_equal(reps.count, 0);
	rep_list_reset(&reps);
	free(stops);

	lifter_stand(bounces, 3);
	lifter_pull(bounces, 0, 1, 0.5);
	for (int i = 0; i < 3; i++) {
		lifter_move(bounces, 0.42, 1.4);
		lifter_hold(bounces, 0.5);
		lifter_move(bounces, -0.42, 1.2);
		lifter_pull(bounces, 1, 0.2, 0.05);
		lifter_pull(bounces, 0.2, i < 2 ? 1 : 0, 0.15);
	}
	lifter_stand(bounces, 2);
	reps = search(bounces);
	assert_int_equal(reps.count, 0);
	rep_list_reset(&reps);
	free(bounces);
}

static void holding_a_bar_is_no_rep(void **state)
{
	struct lifter *lifter = at_the_top();
	struct rep_list reps;

	(void)state;
	lifter_hold(lifter, 10);
	rack(lifter);
	reps = search(lifter);
	assert_int_equal(reps.count, 0);
	for (size_t i = 0; i < reps.frames; i++)
		assert_nan(reps.velocity_m_s[i]);
	rep_list_reset(&reps);
	free(lifter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_sinks_and_rises_in_the_hands_is_romanian),
		cmocka_unit_test(a_gap_spoils_only_its_rep),
		cmocka_unit_test(what_meets_the_floor_is_not_romanian),
		cmocka_unit_test(holding_a_bar_is_no_rep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
