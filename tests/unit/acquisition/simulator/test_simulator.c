/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator against Newton's laws and against what it says of itself, from its counts alone. */
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

static double deviation(const double *x, size_t n)
{
	double mean = 0, square = 0;

	for (size_t i = 0; i < n; i++)
		mean += x[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		square += (x[i] - mean) * (x[i] - mean) / (double)n;
	return sqrt(square);
}

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

static void the_movement_is_the_same_at_every_rate(void **state)
{
	struct simulation *a = run("seed=5,tier=lab,rate=1000");
	struct simulation *b = run("seed=5,tier=lab,rate=8000");

	(void)state;
	assert_int_equal(a->reps, b->reps);
	for (size_t i = 0; i < a->reps; i++) {
		assert_near(a->rep[i].liftoff_s, b->rep[i].liftoff_s, 1e-12);
		assert_near(a->rep[i].touchdown_s, b->rep[i].touchdown_s, 1e-12);
		assert_near(a->rep[i].asymmetry_lift_pct, b->rep[i].asymmetry_lift_pct, 0.05);
	}
	simulation_free(a);
	simulation_free(b);
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
	struct simulation *a = run("seed=9");
	struct simulation *b = run("seed=9,ai=7,noise=1,rep_sd=0,dips=2,hum=0");

	(void)state;
	assert_near(a->body_mass_kg, b->body_mass_kg, 0);
	assert_near(a->load_kg, b->load_kg, 0);
	assert_string_equal(a->style, b->style);
	assert_int_equal(a->reps, b->reps);
	for (size_t i = 0; i < a->reps; i++)
		assert_near(a->rep[i].liftoff_s, b->rep[i].liftoff_s, 0);
	assert_near(b->asymmetry_pct, 7, 0);
	simulation_free(a);
	simulation_free(b);
}

/* --- physics --- */

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

/* --- cells --- */

/* What four cells say beyond force and centre of pressure is a twist; it must change neither. */
static void a_twisted_plate_measures_the_same_force_and_place(void **state)
{
	struct simulation *s = run("tier=clean,seed=6,mass=80");
	size_t k = (size_t)(s->quiet_start_s * 1000) + 100;

	(void)state;
	for (int side = 0; side < 2; side++) {
		const struct cell *cell = s->info.plate[side].cell;
		double force = 0, mx = 0, my = 0, sum = 0, sx = 0, sy = 0, twist = 0;

		for (size_t i = 0; i < 4; i++) {
			double f = cell_force(s, k, side, i);

			force += f;
			mx += f * cell[i].x_m;
			my += f * cell[i].y_m;
		}
		for (size_t i = 0; i < 4; i++) {
			double x = mx / force / cell[i].x_m, y = my / force / cell[i].y_m;
			double rest = cell_force(s, k, side, i) - force / 4 * (1 + x + y);

			sum += rest;
			sx += rest * cell[i].x_m;
			sy += rest * cell[i].y_m;
			twist = fmax(twist, fabs(rest) / (force / 4));
		}
		assert_near(sum, 0, 1e-9);
		assert_near(sx, 0, 1e-9);
		assert_near(sy, 0, 1e-9);
		assert_true(twist > 1e-4 && twist <= 0.03 + 1e-5);
		assert_true(fabs(mx / force) < 0.03 && fabs(my / force) < 0.08);
	}
	simulation_free(s);
}

static void the_load_is_carried_on_the_heels(void **state)
{
	double shift_m = 0;
	char text[80];

	(void)state;
	for (int seed = 1; seed <= 6; seed++) {
		snprintf(text, sizeof(text), "tier=clean,fail=0,drop=0,rate=200,seed=%d", seed);
		struct weighed f = forces_of(text);
		const struct simulation *s = f.simulation;

		for (size_t i = 0; i < s->reps; i++)
			shift_m += (cop_forward(&f, s->rep[i].lockout_s) -
				    cop_forward(&f, s->rep[0].start_s)) /
				   (double)s->reps / 6;
		weighed_reset(&f);
	}
	/* 1.5 to 3.5 cm; the sway of up to 2 cm averages out over 48 lifts */
	assert_near(shift_m, -0.025, 0.01);
}

static void counts_stay_within_24_bits(void **state)
{
	char text[64];

	(void)state;
	for (int seed = 1; seed <= 5; seed++) {
		snprintf(text, sizeof(text), "tier=adversarial,mass=110,load=400,seed=%d", seed);
		struct simulation *s = run(text);
		int32_t lowest = 0, highest = 0;

		for (size_t i = 0; i < s->frames * s->channels; i++) {
			lowest = s->counts[i] < lowest ? s->counts[i] : lowest;
			highest = s->counts[i] > highest ? s->counts[i] : highest;
		}
		assert_true(lowest >= -8388608 && highest <= 8388607);
		assert_true(highest > 1000000);
		simulation_free(s);
	}
}

static void noise_and_hum_are_as_strong_as_asked(void **state)
{
	struct weighed white = forces_of("noise=2,hum=0,tremor=0"), mains;

	(void)state;
	/* 2000 samples: 1.6 % is one standard error */
	assert_close(deviation(white.foot_n[0], 2000), 2.0, 0.08);
	assert_close(deviation(white.foot_n[1], 2000), 2.0, 0.08);
	weighed_reset(&white);
	/* a sine of 3 N with 10 to 30 % of second and third harmonic */
	mains = forces_of("noise=0,hum=3,tremor=0");
	double rms = deviation(mains.foot_n[0], 2000);
	assert_true(rms > 3 / M_SQRT2 && rms < 3 / M_SQRT2 * sqrt(1 + 0.09 + 0.09) * 1.03);
	weighed_reset(&mains);
}

/* RMS = amplitude over root 2 under a foot at body weight; half of the variance is common. */
static void tremor_is_as_strong_as_asked_and_half_common(void **state)
{
	double own = 0, both = 0;
	char text[80];

	(void)state;
	for (int seed = 1; seed <= 10; seed++) {
		snprintf(text, sizeof(text), "tier=clean,ai=0,reps=1,tremor=4,seed=%d", seed);
		struct weighed shaking = forces_of(text);
		snprintf(text, sizeof(text), "tier=clean,ai=0,reps=1,seed=%d", seed);
		struct weighed still = forces_of(text);
		double start_s = still.simulation->quiet_start_s;
		size_t start = frame_at(&still, start_s);
		size_t end = frame_at(&still, still.simulation->quiet_end_s);

		for (size_t k = start; k < end; k++) {
			double left = shaking.foot_n[0][k] - still.foot_n[0][k];
			double right = shaking.foot_n[1][k] - still.foot_n[1][k];

			own += (left * left + right * right) / 2 / (double)(end - start) / 10;
			both += left * right / (double)(end - start) / 10;
		}
		weighed_reset(&shaking);
		weighed_reset(&still);
	}
	/* ten windows of 2 to 4 s of noise from 0.5 Hz on */
	assert_close(sqrt(own), 4 / M_SQRT2, 0.15);
	assert_near(both / own, 0.5, 0.15);
}

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

/* --- kinds of reps --- */

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
		cmocka_unit_test(the_same_seed_gives_the_same_bytes),
		cmocka_unit_test(the_movement_is_the_same_at_every_rate),
		cmocka_unit_test(a_longer_recording_begins_like_the_shorter_one),
		cmocka_unit_test(an_option_moves_no_other_figure),
		cmocka_unit_test(standing_still_weighs_the_body),
		cmocka_unit_test(a_lift_from_rest_to_rest_weighs_body_and_bar),
		cmocka_unit_test(the_force_lifts_the_system_as_far_as_the_truth_says),
		cmocka_unit_test(a_romanian_bar_is_carried_from_the_first_rep_to_the_last),
		cmocka_unit_test(at_lift_off_the_bar_adds_its_whole_weight),
		cmocka_unit_test(the_plates_are_empty_before_and_after),
		cmocka_unit_test(a_twisted_plate_measures_the_same_force_and_place),
		cmocka_unit_test(the_load_is_carried_on_the_heels),
		cmocka_unit_test(counts_stay_within_24_bits),
		cmocka_unit_test(noise_and_hum_are_as_strong_as_asked),
		cmocka_unit_test(tremor_is_as_strong_as_asked_and_half_common),
		cmocka_unit_test(the_truth_is_what_noise_free_cells_say),
		cmocka_unit_test(nominal_asymmetry_drifts_by_the_trend),
		cmocka_unit_test(a_shift_shows_in_the_lower_half_of_the_lift),
		cmocka_unit_test(a_dip_is_as_deep_as_asked),
		cmocka_unit_test(one_foot_follows_the_other_by_the_lag_of_the_truth),
		cmocka_unit_test(the_right_plate_reads_its_gain_times_the_force),
		cmocka_unit_test(moments_of_a_rep_are_in_order),
		cmocka_unit_test(from_the_onset_on_the_ground_the_feet_carry_20_n_more),
		cmocka_unit_test(the_last_rep_may_fail_or_be_dropped),
		cmocka_unit_test(after_a_drop_the_body_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
