/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator gives the same again, and its cells measure what they should. */
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

static double deviation(const double *x, size_t n)
{
	double mean = 0, square = 0;

	for (size_t i = 0; i < n; i++)
		mean += x[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		square += (x[i] - mean) * (x[i] - mean) / (double)n;
	return sqrt(square);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_bytes),
		cmocka_unit_test(the_movement_is_the_same_at_every_rate),
		cmocka_unit_test(a_longer_recording_begins_like_the_shorter_one),
		cmocka_unit_test(an_option_moves_no_other_figure),
		cmocka_unit_test(a_twisted_plate_measures_the_same_force_and_place),
		cmocka_unit_test(the_load_is_carried_on_the_heels),
		cmocka_unit_test(counts_stay_within_24_bits),
		cmocka_unit_test(noise_and_hum_are_as_strong_as_asked),
		cmocka_unit_test(tremor_is_as_strong_as_asked_and_half_common),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
