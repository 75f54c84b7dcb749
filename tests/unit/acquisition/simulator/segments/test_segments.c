/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second simulated lifter: the same again, and against Newton's laws from its counts alone and
 * its own kinematics. */
#include "tests/unit/acquisition/simulator/segments/second_lifter.h"

#include <stdio.h>
#include <string.h>

/* --- the same again --- */

static void the_same_seed_gives_the_same_bytes(void **state)
{
	struct simulation *a = run("tier=gym,seed=11"), *b = run("tier=gym,seed=11");
	struct simulation *c = run("tier=gym,seed=12");

	(void)state;
	assert_int_equal(a->frames, b->frames);
	assert_memory_equal(a->counts, b->counts, a->frames * a->channels * sizeof(int32_t));
	assert_memory_equal(a->rep, b->rep, sizeof(a->rep));
	assert_true(a->frames != c->frames ||
		    memcmp(a->counts, c->counts, a->frames * a->channels * sizeof(int32_t)));
	simulation_free(a);
	simulation_free(b);
	simulation_free(c);
}

/* One count is 0.24 mN; four cells are rounded. */
static void the_movement_is_the_same_at_every_rate(void **state)
{
	struct weighed a = forces_of("seed=5,tier=clean,rate=1000,reps=3");
	struct weighed b = forces_of("seed=5,tier=clean,rate=4000,reps=3");

	(void)state;
	assert_int_equal(a.simulation->reps, 3);
	assert_int_equal(b.simulation->reps, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct simulated_rep *x = &a.simulation->rep[i], *y = &b.simulation->rep[i];

		assert_near(x->liftoff_s, y->liftoff_s, 0);
		assert_near(x->touchdown_s, y->touchdown_s, 0);
		assert_near(x->asymmetry_lift_pct, y->asymmetry_lift_pct, 0.02);
	}
	for (size_t k = 0; k < a.simulation->frames; k++)
		for (int side = 0; side < 2; side++)
			assert_near(a.foot_n[side][k], b.foot_n[side][4 * k], 0.003);
	weighed_reset(&a);
	weighed_reset(&b);
}

static void a_longer_recording_begins_like_the_shorter_one(void **state)
{
	struct simulation *a = run("seed=5,seconds=20"), *b = run("seed=5,seconds=90");

	(void)state;
	assert_int_equal(a->frames, 20000);
	assert_int_equal(b->frames, 90000);
	/* the last frames look ahead by the feet's lag */
	assert_memory_equal(a->counts, b->counts, 19900 * a->channels * sizeof(int32_t));
	simulation_free(a);
	simulation_free(b);
}

static void an_option_moves_no_other_figure(void **state)
{
	struct simulation *a = run("seed=9"), *b = run("seed=9,ai=7,noise=1,rep_sd=0,dips=2,hum=0");

	(void)state;
	assert_near(a->load_kg, b->load_kg, 0);
	for (size_t i = 0; i < a->reps; i++)
		assert_near(a->rep[i].liftoff_s, b->rep[i].liftoff_s, 0);
	assert_near(b->asymmetry_pct, 7, 0);
	simulation_free(a);
	simulation_free(b);
}

/* --- physics, from the counts --- */

static void standing_still_weighs_the_body(void **state)
{
	struct weighed f = forces_of("tier=clean,seed=3,mass=80");

	(void)state;
	assert_near(mean_total(&f, f.simulation->quiet_start_s, f.simulation->quiet_end_s), 80 * G,
		    0.01);
	/* and before the hands pull, bent over the bar, nothing moves either */
	double start_s = f.simulation->rep[0].start_s;
	assert_near(mean_total(&f, start_s - 0.3, start_s - 0.05), 80 * G, 0.01);
	weighed_reset(&f);
}

/* Backwards from the rest of the hold, the force twice integrated leads down to where the truth
 * says the system was lifted off; so between these two the mean force is no other than Newton's. */
static void from_the_hold_the_force_leads_back_to_lift_off(void **state)
{
	struct weighed f =
		forces_of("tier=clean,seed=3,mass=80,load=120,style=dead_stop,rate=4000,reps=16");
	const double dt = 1 / 4000.0;
	int checked = 0;

	(void)state;
	for (size_t i = 0; i < f.simulation->reps; i++) {
		const struct simulated_rep *rep = &f.simulation->rep[i];
		double held_s = rep->lower_s - 0.5;
		double v = 0, down_m = 0, half_m = NAN, lockout_m = NAN;

		/* only where the hold is long enough: nothing moves then */
		if (held_s < rep->lockout_s + 0.2 ||
		    fabs(mean_total(&f, held_s - 0.1, held_s) - 200 * G) > 2 ||
		    fabs(mean_total(&f, held_s, held_s + 0.1) - 200 * G) > 2)
			continue;
		checked++;
		for (size_t k = frame_at(&f, held_s); k >= frame_at(&f, rep->liftoff_s); k--) {
			v -= (total_at(&f, k) / 200 - G) * dt;
			down_m += v * dt;
			if (k == frame_at(&f, rep->half_s))
				half_m = down_m;
			if (k == frame_at(&f, rep->lockout_s))
				lockout_m = down_m;
		}
		assert_near(down_m, rep->displacement_m, 0.004);
		assert_near(half_m, 0.5 * rep->displacement_m, 0.004);
		assert_near(lockout_m, 0.02 * rep->displacement_m, 0.004);
	}
	assert_true(checked >= 3);
	weighed_reset(&f);
}

static void before_and_after_a_set_the_plates_are_empty(void **state)
{
	struct weighed f = forces_of("tier=clean,seed=3");
	size_t last = f.simulation->frames;

	(void)state;
	for (size_t k = 0; k < 2000; k++)
		assert_true(fabs(total_at(&f, k)) < 0.01);
	for (size_t k = last - 1000; k < last; k++)
		assert_true(fabs(total_at(&f, k)) < 0.01);
	weighed_reset(&f);
}

/* The lifter holds nothing once the bar is gone: body weight is all that is left. */
static void after_a_drop_the_body_is_left(void **state)
{
	struct weighed f = forces_of("tier=clean,seed=4,mass=80,load=120,drop=1,reps=2");
	const struct simulated_rep *rep = &f.simulation->rep[1];

	(void)state;
	assert_int_equal(rep->end, END_DROPPED);
	assert_nan(rep->lower_s);
	assert_nan(rep->asymmetry_lower_pct);
	assert_true(rep->touchdown_s > rep->lockout_s);
	assert_near(mean_total(&f, rep->touchdown_s + 1, rep->touchdown_s + 1.3), 80 * G, 5);
	weighed_reset(&f);
}

/* --- the forces against the movement they come of --- */

/* From lift-off to touchdown gravity and the ground are all that acts on body and bar. */
static void in_the_air_the_impulse_is_the_momentum_of_body_and_bar(void **state)
{
	static const char *const texts[] = {
		"tier=clean,seed=3,mass=80,load=120,style=dead_stop",
		"tier=clean,seed=7,mass=95,load=60,style=touch_and_go",
		"tier=adversarial,seed=9,mass=60,load=130,drop=0,fail=0",
	};

	(void)state;
	for (size_t t = 0; t < 3; t++) {
		static struct plan plan;
		struct segments *s = inner(&plan, texts[t]);
		double kg = s->set.body.mass_kg + s->set.bar.kg;

		for (size_t i = 0; i < plan.reps; i++) {
			size_t k = (size_t)(plan.rep[i].liftoff_s / GRID_S) + 1;
			size_t end = (size_t)(plan.rep[i].touchdown_s / GRID_S);
			double momentum = 0, impulse = 0;
			double from = kg *
				      (system_height(&s->tracks, &s->set.bar, k) -
				       system_height(&s->tracks, &s->set.bar, k - 1)) /
				      GRID_S;

			for (; k < end; k++) {
				impulse += (ground_force(&s->tracks, k) - kg * G) * GRID_S;
				momentum = kg *
					   (system_height(&s->tracks, &s->set.bar, k + 1) -
					    system_height(&s->tracks, &s->set.bar, k)) /
					   GRID_S;
				/* of 100 to 200 N s at most */
				assert_near(impulse, momentum - from, 0.05);
			}
		}
		segments_free(s);
	}
}

/* The discs leave the floor where the hands pull with their weight, as nearly as a floor that was
 * dented and discs that begin to move allow. */
static void at_lift_off_the_hands_pull_with_the_weight_of_the_bar(void **state)
{
	static struct plan plan;
	struct segments *s = inner(&plan, "tier=clean,seed=4,mass=80,load=120,style=dead_stop");

	(void)state;
	for (size_t i = 0; i < plan.reps; i++) {
		const struct planned_rep *rep = &plan.rep[i];

		assert_close(segments_pull(s, rep->liftoff_s), 120 * G, 0.02);
		assert_true(segments_pull(s, rep->onset_s - 0.001) < 0.01);
		assert_near(segments_pull(s, rep->onset_20n_s), 20, 0.1);
		assert_near(segments_pull(s, rep->onset_5pct_s), 6 * G, 0.1);
		/* touchdown: the discs' speed ends, the pull falls away within a tenth of a second
		 */
		assert_true(segments_pull(s, rep->touchdown_s) > 0.5 * 120 * G);
		assert_true(segments_pull(s, rep->touchdown_s + 0.1) < 0.5 * 120 * G);
	}
	segments_free(s);
}

static double highest(const struct segments *s)
{
	double top_m = 0;

	for (size_t k = 0; k < s->tracks.points; k++)
		top_m = fmax(top_m, s->tracks.of[TRACK_BAR_M][k]);
	return top_m;
}

static void the_bar_rises_as_far_as_people_lift_it(void **state)
{
	char text[64];

	(void)state;
	for (int seed = 1; seed <= 40; seed++) {
		static struct plan plan;

		snprintf(text, sizeof(text), "tier=lab,fail=0,reps=2,seed=%d", seed);
		struct segments *s = inner(&plan, text);
		double top_m = highest(s);

		assert_true(top_m > 0.42 && top_m < 0.60);
		segments_free(s);
	}
}

static void peak_forces_are_those_of_lifters(void **state)
{
	char text[64];

	(void)state;
	/* 1.05 to 1.8 of the weight of body and bar, and nobody jumps */
	for (int seed = 1; seed <= 40; seed++) {
		static struct plan plan;

		snprintf(text, sizeof(text), "tier=lab,drop=0,fail=0,reps=2,seed=%d", seed);
		struct segments *s = inner(&plan, text);
		double weight_n = (plan.body_kg + plan.load_kg) * G, top = 0, low = INFINITY;

		for (size_t k = 0; k < s->tracks.points; k++) {
			top = fmax(top, ground_force(&s->tracks, k) / weight_n);
			low = fmin(low, ground_force(&s->tracks, k) / (plan.body_kg * G));
		}
		assert_true(top > 1.05 && top < 1.8);
		assert_true(low > 0);
		segments_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_bytes),
		cmocka_unit_test(the_movement_is_the_same_at_every_rate),
		cmocka_unit_test(a_longer_recording_begins_like_the_shorter_one),
		cmocka_unit_test(an_option_moves_no_other_figure),
		cmocka_unit_test(standing_still_weighs_the_body),
		cmocka_unit_test(from_the_hold_the_force_leads_back_to_lift_off),
		cmocka_unit_test(before_and_after_a_set_the_plates_are_empty),
		cmocka_unit_test(after_a_drop_the_body_is_left),
		cmocka_unit_test(in_the_air_the_impulse_is_the_momentum_of_body_and_bar),
		cmocka_unit_test(at_lift_off_the_hands_pull_with_the_weight_of_the_bar),
		cmocka_unit_test(the_bar_rises_as_far_as_people_lift_it),
		cmocka_unit_test(peak_forces_are_those_of_lifters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
