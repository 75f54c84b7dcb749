/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What spoils a rep, and where one set ends and the next begins. */
#include "tests/support/assert_near.h"
#include "tests/support/found.h"

static const double gravity = 9.80665;

static void a_gap_inside_spoils_only_its_rep(void **state)
{
	struct found f;
	double liftoff_s;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	liftoff_s = lifter_rep(f.lifter, 2);
	lifter_rep(f.lifter, 2);
	lifter_stand(f.lifter, 2);
	for (size_t i = 0; i < 20; i++)
		f.lifter->quality[(size_t)(liftoff_s * 1000) + 400 + i] = QUALITY_GAP;
	found_reps(&f);
	assert_int_equal(f.reps.count, 3);
	assert_true(f.reps.rep[0].valid);
	assert_false(f.reps.rep[1].valid);
	assert_true(f.reps.rep[1].flags & FLAG_GAP);
	assert_int_equal(f.reps.rep[1].end, END_NONE);
	assert_nan(f.reps.rep[1].lockout_s);
	assert_true(f.reps.rep[2].valid);
	found_end(&f);
}

static void saturation_inside_spoils_its_rep(void **state)
{
	struct found f;
	double liftoff_s;

	(void)state;
	found_begin(&f);
	liftoff_s = lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 2);
	f.lifter->quality[(size_t)(liftoff_s * 1000) + 400] = QUALITY_SATURATED | QUALITY_CLIPPED;
	found_reps(&f);
	assert_int_equal(f.reps.count, 1);
	assert_false(f.reps.rep[0].valid);
	assert_true(f.reps.rep[0].flags & FLAG_SATURATED);
	found_end(&f);
}

static void a_recording_that_ends_on_the_way_up_has_no_lockout(void **state)
{
	struct found f;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 2);
	f.lifter->frames -= 50 + 1200 + 800 + 700; /* half of the second rise */
	found_reps(&f);
	assert_int_equal(f.reps.count, 2);
	assert_true(f.reps.rep[1].flags & FLAG_EDGE);
	assert_false(f.reps.rep[1].valid);
	assert_nan(f.reps.rep[1].lockout_s);
	assert_nan(f.reps.rep[1].touchdown_s);
	found_end(&f);
}

static void a_recording_that_ends_at_the_top_keeps_the_lift(void **state)
{
	struct found f;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 2);
	f.lifter->frames -= 50 + 1200 + 300;
	found_reps(&f);
	assert_int_equal(f.reps.count, 2);
	assert_true(f.reps.rep[1].flags & FLAG_EDGE);
	assert_true(f.reps.rep[1].valid);
	assert_int_equal(f.reps.rep[1].end, END_NONE);
	assert_near(f.reps.rep[1].displacement_m, 0.42, 0.002);
	found_end(&f);
}

static void a_long_rest_begins_a_set(void **state)
{
	struct found f;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_rep(f.lifter, 5);
	lifter_rep(f.lifter, 21);
	lifter_stand(f.lifter, 2);
	found_reps(&f);
	assert_int_equal(f.reps.count, 3);
	assert_int_equal(f.reps.rep[1].set, 1);
	assert_int_equal(f.reps.rep[1].rep, 2);
	assert_int_equal(f.reps.rep[2].set, 2);
	assert_int_equal(f.reps.rep[2].rep, 1);
	found_end(&f);
}

/* 50 kg is less than 0.6 of 102. */
static void a_lighter_bar_is_a_set_of_its_own_and_a_warm_up(void **state)
{
	struct found f;
	struct bar_loads loads = {.count = 2};
	struct body_weight body;

	(void)state;
	found_begin_at(&f, 1000, 50);
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
	found_end(&f);
}

static void stepping_off_begins_a_set(void **state)
{
	struct found f;

	(void)state;
	found_begin(&f);
	lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 1);
	lifter_leave(f.lifter, 2);
	lifter_rep(f.lifter, 3);
	lifter_stand(f.lifter, 2);
	found_reps(&f);
	assert_int_equal(f.reps.count, 2);
	assert_int_equal(f.reps.rep[1].set, 2);
	found_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gap_inside_spoils_only_its_rep),
		cmocka_unit_test(saturation_inside_spoils_its_rep),
		cmocka_unit_test(a_recording_that_ends_on_the_way_up_has_no_lockout),
		cmocka_unit_test(a_recording_that_ends_at_the_top_keeps_the_lift),
		cmocka_unit_test(a_long_rest_begins_a_set),
		cmocka_unit_test(a_lighter_bar_is_a_set_of_its_own_and_a_warm_up),
		cmocka_unit_test(stepping_off_begins_a_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
