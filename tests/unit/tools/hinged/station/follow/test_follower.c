/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view of a recording comes of what is recorded, and never costs the recording anything. */
#include "acquisition/capture.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tools/hinged/station/follow/follower.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PATIENCE_MS = 60000, TAP_S = 10 };

static struct follower *new_follower(const struct simulation *simulation)
{
	struct follower *follower;
	struct config config;
	struct error err;

	config_init(&config);
	if (follower_new(&follower, &simulation->info, 1, &config, &err))
		fail_msg("%s", err.text);
	return follower;
}

static void rest_ms(int ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* Until no more than half of what the tap holds is still to be looked at. */
static void await_analysis(struct follower *follower, double given_s)
{
	struct follower_state seen;

	for (int ms = 0; ms < PATIENCE_MS; ms++) {
		follower_state(follower, &seen);
		if (given_s - seen.live.time_s < TAP_S / 2.0)
			return;
		rest_ms(1);
	}
	fail_msg("%g s were given, %g s looked at", given_s, seen.live.time_s);
}

/* A tenth of a second at a time, no faster than it is taken. */
static void give_set(struct follower *follower, const struct simulation *simulation)
{
	size_t block = (size_t)(0.1 * simulation->info.rate_hz);

	for (size_t i = 0; i < simulation->frames; i += block) {
		size_t left = simulation->frames - i;

		tap_give(follower_tap(follower, 0), (int64_t)i,
			 simulation->counts + i * simulation->channels, left < block ? left : block,
			 0);
		await_analysis(follower, (double)i / simulation->info.rate_hz);
	}
}

static void a_set_that_comes_through_the_tap_is_counted(void **state)
{
	struct simulation *simulation = simulation_of("sim:seed=3,reps=3,style=dead_stop");
	struct follower *follower = new_follower(simulation);
	struct follower_state seen;

	(void)state;
	give_set(follower, simulation);
	follower_finish(follower);
	follower_state(follower, &seen);
	assert_int_equal(seen.error.code, 0);
	assert_int_equal(seen.dropped_frames, 0);
	assert_int_equal(seen.live.lost_frames, 0);
	assert_int_equal(seen.live.valid_reps, 3);
	assert_near(seen.live.time_s, (double)simulation->frames / simulation->info.rate_hz, 1e-9);
	for (size_t i = 0; i < 3; i++)
		assert_near(seen.live.rep[i].touchdown_s, simulation->rep[i].touchdown_s, 0.1);
	follower_free(follower);
	simulation_free(simulation);
}

/* Everything that is recorded later goes back behind a frame that the analysis has seen, which it
 * refuses: it fails in the middle of a recording. */
static void make_it_fail(struct follower *follower)
{
	static const int32_t counts[8];

	tap_give(follower_tap(follower, 0), INT64_C(1) << 30, counts, 1, 0);
}

static struct capture_status record(const char *path, const char *address, struct tap *tap)
{
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	struct source *source;

	capture_options_init(&options);
	options.journal_path = path;
	options.tap = tap;
	assert_int_equal(source_open(&source, address, NULL), 0);
	assert_int_equal(capture_start(&capture, source, &options, NULL), 0);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	capture_close(capture, &status, NULL);
	source_close(source);
	return status;
}

static void a_failure_of_the_analysis_leaves_the_recording_complete(void **state)
{
	static const char address[] = "sim:seed=3,reps=3";
	const char *path = scratch_path(state, "failing.hjl");
	struct simulation *simulation = simulation_of(address);
	struct follower *follower = new_follower(simulation);
	struct capture_status status;
	struct follower_state seen;
	struct recorded recorded;

	make_it_fail(follower);
	status = record(path, address, follower_tap(follower, 0));
	follower_finish(follower);
	follower_state(follower, &seen);
	assert_int_equal(seen.error.code, HINGE_EFORMAT);
	assert_non_null(strstr(seen.error.text, "frame 0 after frame"));
	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_int_equal(status.frames, simulation->frames);
	recorded_read(&recorded, path, simulation, 0);
	assert_true(recorded.state.complete);
	assert_int_equal(recorded.state.data_frames, simulation->frames);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	follower_free(follower);
	simulation_free(simulation);
}

static void plates_that_cannot_be_read_are_refused_beforehand(void **state)
{
	struct recording_info info;
	struct follower *follower = NULL;
	struct config config;
	struct error err;

	(void)state;
	config_init(&config);
	recording_info_init(&info);
	info.channels = 2;
	info.rate_hz = 1000;
	assert_int_equal(follower_new(&follower, &info, 1, &config, &err), HINGE_EFORMAT);
	assert_null(follower);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_that_comes_through_the_tap_is_counted),
		cmocka_unit_test(a_failure_of_the_analysis_leaves_the_recording_complete),
		cmocka_unit_test(plates_that_cannot_be_read_are_refused_beforehand),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
