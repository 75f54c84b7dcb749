/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second simulated lifter against what it says of itself. */
#include "tests/unit/acquisition/simulator/segments/second_lifter.h"

#include <stdio.h>
#include <string.h>

/* --- who carries how much --- */

static void the_truth_is_what_noise_free_cells_say(void **state)
{
	static const char *const texts[] = {
		"tier=clean,seed=2,ai=6,shift=8,style=dead_stop",
		"tier=clean,seed=8,ai=-12,trend=1.5,style=touch_and_go",
		"tier=clean,seed=13,ai=0,dips=2,dip=8",
	};

	(void)state;
	for (size_t t = 0; t < 3; t++) {
		struct weighed f = forces_of(texts[t]);

		assert_int_equal(f.simulation->reps, 8);
		for (size_t i = 0; i < f.simulation->reps; i++) {
			const struct simulated_rep *rep = &f.simulation->rep[i];

			assert_near(asymmetry_over(&f, rep->liftoff_s, rep->lockout_s),
				    rep->asymmetry_lift_pct, 1e-3);
			assert_near(asymmetry_over(&f, rep->liftoff_s, rep->half_s),
				    rep->asymmetry_lift1_pct, 1e-3);
			assert_near(asymmetry_over(&f, rep->half_s, rep->lockout_s),
				    rep->asymmetry_lift2_pct, 1e-3);
			assert_near(asymmetry_over(&f, rep->lower_s, rep->touchdown_s),
				    rep->asymmetry_lower_pct, 1e-3);
		}
		weighed_reset(&f);
	}
}

/* The legs alone, before sway: what was asked for. */
static void the_legs_are_as_strong_as_the_nominal_asymmetry_needs(void **state)
{
	static const char *const texts[] = {"seed=2,ai=6,trend=-1", "seed=3,ai=-15,rep_sd=2",
					    "seed=4,ai=0,rep_sd=0", "seed=5,ai=60,load=30",
					    "seed=6,ai=-60,mass=60,load=180"};

	(void)state;
	for (size_t t = 0; t < 5; t++) {
		static struct plan plan;
		struct segments *s = inner(&plan, texts[t]);

		for (size_t i = 0; i < plan.reps; i++) {
			const struct planned_rep *rep = &plan.rep[i];
			double difference = 0, sum = 0;

			for (double at_s = rep->liftoff_s; at_s < rep->lockout_s; at_s += GRID_S) {
				double force_n = segments_force(s, at_s);

				difference += force_n * (2 * slow_at(&s->share, at_s) - 1);
				sum += force_n;
			}
			/* neighbours reach in at 3 Hz, after a bounce above all */
			if (!isnan(rep->lockout_s))
				assert_near(100 * difference / sum, rep->asymmetry_pct, 0.1);
		}
		for (size_t i = 0; i < s->share.points; i++)
			assert_true(s->share.value[i] > 0 && s->share.value[i] < 1);
		segments_free(s);
	}
}

static double cost(double share, double left, double right, double habit, double stubborn)
{
	return share * share * right + (1 - share) * (1 - share) * left +
	       (share - habit) * (share - habit) * stubborn;
}

static void no_other_share_costs_less(void **state)
{
	static const double cases[][4] = {
		{1, 1, 0.5, 0.1}, {2, 0.5, 0.5, 0.3}, {0.01, 0.02, 0.45, 0.2}, {5, 1, 0.6, 0}};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const double *c = cases[i];
		double share = legs_share(c[0], c[1], c[2], c[3]);

		for (double other = 0; other <= 1; other += 0.001)
			assert_true(cost(share, c[0], c[1], c[2], c[3]) <=
				    cost(other, c[0], c[1], c[2], c[3]) + 1e-15);
	}
	/* a leg twice as strong carries four times as much, where nothing but effort counts */
	assert_near(legs_share(1, 0.25, 0.5, 0), 0.8, 1e-12);
}

/* Strength rules under load, habit in standing. */
static void the_load_takes_asymmetry_from_habit_to_strength(void **state)
{
	static struct plan plan;
	double difference = 0;
	char text[64];

	(void)state;
	for (int seed = 1; seed <= 20; seed++) {
		snprintf(text, sizeof(text), "seed=%d,ai=12,rep_sd=0,reps=1,fail=0", seed);
		struct segments *s = inner(&plan, text);
		double standing = 200 * slow_at(&s->share, plan.quiet_start_s) - 100;

		difference += (12 - standing) / 20;
		segments_free(s);
	}
	/* habit is 0.7 to 1.1 of what the legs do in the lift */
	assert_true(difference > 0.3 && difference < 3);
}

static void a_shift_shows_in_the_lower_half_of_the_lift(void **state)
{
	struct simulation *s = run("tier=clean,ai=0,rep_sd=0,shift=8,reps=12,style=dead_stop");
	double shift = 0;

	(void)state;
	for (size_t i = 0; i < s->reps; i++)
		shift += (s->rep[i].asymmetry_lift1_pct - s->rep[i].asymmetry_lift2_pct) / 12;
	/* smoothing at 3 Hz takes some of it, sway and legs give some */
	assert_true(shift > 4 && shift < 10);
	simulation_free(s);
}

/* --- kinds of reps --- */

static void moments_of_a_rep_are_in_order(void **state)
{
	static const char *const tiers[] = {"lab", "adversarial"};
	char text[96];

	(void)state;
	for (int seed = 1; seed <= 40; seed++) {
		static struct plan plan;

		snprintf(text, sizeof(text), "seed=%d,fail=0,drop=0.5,tier=%s", seed,
			 tiers[seed % 2]);
		struct segments *s = inner(&plan, text);
		assert_int_equal(plan.reps, 8);
		for (size_t i = 0; i < plan.reps; i++) {
			const struct planned_rep *rep = &plan.rep[i];
			bool dropped = rep->end == END_DROPPED;

			assert_true(rep->start_s < rep->liftoff_s);
			assert_true(rep->liftoff_s < rep->half_s && rep->half_s < rep->lockout_s);
			assert_true(rep->lockout_s - rep->liftoff_s > 0.6 &&
				    rep->lockout_s - rep->liftoff_s < 6);
			assert_true(dropped || (rep->lockout_s < rep->lower_s &&
						rep->lower_s < rep->touchdown_s));
			assert_true(rep->lockout_s < rep->touchdown_s);
			assert_int_equal(isnan(rep->onset_s), plan.touch_and_go && i);
			if (!isnan(rep->onset_s))
				assert_true(rep->start_s < rep->onset_s &&
					    rep->onset_s < rep->onset_20n_s &&
					    rep->onset_20n_s < rep->liftoff_s &&
					    rep->onset_5pct_s < rep->liftoff_s);
			if (!isnan(rep->sticking_start_s))
				assert_true(rep->liftoff_s < rep->sticking_start_s &&
					    rep->sticking_start_s + 0.08 <= rep->sticking_end_s &&
					    rep->sticking_end_s < rep->lockout_s);
			assert_true(rep->displacement_m > 0.3 && rep->displacement_m < 0.55);
		}
		segments_free(s);
	}
}

/* The bar bends, but not a disc leaves the floor. */
static void a_failed_rep_pulls_less_than_the_weight(void **state)
{
	char text[96];

	(void)state;
	for (int seed = 1; seed <= 20; seed++) {
		static struct plan plan;

		snprintf(text, sizeof(text), "seed=%d,fail=1,reps=2,mass=80,load=100,style=%s",
			 seed, seed % 2 ? "dead_stop" : "touch_and_go");
		struct segments *s = inner(&plan, text);
		const struct planned_rep *rep = &plan.rep[1];
		double most_n = 0;

		assert_int_equal(rep->kind, REP_FAILED);
		assert_int_equal(rep->end, END_NONE);
		assert_nan(rep->liftoff_s);
		assert_nan(rep->touchdown_s);
		assert_int_equal(isnan(rep->onset_s), !(seed % 2));
		/* after a bounce, the discs may still dance when the rep begins */
		for (double t_s = rep->start_s + 0.4; t_s < plan.share_end_s; t_s += GRID_S)
			most_n = fmax(most_n, segments_pull(s, t_s));
		assert_true(most_n > 0.55 * 100 * G && most_n < 100 * G);
		segments_free(s);
	}
}

static void nobody_lifts_more_than_three_times_the_own_mass(void **state)
{
	struct simulation *simulation;
	struct error err;

	(void)state;
	assert_int_equal(try("mass=60,load=181", &simulation, &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "181 kg with 60 kg"));
	assert_int_equal(try("mass=60,load=180,reps=1", &simulation, &err), 0);
	simulation_free(simulation);
}

static void a_romanian_set_is_refused(void **state)
{
	struct simulation *simulation;
	struct error err;

	(void)state;
	assert_int_equal(try("style=romanian", &simulation, &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "lifts from the floor only"));
}

/* --- centre of pressure --- */

/* Standing over the mid-foot, bent down on the heels, and the bar pulls to the toes. */
static void the_centre_of_pressure_follows_body_and_bar(void **state)
{
	double bent_m = 0, pulled_m = 0;
	char text[64];

	(void)state;
	for (int seed = 1; seed <= 8; seed++) {
		snprintf(text, sizeof(text), "tier=clean,rate=200,reps=2,load=150,seed=%d", seed);
		struct weighed f = forces_of(text);
		const struct simulated_rep *rep = f.simulation->rep;

		bent_m += (cop_forward(&f, rep->start_s) -
			   cop_forward(&f, f.simulation->quiet_end_s)) /
			  8;
		pulled_m += (cop_forward(&f, rep->liftoff_s) - cop_forward(&f, rep->start_s)) / 8;
		for (double t_s = f.simulation->quiet_start_s; t_s < rep[1].touchdown_s; t_s += 0.1)
			/* foot of at most 29 cm, placed within a centimetre, swaying by two */
			assert_true(fabs(cop_forward(&f, t_s)) < 0.145 + 0.03);
		weighed_reset(&f);
	}
	assert_true(bent_m < -0.02 && bent_m > -0.08);
	assert_true(pulled_m > 0.02 && pulled_m < 0.08);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_truth_is_what_noise_free_cells_say),
		cmocka_unit_test(the_legs_are_as_strong_as_the_nominal_asymmetry_needs),
		cmocka_unit_test(no_other_share_costs_less),
		cmocka_unit_test(the_load_takes_asymmetry_from_habit_to_strength),
		cmocka_unit_test(a_shift_shows_in_the_lower_half_of_the_lift),
		cmocka_unit_test(moments_of_a_rep_are_in_order),
		cmocka_unit_test(a_failed_rep_pulls_less_than_the_weight),
		cmocka_unit_test(nobody_lifts_more_than_three_times_the_own_mass),
		cmocka_unit_test(a_romanian_set_is_refused),
		cmocka_unit_test(the_centre_of_pressure_follows_body_and_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
