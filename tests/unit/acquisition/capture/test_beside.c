/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said beside the samples: who, marks, clocks. */
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

static void who_and_what_stand_in_the_header(void **state)
{
	const char *path = scratch_path(state, "who.hjl");
	struct capture_options options = capturing_options(path);
	struct simulation *simulation = simulation_of("sim:seed=3,reps=1,load=100");
	struct recording_info who;
	struct recorded recorded;

	recording_info_init(&who);
	strcpy(who.subject, "S012");
	strcpy(who.session, "03");
	who.run = 2;
	who.load_kg = 120;
	options.who = &who;
	capturing_whole("sim:seed=3,reps=1,load=100", &options);
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
	struct capture_options options = capturing_options(path);
	struct simulation *simulation = simulation_of(address);
	struct source *source = capturing_source(address);
	struct capture *capture = capturing_start(source, &options);
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

/* Its place among the events. */
static size_t event_of(const struct recorded *recorded, const char *kind)
{
	for (size_t i = 0; i < recorded->events; i++) {
		if (!strcmp(recorded->event_kind[i], kind))
			return i;
	}
	fail_msg("no event is a '%s'", kind);
	return 0;
}

static void clocks_are_paired_and_a_jump_is_marked(void **state)
{
	const char *path = scratch_path(state, "clock.hjl");
	struct capture_options options = capturing_options(path);
	struct fake_clock fake = {.now_ns = 1000000000, .jump_at_ns = 10000000000};
	struct capture_clock clock = {fake_monotonic, fake_realtime, &fake};
	static const char address[] = "sim:seed=3,rate=200,seconds=120";
	struct simulation *simulation = simulation_of(address);
	struct recorded recorded;

	options.clock = &clock;
	struct capture_status status = capturing_whole(address, &options);
	assert_int_equal(status.phase, CAPTURE_DONE);
	recorded_read(&recorded, path, simulation, 0);
	/* 6000 blocks: the writer alone looks for six seconds */
	assert_true(recorded.clocks >= 3 && recorded.clocks < 64);
	for (size_t i = 1; i + 1 < recorded.clocks; i++) {
		int64_t between_ns = recorded.clock_ns[i] - recorded.clock_ns[i - 1];

		assert_true(between_ns >= 5000000000);
	}
	/* and the plates stood empty at both ends; before or after which of them the clock has come
	 * to its jump is up to how often the threads look */
	assert_int_equal(recorded.events, 3);
	size_t jumped = event_of(&recorded, "clock-jump");
	assert_true(event_of(&recorded, JOURNAL_ZERO_BEFORE) <
		    event_of(&recorded, JOURNAL_ZERO_AFTER));
	/* the other thread may move the clock on between the two readings of a pair */
	const char *jump = strchr(recorded.event_text[jumped], '+');
	assert_non_null(jump);
	assert_near(strtod(jump, NULL), 3600, 0.05);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_int_equal(recorded.state.frames, 24000);
	recorded_reset(&recorded);
	simulation_free(simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_and_what_stand_in_the_header),
		cmocka_unit_test(marks_stand_in_the_journal),
		cmocka_unit_test(clocks_are_paired_and_a_jump_is_marked),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
