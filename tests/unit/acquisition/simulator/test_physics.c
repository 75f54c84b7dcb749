/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's laws in the simulator's counts, and the kinds of reps. */
#include "acquisition/simulator/simulator.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/weighed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define G 9.80665

static struct simulation *run(const char *text)
{
	char address[256];

	snprintf(address, sizeof(address), "sim:%s", text);
	return simulation_of(address);
}

static struct weighed forces_of(const char *text)
{
	return weighed_of(run(text));
}

static void standing_still_weighs_the_body(void **state)
{
	struct weighed f = forces_of("tier=clean,seed=3,mass=80");

	(void)state;
	assert_near(mean_total(&f, f.simulation->quiet_start_s, f.simulation->quiet_end_s), 80 * G,
		    0.01);
	weighed_reset(&f);
}

/* Between lift-off and any moment of the hold the system starts and ends at rest. */
static void a_lift_from_rest_to_rest_weighs_body_and_bar(void **state)
{
	struct weighed f = forces_of("tier=clean,seed=3,mass=80,load=120,style=dead_stop");
	double weight_n = 200 * G;
	int checked = 0;

	(void)state;
	for (size_t i = 0; i < f.simulation->reps; i++) {
		const struct simulated_rep *rep = &f.simulation->rep[i];
		double held_s = rep->lower_s - 0.3;

		/* only where the hold is long enough: nothing moves then */
		if (held_s < rep->lockout_s ||
		    fabs(mean_total(&f, held_s, held_s + 0.005) - weight_n) > 0.02)
			continue;
		checked++;
		assert_close(mean_total(&f, rep->liftoff_s, held_s), weight_n, 2e-4);
	}
	assert_true(checked >= 3);
	weighed_reset(&f);
}

/* Twice integrated, the force lifts the system by what the truth says. */
static void the_force_lifts_the_system_as_far_as_the_truth_says(void **state)
{
	struct weighed f =
		forces_of("tier=clean,seed=3,mass=80,load=120,style=dead_stop,rate=4000");

	(void)state;
	for (size_t i = 0; i < f.simulation->reps; i++) {
		const struct simulated_rep *rep = &f.simulation->rep[i];
		double v = 0, d = 0, half_s = NAN, lockout_s = NAN, dt = 1 / 4000.0;

		for (size_t k = frame_at(&f, rep->liftoff_s); k < frame_at(&f, rep->lower_s); k++) {
			v += (total_at(&f, k) / 200 - G) * dt;
			d += v * dt;
			if (isnan(half_s) && d >= 0.5 * rep->displacement_m)
				half_s = (double)k * dt;
			if (isnan(lockout_s) && d >= 0.98 * rep->displacement_m)
				lockout_s = (double)k * dt;
		}
		/* at lower_s the way back has begun by 2 % */
		assert_near(d, 0.98 * rep->displacement_m, 0.003);
		assert_near(half_s, rep->half_s, 0.003);
		assert_near(lockout_s, rep->lockout_s, 0.02);
	}
	weighed_reset(&f);
}

/* From the turn at the bottom, and the bar never leaves the hands in between. */
static void a_romanian_bar_is_carried_from_the_first_rep_to_the_last(void **state)
{
	struct weighed f = forces_of("tier=clean,seed=3,mass=80,load=120,style=romanian,rate=4000");
	const struct simulated_rep *rep = f.simulation->rep;
	size_t reps = f.simulation->reps;

	(void)state;
	assert_int_equal(reps, 8);
	/* at rest before the first and after the last: mean force = weight (2 % of the way down and
	 * up is left out at both ends: 1e-3) */
	assert_close(mean_total(&f, rep[0].start_s, rep[reps - 1].lockout_s), 200 * G, 1e-3);
	for (size_t i = 0; i < reps; i++) {
		double v = 0, d = 0, dt = 1 / 4000.0;

		assert_int_equal(rep[i].kind, REP_ROMANIAN);
		assert_nan(rep[i].onset_s);
		assert_nan(rep[i].touchdown_s);
		assert_true(rep[i].start_s < rep[i].lower_s);
		assert_true(rep[i].lower_s < rep[i].liftoff_s);
		assert_true(rep[i].liftoff_s < rep[i].lockout_s);
		for (size_t k = frame_at(&f, rep[i].liftoff_s); k < frame_at(&f, rep[i].lockout_s);
		     k++) {
			v += (total_at(&f, k) / 200 - G) * dt;
			d += v * dt;
		}
		assert_near(d, 0.98 * rep[i].displacement_m, 0.003);
	}
	weighed_reset(&f);
}

static void at_lift_off_the_bar_adds_its_whole_weight(void **state)
{
	struct weighed f =
		forces_of("tier=clean,seed=4,mass=80,load=120,style=dead_stop,rate=8000");

	(void)state;
	for (size_t i = 0; i < f.simulation->reps; i++) {
		double t = f.simulation->rep[i].liftoff_s;

		/* half a millisecond later the bar's jerk has added some newton */
		assert_close(mean_total(&f, t, t + 0.0005), 200 * G, 5e-3);
		/* the onset is the last moment without a pull */
		t = f.simulation->rep[i].onset_s;
		assert_close(mean_total(&f, t - 0.0005, t), 80 * G, 1e-3);
	}
	weighed_reset(&f);
}

static void the_plates_are_empty_before_and_after(void **state)
{
	static const char *const tiers[] = {"tier=clean", "tier=lab,tremor=0", "tier=gym"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct weighed f = forces_of(tiers[i]);
		size_t last = f.simulation->frames;

		for (size_t k = 0; k < 2000; k++)
			assert_true(fabs(f.foot_n[0][k]) < 25 && fabs(f.foot_n[1][k]) < 25);
		for (size_t k = last - 1000; k < last; k++)
			assert_true(fabs(f.foot_n[0][k]) < 25 && fabs(f.foot_n[1][k]) < 25);
		weighed_reset(&f);
	}
}

static void moments_of_a_rep_are_in_order(void **state)
{
	char text[64];

	(void)state;
	for (int seed = 1; seed <= 30; seed++) {
		snprintf(text, sizeof(text), "seed=%d,fail=0,drop=0,rate=100", seed);
		struct simulation *s = run(text);

		assert_int_equal(s->reps, 8);
		for (size_t i = 0; i < s->reps; i++) {
			const struct simulated_rep *rep = &s->rep[i];
			bool bounced = isnan(rep->onset_s);

			assert_true(rep->start_s < rep->liftoff_s);
			assert_true(rep->liftoff_s < rep->half_s && rep->half_s < rep->lockout_s);
			assert_true(rep->lockout_s < rep->lower_s);
			assert_true(rep->lower_s < rep->touchdown_s);
			assert_int_equal(bounced, i && !strcmp(s->style, "touch_and_go"));
			if (!bounced)
				assert_true(rep->onset_s <= rep->onset_20n_s &&
					    rep->onset_20n_s < rep->liftoff_s);
			if (!isnan(rep->sticking_start_s))
				assert_true(rep->liftoff_s < rep->sticking_start_s &&
					    rep->sticking_start_s < rep->sticking_end_s &&
					    rep->sticking_end_s < rep->lockout_s);
			assert_true(rep->displacement_m > 0.2 && rep->displacement_m < 0.6);
		}
		simulation_free(s);
	}
}

static void from_the_onset_on_the_ground_the_feet_carry_20_n_more(void **state)
{
	char text[64];

	(void)state;
	for (int seed = 1; seed <= 5; seed++) {
		snprintf(text, sizeof(text), "tier=clean,style=dead_stop,seed=%d", seed);
		struct weighed f = forces_of(text);
		double level = f.simulation->body_mass_kg * 9.80665 + 20;

		for (size_t i = 0; i < f.simulation->reps; i++) {
			const struct simulated_rep *rep = &f.simulation->rep[i];
			size_t onset = (size_t)lround(rep->onset_ground_s * 1000);
			size_t end = frame_at(&f, rep->liftoff_s);

			assert_true(onset < end);
			assert_true(total_at(&f, onset) < level + 0.01);
			for (size_t k = onset + 1; k < end; k++)
				assert_true(total_at(&f, k) > level - 0.01);
		}
		weighed_reset(&f);
	}
}

static void the_last_rep_may_fail_or_be_dropped(void **state)
{
	struct simulation *failed = run("fail=1,reps=4,dips=2"),
			  *dropped = run("fail=0,drop=1,reps=4");
	const struct simulated_rep *last = &failed->rep[3];

	(void)state;
	assert_int_equal(last->kind, REP_FAILED);
	assert_int_equal(last->end, END_NONE);
	assert_nan(last->liftoff_s);
	assert_nan(last->asymmetry_lift_pct);
	assert_int_equal(failed->rep[2].end, END_LOWERED);
	last = &dropped->rep[3];
	assert_int_equal(last->end, END_DROPPED);
	assert_nan(last->lower_s);
	assert_nan(last->asymmetry_lower_pct);
	assert_true(last->touchdown_s > last->lockout_s);
	simulation_free(failed);
	simulation_free(dropped);
}

/* The lifter holds nothing once the bar is gone: body weight is all that is left. */
static void after_a_drop_the_body_is_left(void **state)
{
	struct weighed f = forces_of("tier=clean,seed=4,mass=80,load=120,fail=0,drop=1,reps=2");
	double t = f.simulation->rep[1].touchdown_s;

	(void)state;
	assert_near(mean_total(&f, t - 0.01, t), 200 * G, 0.1);
	assert_near(mean_total(&f, t + 1.5, t + 1.6), 80 * G, 1);
	weighed_reset(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(standing_still_weighs_the_body),
		cmocka_unit_test(a_lift_from_rest_to_rest_weighs_body_and_bar),
		cmocka_unit_test(the_force_lifts_the_system_as_far_as_the_truth_says),
		cmocka_unit_test(a_romanian_bar_is_carried_from_the_first_rep_to_the_last),
		cmocka_unit_test(at_lift_off_the_bar_adds_its_whole_weight),
		cmocka_unit_test(the_plates_are_empty_before_and_after),
		cmocka_unit_test(moments_of_a_rep_are_in_order),
		cmocka_unit_test(from_the_onset_on_the_ground_the_feet_carry_20_n_more),
		cmocka_unit_test(the_last_rep_may_fail_or_be_dropped),
		cmocka_unit_test(after_a_drop_the_body_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
