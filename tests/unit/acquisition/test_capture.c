/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a source gives is in the journal, at its place, or told as lost. */
#include "acquisition/capture.h"
#include "acquisition/capture/gate.h"
#include "tests/support/assert_near.h"
#include "tests/support/child.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000 };

static struct source *open_source(const char *address)
{
	struct source *source;
	struct error err;

	if (source_open(&source, address, &err))
		fail_msg("%s: %s", address, err.text);
	return source;
}

static struct capture *start(struct source *source, const struct capture_options *options)
{
	struct capture *capture;
	struct error err;

	if (capture_start(&capture, source, options, &err))
		fail_msg("%s", err.text);
	return capture;
}

/* From the beginning to the end that the source or the options make. */
static struct capture_status record(const char *address, struct capture_options *options)
{
	struct source *source = open_source(address);
	struct capture *capture = start(source, options);
	struct capture_status status;

	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	capture_close(capture, &status, NULL);
	source_close(source);
	return status;
}

static struct capture_options options_for(const char *path)
{
	struct capture_options options;

	capture_options_init(&options);
	options.journal_path = path;
	return options;
}

/* --- nothing is lost --- */

static void check_whole(void **state, int rate_hz, int seconds)
{
	char address[96], name[32];

	snprintf(address, sizeof(address), "sim:seed=3,rate=%d,seconds=%d", rate_hz, seconds);
	snprintf(name, sizeof(name), "whole-%d.hjl", rate_hz);
	const char *path = scratch_path(state, name);
	struct capture_options options = options_for(path);
	struct capture_status status = record(address, &options);
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_string_equal(status.stop_reason, "source-end");
	assert_int_equal(status.source_frames, simulation->frames);
	assert_int_equal(status.frames, simulation->frames);
	assert_int_equal(status.durable_frames, simulation->frames);
	assert_int_equal(status.gaps, 0);
	assert_int_equal(status.gap_frames, 0);
	assert_true(status.ring_peak > 0 && status.ring_peak <= status.ring_capacity);
	recorded_read(&recorded, path, simulation, 0);
	assert_true(recorded.state.complete);
	assert_int_equal(recorded.state.data_frames, simulation->frames);
	assert_int_equal(recorded.state.gap_frames, 0);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_int_equal(recorded.gaps, 0);
	assert_true(recorded.clocks >= 2);
	assert_near(recorded.info.rate_hz, rate_hz + 0.0, 0.0);
	recorded_reset(&recorded);
	simulation_free(simulation);
	unlink(path);
}

static void every_sample_at_1_khz_is_in_the_journal(void **state)
{
	check_whole(state, 1000, 60);
}

static void every_sample_at_10_khz_is_in_the_journal(void **state)
{
	check_whole(state, 10000, SLOW_BUILD ? 10 : 60);
}

static void every_sample_at_32_khz_is_in_the_journal(void **state)
{
	check_whole(state, 32000, SLOW_BUILD ? 4 : 60);
}

static void lost_frames_are_told_with_their_place_and_cause(void **state)
{
	static const char address[] = "sim:seed=3,fault=gap:9:0.2+gap:5:0.05";
	const char *path = scratch_path(state, "gap.hjl");
	struct capture_options options = options_for(path);
	struct capture_status status = record(address, &options);
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_int_equal(status.gaps, 2);
	assert_int_equal(status.gap_frames, 250);
	assert_int_equal(status.frames, simulation->frames);
	assert_int_equal(status.source_frames + status.gap_frames, simulation->frames);
	recorded_read(&recorded, path, simulation, 0);
	assert_true(recorded.state.complete);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_int_equal(recorded.gaps, 2);
	assert_int_equal(recorded.gap_first, 5000);
	assert_int_equal(recorded.gap_frames, 50);
	assert_string_equal(recorded.gap_cause, "simulated");
	assert_int_equal(recorded.state.gap_frames, 250);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void a_gap_of_more_than_a_minute_ends_the_recording(void **state)
{
	static const char address[] = "sim:seed=3,rate=200,seconds=90,fault=gap:20:60.5";
	const char *path = scratch_path(state, "longgap.hjl");
	struct capture_options options = options_for(path);
	struct capture_status status = record(address, &options);

	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_string_equal(status.stop_reason, "gap");
	assert_int_equal(status.frames, 4000);
	assert_int_equal(status.gaps, 0);
}

static int64_t no_time_passes(void *ctx)
{
	(void)ctx;
	return 1000000000;
}

/* Nothing is synced while no time passes, however much is written. */
static void only_what_is_synced_is_called_durable(void **state)
{
	static const char address[] = "sim:seed=3,rate=8000,reps=1,pace=real";
	struct capture_options options = options_for(scratch_path(state, "unsynced.hjl"));
	struct capture_clock clock = {no_time_passes, no_time_passes, NULL};
	struct source *source = open_source(address);
	struct capture_status status;

	options.clock = &clock;
	struct capture *capture = start(source, &options);
	nanosleep(&(struct timespec){.tv_nsec = 400000000}, NULL);
	capture_status(capture, &status);
	assert_true(status.frames > 0);
	assert_int_equal(status.durable_frames, 0);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	assert_int_equal(status.durable_frames, status.frames);
}

/* What a thread that must not be late may meet: blocks, losses, marks of its own and of others,
 * pairs of clocks, the pre-roll, syncs. A capture that waits for memory can wait too long. */
static void check_lean(void **state, const char *name, const char *address, bool feet)
{
	struct capture_options options = options_for(scratch_path(state, name));
	struct source *source = open_source(address);
	struct capture_status after;
	struct capture *capture;
	long allocations;

	options.auto_start = options.auto_stop = feet;
	capture = start(source, &options);
	/* of every thread; this one asks for none */
	allocations = allocations_so_far();
	assert_int_equal(capture_mark(capture, "note", "a mark", NULL), 0);
	while (!capture_wait(capture, 50))
		capture_status(capture, &after);
	allocations = allocations_so_far() - allocations;
	assert_int_equal(capture_close(capture, &after, NULL), 0);
	source_close(source);
	assert_true(after.frames > 1000);
	assert_true(after.durable_frames > 0);
	assert_int_equal(after.gaps, feet ? 0 : 2);
	assert_int_equal(allocations, 0);
}

static void a_running_capture_allocates_nothing(void **state)
{
	check_lean(state, "lean.hjl",
		   "sim:seed=3,rate=2000,seconds=1.5,pace=real,sync=20,pairs=20,"
		   "fault=gap:0.3:0.01+replug:0.6:0.3",
		   false);
	check_lean(state, "feet.hjl", "sim:seed=3,reps=1,seconds=20,sync=5,pairs=5,tier=clean",
		   true);
}

static int record_without_rights(void *ctx)
{
	const struct rlimit none = {0};
	struct capture_options options = options_for(ctx);
	struct source *source = open_source("sim:seed=3,seconds=0.2,pace=real");
	struct capture_status status;
	struct capture *capture;

	setrlimit(RLIMIT_RTPRIO, &none);
	setrlimit(RLIMIT_MEMLOCK, &none);
	if (!getuid() && (setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534)))
		return 2;
	capture = start(source, &options);
	capture_status(capture, &status);
	dprintf(STDOUT_FILENO, "%s", status.warning);
	capture_wait(capture, PATIENCE_MS);
	if (capture_close(capture, &status, NULL))
		return 1;
	source_close(source);
	return status.realtime || status.frames != 200;
}

/* It records all the same. */
static void limits_that_stand_in_the_way_are_named(void **state)
{
	const char *path = scratch_path(state, "poor.hjl");
	char folder[512];
	struct child child;

	snprintf(folder, sizeof(folder), "%.*s", (int)(strrchr(path, '/') - path), path);
	assert_int_equal(chmod(folder, 0777), 0);
	child_run(&child, record_without_rights, (void *)path);
	if (child.status)
		fail_msg("exit %d: %s", child.status, child.err);
	assert_non_null(strstr(child.out, "RLIMIT_RTPRIO is 0"));
	/* the sanitizers lock nothing and say that they did */
	if (!SLOW_BUILD)
		assert_non_null(strstr(child.out, "RLIMIT_MEMLOCK is 0 KiB"));
}

/* --- when it begins and ends --- */

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
	struct capture_options options = options_for(path);
	struct simulation *simulation = simulation_of(address);
	int64_t contact = first_contact(simulation, 40);
	struct recorded recorded;

	options.auto_start = options.auto_stop = true;
	struct capture_status status = record(address, &options);
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
		struct capture_options options = options_for(scratch_path(state, name));
		options.auto_start = options.auto_stop = true;
		options.gate = &gate;
		options.gate_member = i;
		source[i] = open_source(address[i]);
		capture[i] = start(source[i], &options);
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
	struct capture_options options = options_for(scratch_path(state, "alone.hjl"));
	struct capture_status status[2];

	options.auto_start = options.auto_stop = true;
	struct capture_status alone = record(address[0], &options);
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
	struct capture_options options = options_for(path);

	options.auto_start = options.auto_stop = true;
	struct capture_status status = record("sim:seed=3,seconds=2", &options);
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
	struct capture_options options = options_for(path);
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	options.auto_start = true;
	struct capture_status status = record(address, &options);
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
	struct capture_options options = options_for(path);
	struct recording_info who;

	/* a tare of 200 kg a plate: nobody stands there any more */
	recording_info_init(&who);
	who.has_tare_before = true;
	for (size_t c = 0; c < 8; c++)
		who.tare_before[c] = 4000000;
	options.who = &who;
	options.auto_start = true;
	struct capture_status status = record("sim:seed=3,reps=1,tier=clean,mass=80", &options);
	assert_int_equal(status.frames, 0);
	assert_true(status.left_n < -3000);
}

static void the_longest_time_is_exact(void **state)
{
	static const char address[] = "sim:seed=3,fault=gap:9.9:0.2";
	const char *path = scratch_path(state, "max.hjl");
	struct capture_options options = options_for(path);
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	options.max_s = 10.005;
	struct capture_status status = record(address, &options);
	assert_string_equal(status.stop_reason, "max-time");
	assert_int_equal(status.frames, 10005);
	assert_int_equal(status.gap_frames, 105);
	recorded_read(&recorded, path, simulation, 0);
	assert_int_equal(recorded.state.frames, 10005);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void what_the_ring_holds_at_stop_is_written(void **state)
{
	static const char address[] = "sim:seed=3,rate=8000,reps=1,seconds=30,pace=real";
	const char *path = scratch_path(state, "stop.hjl");
	struct capture_options options = options_for(path);
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	struct capture *capture = start(source, &options);
	struct capture_status status;
	struct recorded recorded;

	nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
	assert_int_equal(capture_wait(capture, 0), 0);
	capture_stop(capture);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	assert_string_equal(status.stop_reason, "stopped");
	assert_true(status.frames > 0);
	assert_int_equal(status.frames, status.source_frames + status.gap_frames);
	recorded_read(&recorded, path, simulation, 0);
	assert_true(recorded.state.complete);
	assert_int_equal(recorded.state.frames, status.frames);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

/* --- what is said beside the samples --- */

static void who_and_what_stand_in_the_header(void **state)
{
	const char *path = scratch_path(state, "who.hjl");
	struct capture_options options = options_for(path);
	struct simulation *simulation = simulation_of("sim:seed=3,reps=1,load=100");
	struct recording_info who;
	struct recorded recorded;

	recording_info_init(&who);
	strcpy(who.subject, "S012");
	strcpy(who.session, "03");
	who.run = 2;
	who.load_kg = 120;
	options.who = &who;
	record("sim:seed=3,reps=1,load=100", &options);
	recorded_read(&recorded, path, simulation, 0);
	assert_string_equal(recorded.info.subject, "S012");
	assert_string_equal(recorded.info.session, "03");
	assert_string_equal(recorded.info.task, "deadlift");
	assert_int_equal(recorded.info.run, 2);
	assert_near(recorded.info.load_kg, 120.0, 0.0);
	assert_int_equal(recorded.info.plates, 2);
	assert_true(strlen(recorded.info.start_time) == strlen("2026-11-22T10:15:30.123456789Z"));
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void marks_stand_in_the_journal(void **state)
{
	static const char address[] = "sim:seed=3,reps=1,pace=real,seconds=30";
	const char *path = scratch_path(state, "marks.hjl");
	struct capture_options options = options_for(path);
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	struct capture *capture = start(source, &options);
	struct recorded recorded;
	struct error err;
	char long_text[5000];

	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = 0;
	assert_int_equal(capture_mark(capture, "note", "grip changed", &err), 0);
	assert_int_equal(capture_mark(capture, "", "x", &err), HINGE_EUSAGE);
	assert_int_equal(capture_mark(capture, "note", long_text, &err), HINGE_EUSAGE);
	capture_stop(capture);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	assert_int_equal(capture_mark(capture, "note", "too late", &err), HINGE_EREFUSED);
	assert_int_equal(capture_close(capture, NULL, NULL), 0);
	source_close(source);
	recorded_read(&recorded, path, simulation, 0);
	assert_int_equal(recorded.events, 1);
	assert_string_equal(recorded.event_kind[0], "note");
	assert_string_equal(recorded.event_text[0], "grip changed");
	recorded_reset(&recorded);
	simulation_free(simulation);
}

/* Each look at the clock is a millisecond later; the wall clock jumps by an hour on the way. */
struct fake_clock {
	_Atomic int64_t now_ns;
	int64_t jump_at_ns;
};

static int64_t fake_monotonic(void *ctx)
{
	return ((struct fake_clock *)ctx)->now_ns += 1000000;
}

static int64_t fake_realtime(void *ctx)
{
	struct fake_clock *clock = ctx;
	int64_t now_ns = clock->now_ns;

	return 1700000000000000000 + now_ns + (now_ns > clock->jump_at_ns ? 3600000000000 : 0);
}

static void clocks_are_paired_and_a_jump_is_marked(void **state)
{
	const char *path = scratch_path(state, "clock.hjl");
	struct capture_options options = options_for(path);
	struct fake_clock fake = {.now_ns = 1000000000, .jump_at_ns = 10000000000};
	struct capture_clock clock = {fake_monotonic, fake_realtime, &fake};
	static const char address[] = "sim:seed=3,rate=200,seconds=120";
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	options.clock = &clock;
	struct capture_status status = record(address, &options);
	assert_int_equal(status.phase, CAPTURE_DONE);
	recorded_read(&recorded, path, simulation, 0);
	/* 6000 blocks: the writer alone looks for six seconds */
	assert_true(recorded.clocks >= 3 && recorded.clocks < 64);
	for (size_t i = 1; i + 1 < recorded.clocks; i++) {
		int64_t between_ns = recorded.clock_ns[i] - recorded.clock_ns[i - 1];

		assert_true(between_ns >= 5000000000);
	}
	/* and the plates stood empty at both ends */
	assert_int_equal(recorded.events, 3);
	assert_string_equal(recorded.event_kind[0], "clock-jump");
	assert_string_equal(recorded.event_kind[1], JOURNAL_ZERO_BEFORE);
	assert_string_equal(recorded.event_kind[2], JOURNAL_ZERO_AFTER);
	/* the other thread may move the clock on between the two readings of a pair */
	const char *jump = strchr(recorded.event_text[0], '+');
	assert_non_null(jump);
	assert_near(strtod(jump, NULL), 3600, 0.05);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_int_equal(recorded.state.frames, 24000);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

/* --- when something breaks --- */

/* The writer looks at the wall clock first of all: there it is held up, like by a slow disk. */
struct stall {
	pthread_t main;
	int ms;
};

static int64_t plain_monotonic(void *ctx)
{
	struct timespec now;

	(void)ctx;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t stalling_realtime(void *ctx)
{
	struct stall *stall = ctx;

	if (!pthread_equal(pthread_self(), stall->main) && stall->ms) {
		nanosleep(&(struct timespec){.tv_nsec = stall->ms * 1000000L}, NULL);
		stall->ms = 0;
	}
	return 1700000000000000000;
}

static void what_a_stalled_disk_costs_is_told_to_the_frame(void **state)
{
	static const char address[] = "sim:seed=3,rate=8000,seconds=30,reps=1,pace=real";
	const char *path = scratch_path(state, "stall.hjl");
	struct capture_options options = options_for(path);
	struct stall stall = {.main = pthread_self(), .ms = 600};
	struct capture_clock clock = {plain_monotonic, stalling_realtime, &stall};
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	struct capture_status status;
	struct recorded recorded;

	options.clock = &clock;
	options.ring_s = 0.1;
	struct capture *capture = start(source, &options);
	nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
	/* the ring is full and stays so until the device has been stopped */
	capture_stop(capture);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	assert_int_equal(status.ring_peak, 1024);
	assert_true(status.gap_frames > 0);
	assert_int_equal(status.frames, status.source_frames);
	assert_int_equal(status.frames, 1024 + status.gap_frames);
	recorded_read(&recorded, path, simulation, 0);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_int_equal(recorded.gap_first, 1024);
	assert_int_equal(recorded.gap_frames, status.gap_frames);
	assert_string_equal(recorded.gap_cause, "ring-overrun");
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void an_unplugged_device_leaves_a_complete_journal_and_an_error(void **state)
{
	static const char address[] = "sim:seed=3,fault=unplug:20";
	const char *path = scratch_path(state, "unplug.hjl");
	struct capture_options options = options_for(path);
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	struct capture *capture = start(source, &options);
	struct capture_status status;
	struct recorded recorded;
	struct error err;

	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	assert_int_equal(capture_close(capture, &status, &err), HINGE_EDEVICE);
	source_close(source);
	assert_int_equal(status.phase, CAPTURE_FAILED);
	assert_int_equal(status.code, HINGE_EDEVICE);
	assert_string_equal(status.stop_reason, "error");
	assert_non_null(strstr(err.text, "unplugged after 20.000 s"));
	assert_int_equal(status.frames, 20000);
	recorded_read(&recorded, path, simulation, 0);
	assert_true(recorded.state.complete);
	assert_int_equal(recorded.state.data_frames, 20000);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_string_equal(recorded.event_kind[0], "interrupted");
	recorded_reset(&recorded);
	simulation_free(simulation);
}

struct full_disk {
	const char *path, *address;
	int64_t *durable; /* shared with the parent */
};

static int record_on_a_full_disk(void *ctx)
{
	const struct full_disk *disk = ctx;
	struct capture_options options = options_for(disk->path);
	struct rlimit limit = {1 << 20, 1 << 20};
	struct source *source = open_source(disk->address);
	struct capture *capture;
	struct capture_status status;
	struct error err = {0};
	int ret;

	/* the disk ends after 1 MiB: 32 000 frames */
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	capture = start(source, &options);
	if (!capture_wait(capture, PATIENCE_MS))
		return 10;
	ret = capture_close(capture, &status, &err);
	source_close(source);
	dprintf(STDOUT_FILENO, "%lld %lld\n", (long long)status.durable_frames,
		(long long)status.frames);
	dprintf(STDERR_FILENO, "%s\n", err.text);
	if (status.phase != CAPTURE_FAILED || strcmp(status.stop_reason, "error"))
		return 11;
	return ret == HINGE_EWRITE ? 0 : 12;
}

static void a_full_disk_ends_the_recording_and_keeps_what_is_there(void **state)
{
	static const char address[] = "sim:seed=3,rate=2000,seconds=60";
	const char *path = scratch_path(state, "full.hjl");
	struct full_disk disk = {.path = path, .address = address};
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;
	long long durable = -1, frames = -1;
	struct child child;

	child_run(&child, record_on_a_full_disk, &disk);
	if (child.status)
		fail_msg("exit %d: %s", child.status, child.err);
	assert_int_equal(sscanf(child.out, "%lld %lld", &durable, &frames), 2);
	assert_non_null(strstr(child.err, "full.hjl"));
	recorded_read(&recorded, path, simulation, 0);
	assert_false(recorded.state.complete);
	assert_true(recorded.state.frames >= durable);
	assert_true(recorded.state.frames > 20000 && recorded.state.frames < 33000);
	assert_true(recorded.state.frames >= frames);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void a_name_that_is_taken_is_refused(void **state)
{
	const char *path = scratch_path(state, "taken.hjl");
	struct capture_options options = options_for(path);
	struct source *source = open_source("sim:seed=3,reps=1");
	struct capture *capture = NULL;
	struct error err;

	assert_int_equal(capture_close(start(source, &options), NULL, NULL), 0);
	assert_int_equal(capture_start(&capture, source, &options, &err), HINGE_EREFUSED);
	options.journal_path = scratch_path(state, "no/such/folder.hjl");
	assert_int_equal(capture_start(&capture, source, &options, &err), HINGE_EWRITE);
	assert_null(capture);
	source_close(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sample_at_1_khz_is_in_the_journal),
		cmocka_unit_test(every_sample_at_10_khz_is_in_the_journal),
		cmocka_unit_test(every_sample_at_32_khz_is_in_the_journal),
		cmocka_unit_test(lost_frames_are_told_with_their_place_and_cause),
		cmocka_unit_test(a_gap_of_more_than_a_minute_ends_the_recording),
		cmocka_unit_test(only_what_is_synced_is_called_durable),
		cmocka_unit_test(a_running_capture_allocates_nothing),
		cmocka_unit_test(limits_that_stand_in_the_way_are_named),
		cmocka_unit_test(a_set_is_recorded_from_2_s_before_to_3_s_after),
		cmocka_unit_test(two_devices_begin_and_end_together),
		cmocka_unit_test(the_last_foot_to_leave_ends_it_for_both),
		cmocka_unit_test(one_foot_begins_nothing),
		cmocka_unit_test(without_feet_nothing_is_recorded),
		cmocka_unit_test(a_loss_before_the_feet_come_is_no_part_of_the_recording),
		cmocka_unit_test(the_zeros_decide_who_stands),
		cmocka_unit_test(the_longest_time_is_exact),
		cmocka_unit_test(what_the_ring_holds_at_stop_is_written),
		cmocka_unit_test(who_and_what_stand_in_the_header),
		cmocka_unit_test(marks_stand_in_the_journal),
		cmocka_unit_test(clocks_are_paired_and_a_jump_is_marked),
		cmocka_unit_test(what_a_stalled_disk_costs_is_told_to_the_frame),
		cmocka_unit_test(an_unplugged_device_leaves_a_complete_journal_and_an_error),
		cmocka_unit_test(a_full_disk_ends_the_recording_and_keeps_what_is_there),
		cmocka_unit_test(a_name_that_is_taken_is_refused),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
