/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a source gives is in the journal, at its place, or told as lost. */
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void check_whole(void **state, int rate_hz, int seconds)
{
	char address[96], name[32];

	snprintf(address, sizeof(address), "sim:seed=3,rate=%d,seconds=%d", rate_hz, seconds);
	snprintf(name, sizeof(name), "whole-%d.hjl", rate_hz);
	const char *path = scratch_path(state, name);
	struct capture_options options = capturing_options(path);
	struct capture_status status = capturing_whole(address, &options);
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
	struct capture_options options = capturing_options(path);
	struct capture_status status = capturing_whole(address, &options);
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

static void what_the_ring_holds_at_stop_is_written(void **state)
{
	static const char address[] = "sim:seed=3,rate=8000,reps=1,seconds=30,pace=real";
	const char *path = scratch_path(state, "stop.hjl");
	struct capture_options options = capturing_options(path);
	struct simulation *simulation = simulation_of(address);
	struct source *source = capturing_source(address);
	struct capture *capture = capturing_start(source, &options);
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
	recorded_read(&recorded, path, simulation, RECORDED_AS_COUNTED);
	assert_true(recorded.state.complete);
	assert_int_equal(recorded.state.frames, status.frames);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	simulation_free(simulation);
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
	struct capture_options options = capturing_options(scratch_path(state, "unsynced.hjl"));
	struct capture_clock clock = {no_time_passes, no_time_passes, NULL};
	struct source *source = capturing_source(address);
	struct capture_status status;

	options.clock = &clock;
	struct capture *capture = capturing_start(source, &options);
	nanosleep(&(struct timespec){.tv_nsec = 400000000}, NULL);
	capture_status(capture, &status);
	assert_true(status.frames > 0);
	assert_int_equal(status.durable_frames, 0);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	assert_int_equal(status.durable_frames, status.frames);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sample_at_1_khz_is_in_the_journal),
		cmocka_unit_test(every_sample_at_10_khz_is_in_the_journal),
		cmocka_unit_test(every_sample_at_32_khz_is_in_the_journal),
		cmocka_unit_test(lost_frames_are_told_with_their_place_and_cause),
		cmocka_unit_test(what_the_ring_holds_at_stop_is_written),
		cmocka_unit_test(only_what_is_synced_is_called_durable),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
