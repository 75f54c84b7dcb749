/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a recording begins and when it ends, on one device and on two. */
#include "acquisition/capture/presence/gate.h"
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first frame with more than on_n under a foot, in blocks of 20 ms as they are looked at. */
static int64_t first_contact(const struct simulation *s, double on_n)
{
	for (size_t k = 0; k < s->frames; k++)
		for (int side = 0; side < 2; side++) {
			double force = 0;

			for (size_t i = 0; i < 4; i++) {
				const struct cell *cell = &s->info.plate[side].cell[i];

				force += (s->counts[k * 8 + (size_t)cell->column] - cell->zero) *
					 cell->newton_per_unit;
			}
			if (force > on_n)
				return (int64_t)k;
		}
	return -1;
}

static void a_set_is_recorded_from_2_s_before_to_3_s_after(void **state)
{
	static const char address[] = "sim:seed=3,reps=2,seconds=60,tier=clean";
	const char *path = scratch_path(state, "auto.hjl");
	struct capture_options options = capturing_options(path);
	struct simulation *simulation = simulation_of(address);
	int64_t contact = first_contact(simulation, 40);
	struct recorded recorded;

	options.auto_start = options.auto_stop = true;
	struct capture_status status = capturing_whole(address, &options);
	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_string_equal(status.stop_reason, "stepped-off");
	/* 2 s before the first contact, to the block of 20 ms */
	assert_true(status.first_frame <= contact - 1980);
	assert_true(status.first_frame >= contact - 2040);
	recorded_read(&recorded, path, simulation, status.first_frame);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_int_equal(recorded.state.frames, status.frames);
	assert_true(recorded.state.complete);
	/* the end of the set in the simulation: nothing on the plates any more */
	const struct simulated_rep *last = &simulation->rep[simulation->reps - 1];
	double end_s = (double)(status.first_frame + status.frames) / 1000;
	assert_true(end_s > last->touchdown_s + 3 && end_s < 60);
	size_t back = (size_t)(end_s * 1000) - 2990;
	for (size_t c = 0; c < 8; c++)
		assert_true(abs(simulation->counts[back * 8 + c] -
				simulation->counts[59999 * 8 + c]) < 60000);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

/* Two devices with a plate each. */
static void record_two(void **state, const char *const address[2], struct capture_status status[2])
{
	struct capture *capture[2];
	struct source *source[2];
	struct capture_gate gate;
	static int calls; /* each with journals of its own */

	gate_init(&gate, 2);
	for (size_t i = 0; i < 2; i++) {
		char name[32];

		snprintf(name, sizeof(name), "gate-%d-%zu.hjl", calls, i);
		struct capture_options options = capturing_options(scratch_path(state, name));
		options.auto_start = options.auto_stop = true;
		options.gate = &gate;
		options.gate_member = i;
		source[i] = capturing_source(address[i]);
		capture[i] = capturing_start(source[i], &options);
	}
	calls++;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(capture_wait(capture[i], PATIENCE_MS), 1);
		assert_int_equal(capture_close(capture[i], &status[i], NULL), 0);
		source_close(source[i]);
	}
}

static int64_t end_of(const struct capture_status *status)
{
	return status->first_frame + status->frames;
}

/* What one of them alone would begin and end with, both do together. */
static void two_devices_begin_and_end_together(void **state)
{
	static const char *const address[] = {
		"sim:seed=3,reps=2,seconds=60,tier=clean,plate=left",
		"sim:seed=3,reps=2,seconds=60,tier=clean,plate=right,drift=100"};
	struct simulation *both = simulation_of("sim:seed=3,reps=2,seconds=60,tier=clean");
	int64_t contact = first_contact(both, 40);
	struct capture_status status[2];

	record_two(state, address, status);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(status[i].stop_reason, "stepped-off");
		/* 2 s before the first foot on either plate, give or take how far one may be
		 * ahead of the other, and a block */
		assert_in_range(status[i].first_frame, contact - 2160, contact - 1860);
	}
	assert_true(llabs(end_of(&status[0]) - end_of(&status[1])) <= 140);
	simulation_free(both);
}

/* The right device sees all of it 5 s earlier than the left one. */
static void the_last_foot_to_leave_ends_it_for_both(void **state)
{
	static const char *const address[] = {
		"sim:seed=3,reps=2,seconds=60,tier=clean,plate=left",
		"sim:seed=3,reps=2,seconds=60,tier=clean,plate=right,skew=5"};
	struct capture_options options = capturing_options(scratch_path(state, "alone.hjl"));
	struct capture_status status[2];

	options.auto_start = options.auto_stop = true;
	struct capture_status alone = capturing_whole(address[0], &options);
	record_two(state, address, status);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(status[i].stop_reason, "stepped-off");
		assert_true(llabs(end_of(&status[i]) - end_of(&alone)) <= 140);
	}
}

static void one_foot_begins_nothing(void **state)
{
	static const char *const address[] = {
		"sim:seed=3,reps=1,tier=clean,plate=left",
		"sim:seed=3,reps=1,tier=clean,plate=right,"
		"fault=dead:right:1+dead:right:2+dead:right:3+dead:right:4"};
	struct capture_status status[2];

	record_two(state, address, status);
	assert_int_equal(status[0].frames, 0);
	assert_int_equal(status[1].frames, 0);
}

static void without_feet_nothing_is_recorded(void **state)
{
	const char *path = scratch_path(state, "nobody.hjl");
	struct capture_options options = capturing_options(path);

	options.auto_start = options.auto_stop = true;
	struct capture_status status = capturing_whole("sim:seed=3,seconds=2", &options);
	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_int_equal(status.frames, 0);
	assert_int_equal(status.first_frame, -1);
	assert_int_equal(status.source_frames, 2000);
	assert_string_equal(status.stop_reason, "source-end");
}

static void a_loss_before_the_feet_come_is_no_part_of_the_recording(void **state)
{
	static const char address[] = "sim:seed=3,reps=1,fault=gap:1:0.1";
	const char *path = scratch_path(state, "early.hjl");
	struct capture_options options = capturing_options(path);
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	options.auto_start = true;
	struct capture_status status = capturing_whole(address, &options);
	assert_int_equal(status.gaps, 0);
	assert_int_equal(status.first_frame, 1100);
	assert_int_equal(status.frames, simulation->frames - 1100);
	recorded_read(&recorded, path, simulation, 1100);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void the_zeros_decide_who_stands(void **state)
{
	const char *path = scratch_path(state, "tare.hjl");
	struct capture_options options = capturing_options(path);
	struct recording_info who;

	/* a tare of 200 kg a plate: nobody stands there any more */
	recording_info_init(&who);
	who.has_tare_before = true;
	for (size_t c = 0; c < 8; c++)
		who.tare_before[c] = 4000000;
	options.who = &who;
	options.auto_start = true;
	struct capture_status status =
		capturing_whole("sim:seed=3,reps=1,tier=clean,mass=80", &options);
	assert_int_equal(status.frames, 0);
	assert_true(status.left_n < -3000);
}

static void the_longest_time_is_exact(void **state)
{
	static const char address[] = "sim:seed=3,fault=gap:9.9:0.2";
	const char *path = scratch_path(state, "max.hjl");
	struct capture_options options = capturing_options(path);
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	options.max_s = 10.005;
	struct capture_status status = capturing_whole(address, &options);
	assert_string_equal(status.stop_reason, "max-time");
	assert_int_equal(status.frames, 10005);
	assert_int_equal(status.gap_frames, 105);
	recorded_read(&recorded, path, simulation, 0);
	assert_int_equal(recorded.state.frames, 10005);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void a_gap_of_more_than_a_minute_ends_the_recording(void **state)
{
	static const char address[] = "sim:seed=3,rate=200,seconds=90,fault=gap:20:60.5";
	const char *path = scratch_path(state, "longgap.hjl");
	struct capture_options options = capturing_options(path);
	struct capture_status status = capturing_whole(address, &options);

	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_string_equal(status.stop_reason, "gap");
	assert_int_equal(status.frames, 4000);
	assert_int_equal(status.gaps, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_is_recorded_from_2_s_before_to_3_s_after),
		cmocka_unit_test(two_devices_begin_and_end_together),
		cmocka_unit_test(the_last_foot_to_leave_ends_it_for_both),
		cmocka_unit_test(one_foot_begins_nothing),
		cmocka_unit_test(without_feet_nothing_is_recorded),
		cmocka_unit_test(a_loss_before_the_feet_come_is_no_part_of_the_recording),
		cmocka_unit_test(the_zeros_decide_who_stands),
		cmocka_unit_test(the_longest_time_is_exact),
		cmocka_unit_test(a_gap_of_more_than_a_minute_ends_the_recording),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
