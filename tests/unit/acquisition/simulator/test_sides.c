/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who carries how much: from the simulator's counts, against what it says of itself. */
#include "acquisition/simulator/simulator.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/weighed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void nominal_asymmetry_drifts_by_the_trend(void **state)
{
	struct simulation *s = run("tier=clean,ai=6,trend=-0.5,rep_sd=0,reps=10");
	double realised = 0;

	(void)state;
	assert_int_equal(s->reps, 10);
	for (size_t i = 0; i < s->reps; i++) {
		assert_near(s->rep[i].asymmetry_nominal_pct, 6 - 0.5 * (double)i, 1e-12);
		realised += s->rep[i].asymmetry_lift_pct / 10;
	}
	/* the sway of 0.6 to 2.4 points a moment averages out over ten lifts */
	assert_near(realised, 6 - 0.5 * 4.5, 1.5);
	simulation_free(s);
}

static void a_shift_shows_in_the_lower_half_of_the_lift(void **state)
{
	struct simulation *s = run("tier=clean,ai=0,rep_sd=0,shift=8,reps=12,style=dead_stop");
	double shift = 0;

	(void)state;
	for (size_t i = 0; i < s->reps; i++)
		shift += (s->rep[i].asymmetry_lift1_pct - s->rep[i].asymmetry_lift2_pct) / 12;
	/* smoothing at 3 Hz takes some of it */
	assert_true(shift > 5 && shift < 9);
	simulation_free(s);
}

static double share(const struct weighed *f, size_t k)
{
	return f->foot_n[1][k] / total_at(f, k);
}

static void a_dip_is_as_deep_as_asked(void **state)
{
	struct weighed without = forces_of("tier=clean,seed=4,reps=3,style=dead_stop");
	struct weighed with = forces_of("tier=clean,seed=4,reps=3,style=dead_stop,dips=2,dip=8");

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct simulated_rep *rep = &with.simulation->rep[i];
		double deepest = 0;

		for (size_t k = frame_at(&with, rep->liftoff_s);
		     k < frame_at(&with, rep->lockout_s); k++)
			deepest = fmax(deepest, share(&without, k) - share(&with, k));
		assert_near(deepest, 0.08, 0.002);
	}
	weighed_reset(&without);
	weighed_reset(&with);
}

/* A foot that is later by lag carries s (1 - s) lag dF/dt less while the force rises: the slope of
 * that difference over dF/dt, seen beside the same set without a lag. */
static double measured_lag(const struct weighed *later, const struct weighed *together)
{
	const struct simulated_rep *rep = &together->simulation->rep[0];
	size_t start = frame_at(together, rep->onset_s), end = frame_at(together, rep->liftoff_s);
	double n = (double)(end - start), sx = 0, sy = 0, sxx = 0, sxy = 0;

	for (size_t k = start; k < end; k++) {
		double next = total_at(together, k + 1);
		double before = total_at(together, k - 1);
		double x = (next - before) * 500, y = later->foot_n[1][k] - together->foot_n[1][k];

		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
	}
	double slope = (sxy - sx * sy / n) / (sxx - sx * sx / n);
	return -slope / 0.25;
}

static void one_foot_follows_the_other_by_the_lag_of_the_truth(void **state)
{
	static const char set[] = "ai=0,rep_sd=0,noise=0,hum=0,tremor=0,style=dead_stop,fail=0,"
				  "drop=0,reps=1";
	char text[160];

	(void)state;
	for (int seed = 1; seed <= 6; seed++) {
		snprintf(text, sizeof(text), "tier=gym,%s,seed=%d", set, seed);
		struct weighed later = forces_of(text);
		snprintf(text, sizeof(text), "tier=clean,%s,seed=%d", set, seed);
		struct weighed together = forces_of(text);

		assert_near(together.simulation->lag_s, 0.0, 0.0);
		assert_true(fabs(later.simulation->lag_s) <= 0.04);
		/* to first order in the lag */
		assert_near(measured_lag(&later, &together), later.simulation->lag_s,
			    0.001 + 0.15 * fabs(later.simulation->lag_s));
		weighed_reset(&later);
		weighed_reset(&together);
	}
}

static double mean_of(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return sum / (double)n;
}

/* R/L over the lift, empty plates taken off, is the true one times the gain; drift since then is
 * some 0.7 N of 2000. */
static void the_right_plate_reads_its_gain_times_the_force(void **state)
{
	int tried = 0;

	(void)state;
	for (int seed = 1; seed <= 40; seed++) {
		char text[128];

		snprintf(text, sizeof(text),
			 "tier=adversarial,reps=1,fail=0,noise=0,hum=0,tremor=0,mass=100,load=300,"
			 "fault=scuff:left:0.001,seed=%d",
			 seed);
		struct weighed f = forces_of(text);
		const struct simulated_rep *rep = &f.simulation->rep[0];

		if (f.simulation->quiet_start_s > 2) { /* empty for a second */
			size_t start = frame_at(&f, rep->liftoff_s);
			size_t n = frame_at(&f, rep->lockout_s) - start;
			double left =
				mean_of(f.foot_n[0] + start, n) - mean_of(f.foot_n[0] + 300, 500);
			double right =
				mean_of(f.foot_n[1] + start, n) - mean_of(f.foot_n[1] + 300, 500);
			double ai = rep->asymmetry_lift_pct;

			assert_near(right / left * (100 - ai) / (100 + ai),
				    f.simulation->right_gain, 0.002);
			tried += fabs(f.simulation->right_gain - 1) > 0.005;
		}
		weighed_reset(&f);
	}
	assert_true(tried > 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_truth_is_what_noise_free_cells_say),
		cmocka_unit_test(nominal_asymmetry_drifts_by_the_trend),
		cmocka_unit_test(a_shift_shows_in_the_lower_half_of_the_lift),
		cmocka_unit_test(a_dip_is_as_deep_as_asked),
		cmocka_unit_test(one_foot_follows_the_other_by_the_lag_of_the_truth),
		cmocka_unit_test(the_right_plate_reads_its_gain_times_the_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
