/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told while a set is recorded is what the analysis finds in it afterwards. The bounds are
 * those of docs/methods.md#live. */
#include "analysis/live/live.h"
#include "tests/support/assert_near.h"
#include "tests/support/simulated.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_S 0.02

static struct live *new_live(const struct recording_info *info)
{
	struct config config;
	struct live *live;
	struct error err;

	config_init(&config);
	if (live_new(&live, info, &config, &err))
		fail_msg("%s", err.text);
	return live;
}

static struct simulation *simulation_with(const char *options)
{
	struct simulator_options parsed;
	struct simulation *simulation;
	struct error err;

	simulator_options_init(&parsed);
	if (simulator_options_parse(&parsed, options, &err) || simulate(&parsed, &simulation, &err))
		fail_msg("%s: %s", options, err.text);
	return simulation;
}

static const struct live_rep *valid_rep(const struct live_state *state, int index)
{
	int valid = 0;

	for (size_t i = 0; i < state->reps; i++)
		if (state->rep[i].valid && valid++ == index)
			return &state->rep[i];
	fail_msg("valid rep %d is missing", index);
	return NULL;
}

static bool is_lost(const struct simulation *simulation, int64_t frame)
{
	for (size_t g = 0; g < simulation->info.gaps; g++) {
		const struct gap *gap = &simulation->info.gap[g];

		if (frame >= gap->frame && frame < gap->frame + gap->frames)
			return true;
	}
	return false;
}

/* What each rep was when it was first told. */
struct first {
	int count;
	double asymmetry_pct[64];
};

/* In blocks as a device gives them, from `start` on in the recording; first may be NULL. */
static void push_set(struct live *live, const struct simulation *simulation, int64_t start,
		     struct first *first)
{
	int64_t block = (int64_t)(BLOCK_S * simulation->info.rate_hz), end;
	int64_t frames = (int64_t)simulation->frames;

	for (int64_t i = 0; i < frames; i = end) {
		struct live_state state;
		struct error err;

		for (end = i; end < frames && end < i + block && !is_lost(simulation, end);)
			end++;
		if (end == i) {
			end = i + 1;
			continue;
		}
		if (live_push(live, simulation->counts + i * (int64_t)simulation->channels,
			      (size_t)(end - i), start + i, &err))
			fail_msg("%s", err.text);
		live_state(live, &state);
		for (; first && first->count < state.valid_reps; first->count++)
			first->asymmetry_pct[first->count] =
				valid_rep(&state, first->count)->asymmetry_lift_pct;
	}
}

/* Over many sets: how the reps told live differ from those of the analysis. */
struct comparison {
	int reps, known_late, first_off, last_off;
	double worst_pct;
};

static const double known_within_s = 0.5, first_within_pct = 0.25, last_within_pct = 0.05;
static const double worst_within_pct = 0.25;

static void compare_rep(const struct rep *rep, const struct live_rep *told, double first_pct,
			struct comparison *sum)
{
	double off_pct = fabs(told->asymmetry_lift_pct - rep->asymmetry_lift_pct);

	assert_near(told->liftoff_s, rep->liftoff_s, 0.05);
	sum->reps++;
	sum->known_late += told->known_s - rep->touchdown_s > known_within_s;
	sum->first_off += !(fabs(first_pct - rep->asymmetry_lift_pct) <= first_within_pct);
	sum->last_off += !(off_pct <= last_within_pct);
	sum->worst_pct = fmax(sum->worst_pct, off_pct);
}

static void compare_set(const char *options, bool is_load_told, struct comparison *sum)
{
	struct simulation *simulation = simulation_with(options);
	struct trial *trial = simulated_trial(simulation);
	struct first first = {0};
	struct trial_report *report;
	struct live_state state;
	struct live *live;
	int valid = 0;

	if (!is_load_told)
		trial->info.load_kg = NAN;
	report = report_of(trial);
	live = new_live(&trial->info);
	push_set(live, simulation, 0, &first);
	assert_int_equal(live_finish(live, NULL), 0);
	live_state(live, &state);
	if (state.total_reps != (int)report->reps)
		fail_msg("%s: %d reps live, %zu of the analysis", options, state.total_reps,
			 report->reps);
	assert_near(state.body_mass_kg, report->body_mass_kg, 0.1);
	for (size_t i = 0; i < report->reps; i++) {
		if (!report->rep[i].valid)
			continue;
		compare_rep(&report->rep[i], valid_rep(&state, valid), first.asymmetry_pct[valid],
			    sum);
		valid++;
	}
	assert_int_equal(state.valid_reps, valid);
	live_free(live);
	report_free(report);
	trial_free(trial);
	simulation_free(simulation);
}

static void compare_tier(const char *tier, bool is_load_told, struct comparison *sum)
{
	static const char *const models[] = {"point", "segments"};
	static const char *const styles[] = {"dead_stop", "touch_and_go"};
	char options[96];

	for (int i = 0; i < 4; i++) {
		snprintf(options, sizeof(options), "seed=%d,tier=%s,model=%s,style=%s", 400 + i,
			 tier, models[i % 2], styles[i / 2]);
		compare_set(options, is_load_told, sum);
	}
}

static void assert_alike(const struct comparison *sum, int late_max)
{
	if (sum->known_late > late_max || sum->first_off * 20 > sum->reps ||
	    sum->last_off * 20 > sum->reps || sum->worst_pct > worst_within_pct)
		fail_msg("of %d reps %d known late, %d first told otherwise, %d at the end; worst "
			 "%.3f",
			 sum->reps, sum->known_late, sum->first_off, sum->last_off, sum->worst_pct);
}

static void a_rep_is_told_in_time_and_as_the_analysis_finds_it(void **state)
{
	struct comparison sum = {0};

	(void)state;
	compare_tier("clean", true, &sum);
	compare_tier("lab", true, &sum);
	compare_tier("gym", true, &sum);
	assert_true(sum.reps >= 12 * 7);
	assert_alike(&sum, 0);
}

/* Until its weight is clear the first reps of a set may have to wait. */
static void a_bar_of_unknown_weight_is_weighed_by_its_lifts(void **state)
{
	struct comparison sum = {0};

	(void)state;
	compare_tier("lab", false, &sum);
	assert_alike(&sum, sum.reps / 10);
}

static void a_fast_recording_is_thinned_without_harm(void **state)
{
	struct comparison sum = {0};

	(void)state;
	compare_set("seed=7,rate=10000,reps=3,seconds=40", true, &sum);
	compare_set("seed=8,rate=2500,reps=3", true, &sum);
	assert_alike(&sum, 0);
}

static void a_slow_recording_is_taken_as_it_is(void **state)
{
	struct comparison sum = {0};

	(void)state;
	compare_set("seed=7,rate=100", true, &sum);
	assert_alike(&sum, 0);
}

static void a_romanian_set_is_counted_without_a_floor(void **state)
{
	struct simulation *simulation = simulation_with("seed=5,style=romanian,reps=6");
	struct trial *trial = simulated_trial(simulation);
	struct trial_report *report = report_of(trial);
	struct live *live = new_live(&trial->info);
	struct live_state live_at_end;

	(void)state;
	push_set(live, simulation, 0, NULL);
	live_state(live, &live_at_end);
	assert_true(live_at_end.valid_reps >= 5); /* the last one before it is put away */
	assert_int_equal(live_finish(live, NULL), 0);
	live_state(live, &live_at_end);
	assert_int_equal(live_at_end.valid_reps, 6);
	assert_int_equal(report->reps, 6);
	for (size_t i = 0; i < 6; i++)
		assert_near(live_at_end.rep[i].asymmetry_lift_pct,
			    report->rep[i].asymmetry_lift_pct, last_within_pct);
	live_free(live);
	report_free(report);
	trial_free(trial);
	simulation_free(simulation);
}

/* --- what spoils a rep --- */

static struct live_state state_after(const char *options)
{
	struct simulation *simulation = simulation_with(options);
	struct live *live = new_live(&simulation->info);
	struct live_state state;

	push_set(live, simulation, 0, NULL);
	assert_int_equal(live_finish(live, NULL), 0);
	live_state(live, &state);
	live_free(live);
	simulation_free(simulation);
	return state;
}

/* Middle of the lift of rep 2. */
static double in_lift_s(const char *options)
{
	struct simulation *simulation = simulation_with(options);
	double at = (simulation->rep[1].liftoff_s + simulation->rep[1].lockout_s) / 2;

	simulation_free(simulation);
	return at;
}

static void lost_samples_spoil_only_their_rep(void **state)
{
	static const char options[] = "seed=3,reps=3,style=dead_stop";
	char faulty[128];
	struct live_state seen;

	(void)state;
	snprintf(faulty, sizeof(faulty), "%s,fault=gap:%.3f:0.02", options, in_lift_s(options));
	seen = state_after(faulty);
	assert_int_equal(seen.lost_frames, 20);
	assert_int_equal(seen.valid_reps, 2);
	assert_string_equal(seen.rep[1].reason, "samples are missing");
	snprintf(faulty, sizeof(faulty), "%s,fault=gap:%.3f:0.004", options, in_lift_s(options));
	seen = state_after(faulty);
	assert_int_equal(seen.lost_frames, 4);
	assert_int_equal(seen.valid_reps, 3);
}

static void more_is_lost_than_is_kept(void **state)
{
	struct simulation *simulation = simulation_with("seed=3,reps=2,style=dead_stop");
	struct live *live = new_live(&simulation->info);
	struct live_state seen;

	(void)state;
	push_set(live, simulation, 0, NULL);
	push_set(live, simulation, 90000, NULL);
	assert_int_equal(live_finish(live, NULL), 0);
	live_state(live, &seen);
	assert_int_equal(seen.lost_frames, 90000 - (int64_t)simulation->frames);
	assert_int_equal(seen.valid_reps, 4);
	assert_near(seen.rep[3].touchdown_s, 90 + simulation->rep[1].touchdown_s, 0.1);
	live_free(live);
	simulation_free(simulation);
}

static void a_frame_that_was_there_already_is_refused(void **state)
{
	struct simulation *simulation = simulation_with("seed=3,reps=1");
	struct live *live = new_live(&simulation->info);
	struct error err;

	(void)state;
	assert_int_equal(live_push(live, simulation->counts, 100, 0, &err), 0);
	assert_int_equal(live_push(live, simulation->counts, 100, 99, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "frame 99 after frame 99");
	live_free(live);
	simulation_free(simulation);
}

static void unknown_feet_have_no_asymmetry(void **state)
{
	struct simulation *simulation = simulation_with("seed=3,reps=2,style=dead_stop");
	struct live_state seen;
	struct live *live;

	(void)state;
	simulation->info.plate[0].foot = simulation->info.plate[1].foot = FOOT_UNKNOWN;
	live = new_live(&simulation->info);
	push_set(live, simulation, 0, NULL);
	live_state(live, &seen);
	assert_false(seen.has_sides);
	assert_int_equal(seen.valid_reps, 2);
	assert_true(isnan(seen.rep[0].asymmetry_lift_pct));
	live_free(live);
	simulation_free(simulation);
}

/* --- an hour --- */

static void an_hour_of_sets_keeps_its_count(void **state)
{
	enum { SETS = 80, REPS = 5 };
	struct simulation *simulation =
		simulation_with("seed=12,reps=5,rate=100,style=dead_stop,tier=lab,fail=0");
	struct live *live = new_live(&simulation->info);
	int64_t frames = (int64_t)simulation->frames;
	struct live_state seen;

	(void)state;
	for (int set = 0; set < SETS; set++)
		push_set(live, simulation, set * frames, NULL);
	assert_int_equal(live_finish(live, NULL), 0);
	live_state(live, &seen);
	assert_true(seen.time_s > 3600);
	assert_int_equal(seen.total_reps, SETS * REPS);
	assert_int_equal(seen.valid_reps, SETS * REPS);
	assert_int_equal(seen.reps, LIVE_REPS_MAX);
	assert_int_equal(seen.rep[LIVE_REPS_MAX - 1].index, SETS * REPS);
	assert_near(seen.body_mass_kg, simulation->body_mass_kg, 0.3);
	live_free(live);
	simulation_free(simulation);
}

/* --- for the eye --- */

static enum live_phase phase_at(struct live *live, const struct simulation *simulation,
				int64_t *from, double at_s)
{
	int64_t to = llrint(at_s * simulation->info.rate_hz);
	struct live_state state;

	for (int64_t i = *from; i < to; i += 20)
		assert_int_equal(live_push(live,
					   simulation->counts + i * (int64_t)simulation->channels,
					   (size_t)(to - i < 20 ? to - i : 20), i, NULL),
				 0);
	*from = to;
	live_state(live, &state);
	return state.phase;
}

static void the_phases_of_a_lift_are_seen(void **state)
{
	struct simulation *simulation =
		simulation_with("seed=31,reps=3,style=dead_stop,tier=clean,mass=80,load=120");
	struct live *live = new_live(&simulation->info);
	int64_t from = 0;

	(void)state;
	assert_int_equal(phase_at(live, simulation, &from, 1), LIVE_EMPTY);
	assert_int_equal(phase_at(live, simulation, &from, simulation->quiet_start_s + 0.5),
			 LIVE_WEIGHING);
	assert_int_equal(phase_at(live, simulation, &from, simulation->quiet_end_s), LIVE_STANDING);
	for (size_t i = 0; i < simulation->reps; i++) {
		const struct simulated_rep *rep = &simulation->rep[i];

		assert_int_equal(phase_at(live, simulation, &from, rep->liftoff_s - 0.15),
				 LIVE_PULLING);
		assert_int_equal(phase_at(live, simulation, &from, rep->half_s), LIVE_LIFTING);
		assert_int_equal(phase_at(live, simulation, &from, rep->lower_s - 0.05),
				 LIVE_HOLDING);
		assert_int_equal(phase_at(live, simulation, &from, rep->touchdown_s - 0.15),
				 LIVE_LOWERING);
		assert_int_equal(phase_at(live, simulation, &from, rep->touchdown_s + 0.5),
				 LIVE_STANDING);
	}
	live_free(live);
	simulation_free(simulation);
}

static void the_forces_follow_within_a_quarter_of_a_second(void **state)
{
	struct recording_info info;
	struct live_state seen;
	struct live *live;
	int32_t counts[2000];

	(void)state;
	recording_info_init(&info);
	info.rate_hz = 1000;
	info.unit = UNIT_COUNT;
	info.channels = info.plates = 2;
	for (int i = 0; i < 2; i++) {
		info.plate[i].kind = PLATE_FZ;
		info.plate[i].foot = i ? FOOT_RIGHT : FOOT_LEFT;
		info.plate[i].cells = 1;
		info.plate[i].cell[0] = (struct cell){.column = i, .newton_per_unit = 0.5};
	}
	live = new_live(&info);
	for (int i = 0; i < 1000; i++) {
		counts[2 * i] = 0;
		counts[2 * i + 1] = 0;
	}
	assert_int_equal(live_push(live, counts, 1000, 0, NULL), 0);
	for (int i = 0; i < 1000; i++) {
		counts[2 * i] = 800;
		counts[2 * i + 1] = 1200;
	}
	assert_int_equal(live_push(live, counts, 250, 1000, NULL), 0);
	live_state(live, &seen);
	assert_true(seen.left_n > 360 && seen.left_n < 440);
	assert_true(seen.on[0] && seen.on[1]);
	assert_int_equal(live_push(live, counts, 750, 1250, NULL), 0);
	live_state(live, &seen);
	assert_near(seen.left_n, 400.0, 0.5);
	assert_near(seen.right_n, 600.0, 0.5);
	live_free(live);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rep_is_told_in_time_and_as_the_analysis_finds_it),
		cmocka_unit_test(a_bar_of_unknown_weight_is_weighed_by_its_lifts),
		cmocka_unit_test(a_fast_recording_is_thinned_without_harm),
		cmocka_unit_test(a_slow_recording_is_taken_as_it_is),
		cmocka_unit_test(a_romanian_set_is_counted_without_a_floor),
		cmocka_unit_test(lost_samples_spoil_only_their_rep),
		cmocka_unit_test(more_is_lost_than_is_kept),
		cmocka_unit_test(a_frame_that_was_there_already_is_refused),
		cmocka_unit_test(unknown_feet_have_no_asymmetry),
		cmocka_unit_test(an_hour_of_sets_keeps_its_count),
		cmocka_unit_test(the_phases_of_a_lift_are_seen),
		cmocka_unit_test(the_forces_follow_within_a_quarter_of_a_second),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
