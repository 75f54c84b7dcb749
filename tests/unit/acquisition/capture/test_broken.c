/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slow disk, a full one, a device that goes, a name that is taken. */
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/child.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

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
	struct capture_options options = capturing_options(path);
	struct stall stall = {.main = pthread_self(), .ms = 600};
	struct capture_clock clock = {plain_monotonic, stalling_realtime, &stall};
	struct simulation *simulation = simulation_of(address);
	struct source *source = capturing_source(address);
	struct capture_status status;
	struct recorded recorded;

	options.clock = &clock;
	options.ring_s = 0.1;
	struct capture *capture = capturing_start(source, &options);
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
	recorded_read(&recorded, path, simulation, RECORDED_AS_COUNTED);
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
	struct capture_options options = capturing_options(path);
	struct simulation *simulation = simulation_of(address);
	struct source *source = capturing_source(address);
	struct capture *capture = capturing_start(source, &options);
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
	struct capture_options options = capturing_options(disk->path);
	struct rlimit limit = {1 << 20, 1 << 20};
	struct source *source = capturing_source(disk->address);
	struct capture *capture;
	struct capture_status status;
	struct error err = {0};
	int ret;

	/* the disk ends after 1 MiB: 32 000 frames */
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	capture = capturing_start(source, &options);
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
	struct capture_options options = capturing_options(path);
	struct source *source = capturing_source("sim:seed=3,reps=1");
	struct capture *capture = NULL;
	struct error err;

	assert_int_equal(capture_close(capturing_start(source, &options), NULL, NULL), 0);
	assert_int_equal(capture_start(&capture, source, &options, &err), HINGE_EREFUSED);
	options.journal_path = scratch_path(state, "no/such/folder.hjl");
	assert_int_equal(capture_start(&capture, source, &options, &err), HINGE_EWRITE);
	assert_null(capture);
	source_close(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_stalled_disk_costs_is_told_to_the_frame),
		cmocka_unit_test(an_unplugged_device_leaves_a_complete_journal_and_an_error),
		cmocka_unit_test(a_full_disk_ends_the_recording_and_keeps_what_is_there),
		cmocka_unit_test(a_name_that_is_taken_is_refused),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
