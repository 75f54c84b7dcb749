/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's options, its faults, and the truth it writes. */
#include "acquisition/simulator/simulator.h"
#include "formats/files.h"
#include "formats/json.h"
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int try(const char *text, struct simulation **out, struct error *err)
{
	struct simulator_options options;
	int ret;

	simulator_options_init(&options);
	ret = simulator_options_parse(&options, text, err);
	return ret ? ret : simulate(&options, out, err);
}

static struct simulation *run(const char *text)
{
	struct simulation *simulation;
	struct error err;

	if (try(text, &simulation, &err))
		fail_msg("%s: %s", text, err.text);
	return simulation;
}

#define NINE(x) x x x x x x x x x

static void what_is_not_allowed_is_refused_by_name(void **state)
{
	static const struct {
		const char *text, *names;
	} bad[] = {
		{"repps=8", "repps"},
		{"reps=0", "reps=0"},
		{"reps=2.5", "reps=2.5"},
		{"reps=33", "1 to 32"},
		{"reps", "'reps'"},
		{"reps=", "reps="},
		{"ai=sixty", "ai=sixty"},
		{"ai=1e3", "-60 to 60 %"},
		{"ai=nan", "ai=nan"},
		{"rate=1", "100 to 100000 Hz"},
		{"seed=-1", "seed=-1"},
		{"seed=18446744073709551616", "seed"},
		{"tier=gy", "clean lab gym adversarial"},
		{"tier=", "clean lab gym adversarial"},
		{"style=clean lab", "dead_stop touch_and_go"},
		{"fault=1234567890123456789012345678901234567890123456789012345678901234",
		 "63 characters"},
		{"fault=explode:3", "explode:3"},
		{"fault=gap:5", "gap:AT:FOR"},
		{"fault=gap:5:0.1:7", "gap:AT:FOR"},
		{"fault=gap:-5:0.1", "gap:AT:FOR"},
		{"fault=dead:middle:2", "dead:SIDE:CELL"},
		{"fault=dead:left:5", "dead:SIDE:CELL"},
		{"fault=gap:4000:1", "outside"},
		{"fault=gap:5:0", "no frame lost"},
		{"fault=gap:5:0.1+gap:5.05:1", "another gap"},
		{"rate=100000,seconds=86400", "at most"},
		{"fault=" NINE("dead:left:1+"), "at most 63 characters"},
		{"disc=20", "say on which plate"},
		{"plate=left,disc=-1", "0 to 500 kg"},
		{"gains=1:1:1", "4 or 8 numbers"},
		{"gains=1:1:1:x", "4 or 8 numbers"},
		{"gains=1:1:1:1:", "4 or 8 numbers"},
		{"gains=1:1:1:0", "4 or 8 numbers"},
		{"gains=1:1:1:1:1", "4 or 8 numbers"},
		{"aVeryLongKey" NINE("................") "=1", "too long for KEY=VALUE"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct simulation *simulation = NULL;
		struct error err = {0};
		int ret = try(bad[i].text, &simulation, &err);

		assert_int_equal(ret, HINGE_EUSAGE);
		if (!strstr(err.text, bad[i].names))
			fail_msg("%s: '%s' does not say '%s'", bad[i].text, err.text, bad[i].names);
	}
}

static void every_key_has_its_field(void **state)
{
	struct simulator_options o;

	(void)state;
	simulator_options_init(&o);
	assert_int_equal(simulator_options_parse(
				 &o,
				 "seed=18446744073709551615,rate=2000,reps=3,mass=71.5,load=90,"
				 "ai=-4,rep_sd=1,trend=0.5,shift=2,dips=1,dip=6,style=dead_stop,"
				 "tier=gym,fail=0.5,drop=0.25,noise=1,hum=2,tremor=3,"
				 "fault=scuff:left:3,seconds=30",
				 NULL),
			 0);
	assert_true(o.seed == UINT64_MAX);
	assert_int_equal(o.reps, 3);
	assert_int_equal(o.dips, 1);
	const double got[] = {
		o.rate_hz,   o.body_mass_kg,    o.load_kg,  o.asymmetry_pct,    o.rep_sd_pct,
		o.trend_pct, o.phase_shift_pct, o.dip_pct,  o.fail_probability, o.drop_probability,
		o.noise_n,   o.hum_n,           o.tremor_n, o.seconds};
	const double expected[] = {2000, 71.5, 90, -4, 1, 0.5, 2, 6, 0.5, 0.25, 1, 2, 3, 30};
	for (size_t i = 0; i < sizeof(got) / sizeof(got[0]); i++)
		assert_near(got[i], expected[i], 0.0);
	assert_string_equal(o.style, "dead_stop");
	assert_string_equal(o.tier, "gym");
	assert_string_equal(o.fault, "scuff:left:3");
}

/* --- faults --- */

static void lost_frames_repeat_the_last_good_one_and_are_listed(void **state)
{
	struct simulation *s = run("fault=gap:9:0.2+gap:5:0.05,seed=3");
	struct simulation *whole = run("seed=3");
	size_t bytes = s->channels * sizeof(int32_t);

	(void)state;
	assert_int_equal(s->frames, whole->frames);
	assert_int_equal(s->info.gaps, 2);
	assert_int_equal(s->info.gap[0].frame, 5000);
	assert_int_equal(s->info.gap[0].frames, 50);
	assert_int_equal(s->info.gap[1].frame, 9000);
	assert_int_equal(s->info.gap[1].frames, 200);
	assert_string_equal(s->info.gap[0].cause, "simulated");
	for (size_t k = 0; k < s->frames; k++) {
		size_t shown = k >= 5000 && k < 5050 ? 4999 : k >= 9000 && k < 9200 ? 8999 : k;

		assert_memory_equal(&s->counts[k * s->channels],
				    &whole->counts[shown * s->channels], bytes);
	}
	simulation_free(s);
	simulation_free(whole);
}

static void a_cell_may_stand_at_its_rail_or_be_dead(void **state)
{
	struct simulation *s = run("fault=saturate:left:2:6:0.5+dead:right:4");
	size_t rail = 0;

	(void)state;
	for (size_t k = 0; k < s->frames; k++) {
		rail += s->counts[k * 8 + 1] == 8388607;
		assert_int_equal(s->counts[k * 8 + 7], (int32_t)s->info.plate[1].cell[3].zero);
	}
	assert_int_equal(rail, 500);
	assert_int_equal(s->counts[6000 * 8 + 1], 8388607);
	simulation_free(s);
}

static double side_force(const struct simulation *s, size_t k, int side)
{
	double force = 0;

	for (size_t i = 0; i < 4; i++) {
		const struct cell *cell = &s->info.plate[side].cell[i];

		force += (s->counts[k * 8 + (size_t)cell->column] - cell->zero) *
			 cell->newton_per_unit;
	}
	return force;
}

static void a_hand_on_the_plate_adds_its_force(void **state)
{
	struct simulation *touched = run("tier=clean,seed=3,fault=touch:right:1:40");
	struct simulation *whole = run("tier=clean,seed=3");

	(void)state;
	/* half a sine of 0.3 s: its top is in the middle */
	assert_near(side_force(touched, 1150, 1) - side_force(whole, 1150, 1), 40, 0.01);
	assert_near(side_force(touched, 1150, 0) - side_force(whole, 1150, 0), 0, 1e-9);
	assert_near(side_force(touched, 1350, 1) - side_force(whole, 1350, 1), 0, 1e-9);
	simulation_free(touched);
	simulation_free(whole);
}

static void half_a_foot_beside_the_plate_loses_three_tenths(void **state)
{
	struct simulation *half = run("tier=clean,seed=3,fault=half:left:5:1");
	struct simulation *whole = run("tier=clean,seed=3");

	(void)state;
	assert_near(side_force(half, 5500, 0) / side_force(whole, 5500, 0), 0.7, 1e-5);
	assert_near(side_force(half, 6100, 0) / side_force(whole, 6100, 0), 1, 1e-9);
	simulation_free(half);
	simulation_free(whole);
}

static void an_unplugged_device_ends_the_recording(void **state)
{
	struct simulation *s = run("seed=3,fault=unplug:20");

	(void)state;
	assert_true(s->unplugged);
	assert_int_equal(s->frames, 20000);
	for (size_t i = 0; i < s->reps; i++)
		assert_true(s->rep[i].touchdown_s < 20);
	simulation_free(s);
}

static void the_adversarial_tier_draws_faults_and_says_which(void **state)
{
	char text[40];
	int with_fault = 0;

	(void)state;
	for (int seed = 1; seed <= 20; seed++) {
		snprintf(text, sizeof(text), "tier=adversarial,rate=200,seed=%d", seed);
		struct simulation *s = run(text);

		with_fault += s->options.fault[0] != 0;
		simulation_free(s);
	}
	/* eight kinds at one in five: 83 % of sets have one */
	assert_true(with_fault >= 10);
}

/* --- the truth --- */

static double number(const struct js *object, const char *key)
{
	double value = NAN;

	js_real(js_get(object, key), &value);
	return value;
}

static struct js *read_json(const char *path)
{
	struct js *value;
	char *text;
	size_t size;

	assert_int_equal(file_read(path, 1 << 20, &text, &size, NULL), 0);
	assert_int_equal(js_parse(&value, text, size, path, NULL), 0);
	free(text);
	return value;
}

static void the_truth_is_written_whole_and_exact(void **state)
{
	struct simulation *s = run("seed=3,reps=5,ai=6,fail=1,style=touch_and_go");
	const char *path = scratch_path(state, "trial_truth.json");
	struct js *truth;

	assert_int_equal(simulation_write_truth(s, 0, path, NULL), 0);
	truth = read_json(path);
	assert_string_equal(js_text(js_get(truth, "Format")), "hinge-truth");
	assert_near(number(truth, "BodyMassKg"), s->body_mass_kg, 0.0);
	assert_near(number(truth, "LoadKg"), s->load_kg, 0.0);
	assert_near(number(truth, "AsymmetryNominalPct"), 6.0, 0.0);
	assert_int_equal(js_count(js_get(truth, "Reps")), 5);
	const struct js *second = js_at(js_get(truth, "Reps"), 1);
	assert_near(number(second, "LiftoffS"), s->rep[1].liftoff_s, 0.0);
	assert_near(number(second, "AsymmetryLiftPct"), s->rep[1].asymmetry_lift_pct, 0.0);
	assert_true(js_is_null(js_get(second, "OnsetS")));
	assert_string_equal(js_text(js_get(second, "Kind")), "touch_and_go");
	assert_string_equal(js_text(js_get(js_at(js_get(truth, "Reps"), 4), "Kind")), "failed");
	assert_near(number(js_get(truth, "Options"), "ai"), 6.0, 0.0);
	js_free(truth);
	simulation_free(s);
}

static void the_truth_of_a_part_counts_from_its_first_frame(void **state)
{
	struct simulation *s = run("seed=3");
	const char *path = scratch_path(state, "part_truth.json");
	struct js *truth;

	assert_int_equal(simulation_write_truth(s, 1500, path, NULL), 0);
	truth = read_json(path);
	assert_near(number(js_at(js_get(truth, "Reps"), 0), "LiftoffS"), s->rep[0].liftoff_s - 1.5,
		    1e-12);
	assert_near(number(truth, "Frames"), (double)s->frames - 1500, 0.0);
	js_free(truth);
	simulation_free(s);
}

static void the_truth_is_never_overwritten(void **state)
{
	struct simulation *s = run("seed=3,reps=1");
	const char *path = scratch_path(state, "twice_truth.json");
	struct error err;

	assert_int_equal(simulation_write_truth(s, 0, path, NULL), 0);
	assert_int_equal(simulation_write_truth(s, 0, path, &err), HINGE_EREFUSED);
	simulation_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_allowed_is_refused_by_name),
		cmocka_unit_test(every_key_has_its_field),
		cmocka_unit_test(lost_frames_repeat_the_last_good_one_and_are_listed),
		cmocka_unit_test(a_cell_may_stand_at_its_rail_or_be_dead),
		cmocka_unit_test(a_hand_on_the_plate_adds_its_force),
		cmocka_unit_test(half_a_foot_beside_the_plate_loses_three_tenths),
		cmocka_unit_test(an_unplugged_device_ends_the_recording),
		cmocka_unit_test(the_adversarial_tier_draws_faults_and_says_which),
		cmocka_unit_test(the_truth_is_written_whole_and_exact),
		cmocka_unit_test(the_truth_of_a_part_counts_from_its_first_frame),
		cmocka_unit_test(the_truth_is_never_overwritten),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
