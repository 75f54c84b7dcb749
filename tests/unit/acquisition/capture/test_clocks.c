/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device tells beside its samples reaches journal, sidecar and status: its clock, its sync
 * input, how long it was gone. */
#include "acquisition/capture.h"
#include "formats/json.h"
#include "formats/recording/finalise.h"
#include "formats/recording/sidecar.h"
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EDGES_MAX = 256, PAIRS_MAX = 64 };

/* What a journal holds of it. */
struct told {
	size_t edges, pairs, gaps;
	int64_t edge[EDGES_MAX];
	bool rises[EDGES_MAX];
	struct clock_pair pair[PAIRS_MAX]; /* with the device's clock */
	struct gap gap[8];
	char interrupted[64]; /* text of that mark */
};

static void note_event(struct told *told, const struct journal_block *block)
{
	if (!strcmp(block->kind, "interrupted"))
		snprintf(told->interrupted, sizeof(told->interrupted), "%s", block->text);
	if (strcmp(block->kind, "sync"))
		return;
	assert_true(!strcmp(block->text, "rising") || !strcmp(block->text, "falling"));
	assert_true(told->edges < EDGES_MAX);
	told->rises[told->edges] = !strcmp(block->text, "rising");
	told->edge[told->edges++] = block->first_frame;
}

static void read_journal(struct told *told, const char *path)
{
	struct journal_reader *reader;
	struct journal_block block;

	memset(told, 0, sizeof(*told));
	assert_int_equal(journal_reader_open(&reader, path, NULL), 0);
	while (journal_reader_next(reader, &block, NULL) > 0) {
		if (block.type == JOURNAL_EVENT)
			note_event(told, &block);
		if (block.type == JOURNAL_GAP && told->gaps < 8)
			told->gap[told->gaps++] = block.gap;
		if (block.type == JOURNAL_CLOCK && block.clock.round_trip_ns &&
		    told->pairs < PAIRS_MAX)
			told->pair[told->pairs++] = block.clock;
	}
	journal_reader_close(reader);
}

static struct capture_status record(const char *address, const char *path, struct told *told)
{
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	struct source *source;
	struct error err;

	if (source_open(&source, address, &err))
		fail_msg("%s: %s", address, err.text);
	capture_options_init(&options);
	options.journal_path = path;
	if (capture_start(&capture, source, &options, &err))
		fail_msg("%s", err.text);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	capture_close(capture, &status, NULL);
	source_close(source);
	read_journal(told, path);
	return status;
}

/* The scene begins at 1 s of the host's clock, a level changes every half period of that clock, and
 * frame k is taken skew + k / (rate (1 + drift)) into the scene. */
static int64_t frame_of_edge(int edge, double sync_hz, double rate_hz, double skew_s)
{
	return (int64_t)ceil((edge / (2 * sync_hz) - 1 - skew_s) * rate_hz);
}

static void sync_edges_are_marks_at_their_exact_frame(void **state)
{
	enum { SECONDS = 20 };
	const double rate_hz = 1000 * (1 + 40e-6), skew_s = 0.0137;
	struct told told;

	record("sim:seed=3,seconds=20,drift=40,skew=0.0137,sync=2.3,pairs=1",
	       scratch_path(state, "sync.hjl"), &told);
	int edge = (int)ceil(2 * 2.3 * (1 + skew_s)); /* the first in the recording */
	size_t expected = 0;
	for (; frame_of_edge(edge, 2.3, rate_hz, skew_s) < SECONDS * 1000; edge++, expected++) {
		assert_true(expected < told.edges);
		assert_int_equal(told.edge[expected], frame_of_edge(edge, 2.3, rate_hz, skew_s));
		assert_int_equal(told.rises[expected], edge % 2 == 0);
	}
	assert_int_equal(told.edges, expected);
	assert_true(expected > 80);
}

static void the_device_clock_stands_beside_the_host_clock(void **state)
{
	const double skew_s = 0.25, drift = -80e-6;
	struct told told;
	struct capture_status status = record("sim:seed=3,seconds=30,drift=-80,skew=0.25,pairs=2",
					      scratch_path(state, "pairs.hjl"), &told);

	assert_true(told.pairs >= 55 && told.pairs <= 60);
	for (size_t i = 0; i < told.pairs; i++) {
		const struct clock_pair *pair = &told.pair[i];
		double host_s = (double)pair->monotonic_ns * 1e-9 - 1;
		double device_s = (double)pair->device_ns * 1e-9 - 3;
		double true_s = skew_s + device_s / (1 + drift);

		/* the counter of the very frame at which the pair stands */
		assert_int_equal(pair->device_counter, 3000000000 + pair->frame * 1000000);
		assert_true(fabs(host_s - true_s) <= (double)pair->round_trip_ns * 0.5e-9 + 2e-9);
		/* read when the block had come */
		assert_true(pair->device_ns >= pair->device_counter);
	}
	/* four standard errors: the chance of more is 1 in 16 000, and the seed is fixed */
	assert_near(status.drift_ppm, -80, 4 * status.drift_sd_ppm);
	assert_true(status.drift_sd_ppm > 0 && status.drift_sd_ppm < 5);
}

static struct js *extra_of(const char *sidecar)
{
	struct recording_info info;
	struct js *extra;

	assert_int_equal(sidecar_read(sidecar, &info, NULL), 0);
	assert_int_equal(js_parse(&extra, info.extra_json, strlen(info.extra_json), "extra", NULL),
			 0);
	recording_info_reset(&info);
	return extra;
}

static void a_cable_pulled_and_put_back_leaves_one_gap_and_an_interrupted_trial(void **state)
{
	static const char address[] =
		"sim:seed=3,seconds=30,drift=25,sync=2,pairs=5,fault=replug:8.1:3.3";
	const char *path = scratch_path(state, "replug.hjl");
	struct simulation *simulation = simulation_of("sim:seed=3,seconds=30,drift=25,"
						      "fault=replug:8.1:3.3");
	struct told told;
	struct capture_status status = record(address, path, &told);
	struct recorded recorded;
	struct finalised files;
	bool interrupted = false;
	double drift_ppm = 0;

	assert_true(status.interrupted);
	assert_int_equal(status.frames, 30000);
	assert_int_equal(told.gaps, 1);
	assert_int_equal(told.gap[0].frame, 8100);
	assert_int_equal(told.gap[0].frames, 3300);
	assert_int_equal(told.gap[0].frames_uncertainty, 1);
	assert_string_equal(told.gap[0].cause, "unplugged");
	recorded_read(&recorded, path, simulation, 0);
	assert_int_equal(recorded.wrong_frames, 0);
	recorded_reset(&recorded);
	simulation_free(simulation);
	/* the input's level after it may have changed at any time meanwhile */
	for (size_t i = 0; i < told.edges; i++)
		assert_false(told.edge[i] > 8100 && told.edge[i] <= 11400);
	/* the device's clock began anew; its drift did not */
	assert_near(status.drift_ppm, 25, 4 * status.drift_sd_ppm);
	assert_int_equal(finalise(path, scratch_path(state, "replug"), &files, NULL, NULL, NULL),
			 0);
	struct js *extra = extra_of(files.sidecar);
	assert_true(js_boolean(js_get(extra, "Interrupted"), &interrupted) && interrupted);
	assert_true(js_real(js_get(extra, "ClockDriftPpm"), &drift_ppm));
	assert_near(drift_ppm, status.drift_ppm, 1e-9);
	assert_true(js_count(js_get(extra, "ClockPairs")) >= told.pairs + 2);
	js_free(extra);
}

static void a_short_loss_is_no_interruption(void **state)
{
	const char *path = scratch_path(state, "short.hjl");
	struct finalised files;
	struct told told;
	struct capture_status status =
		record("sim:seed=3,seconds=20,fault=replug:8:0.005+gap:9:1", path, &told);

	assert_int_equal(told.gaps, 2);
	assert_false(status.interrupted);
	assert_int_equal(finalise(path, scratch_path(state, "short"), &files, NULL, NULL, NULL), 0);
	struct js *extra = extra_of(files.sidecar);
	assert_null(js_get(extra, "Interrupted"));
	js_free(extra);
}

/* --- while it is gone --- */

static void what_is_wrong_is_told_while_it_lasts(void **state)
{
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	struct source *source;
	bool gone = false, back = false;

	assert_int_equal(
		source_open(&source, "sim:seed=3,seconds=3,pace=real,fault=replug:0.5:1", NULL), 0);
	capture_options_init(&options);
	options.journal_path = scratch_path(state, "trouble.hjl");
	assert_int_equal(capture_start(&capture, source, &options, NULL), 0);
	while (!capture_wait(capture, 20)) {
		capture_status(capture, &status);
		if (status.trouble)
			assert_string_equal(status.trouble, "unplugged");
		back |= gone && !status.trouble;
		gone |= status.trouble != NULL;
		assert_false(back && status.trouble);
	}
	assert_true(gone && back);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	assert_int_equal(status.frames, 3000);
	assert_int_equal(status.gap_frames, 1000);
}

/* A second passes whenever somebody looks. */
static int64_t hurried_monotonic(void *ctx)
{
	return (*(_Atomic int64_t *)ctx += 1000000000);
}

static int64_t steady_realtime(void *ctx)
{
	return 1700000000000000000 + *(_Atomic int64_t *)ctx;
}

/* 0.3 s of data at 1 kHz, then nothing until long after the patience of this test, with a clock
 * that runs away. */
static struct capture_status record_who_goes(const char *path, double max_s, struct told *told)
{
	_Atomic int64_t now_ns = 1;
	struct capture_clock clock = {hurried_monotonic, steady_realtime, &now_ns};
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	struct source *source;

	assert_int_equal(
		source_open(&source, "sim:seed=3,seconds=300,pace=real,fault=replug:0.3:250", NULL),
		0);
	capture_options_init(&options);
	options.journal_path = path;
	options.max_s = max_s;
	options.clock = &clock;
	assert_int_equal(capture_start(&capture, source, &options, NULL), 0);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	read_journal(told, path);
	return status;
}

static void who_stays_away_for_a_minute_ends_the_recording(void **state)
{
	struct told told;
	struct capture_status status = record_who_goes(scratch_path(state, "away.hjl"), 90, &told);

	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_string_equal(status.stop_reason, "gap");
	assert_true(status.interrupted);
	assert_int_equal(status.frames, 300);
	assert_int_equal(told.gaps, 0);
	assert_string_equal(told.interrupted, "unplugged");
}

/* The disk is slow: the writer, who looks at the wall clock first of all, takes nothing before the
 * device has been gone for a minute. */
struct slow_disk {
	pthread_t main;
	struct source *source;
	_Atomic int64_t forward_ns;
};

static int64_t forward_monotonic(void *ctx)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec +
	       ((struct slow_disk *)ctx)->forward_ns;
}

static int64_t delayed_realtime(void *ctx)
{
	struct slow_disk *disk = ctx;

	while (!pthread_equal(pthread_self(), disk->main) && !disk->forward_ns) {
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
		if (source_trouble(disk->source))
			disk->forward_ns = INT64_C(61000000000);
	}
	return 1700000000000000000;
}

static void how_long_it_is_away_counts_from_what_came_last(void **state)
{
	struct slow_disk disk = {.main = pthread_self()};
	struct capture_clock clock = {forward_monotonic, delayed_realtime, &disk};
	struct capture_options options = capturing_options(scratch_path(state, "late.hjl"));
	struct capture_status status;

	disk.source = capturing_source("sim:seed=3,seconds=300,pace=real,fault=replug:0.3:250");
	options.clock = &clock;
	struct capture *capture = capturing_start(disk.source, &options);
	assert_int_equal(capture_wait(capture, PATIENCE_MS / 2), 1);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(disk.source);
	assert_string_equal(status.stop_reason, "gap");
	assert_true(status.interrupted);
	assert_int_equal(status.frames, 300);
}

static void the_longest_time_passes_also_while_it_is_away(void **state)
{
	struct told told;
	struct capture_status status = record_who_goes(scratch_path(state, "max.hjl"), 20, &told);

	assert_int_equal(status.phase, CAPTURE_DONE);
	assert_string_equal(status.stop_reason, "max-time");
	assert_true(status.interrupted);
	assert_int_equal(status.frames, 20000);
	assert_int_equal(status.gap_frames, 19700);
	assert_int_equal(told.gaps, 1);
	assert_int_equal(told.gap[0].frame, 300);
	assert_int_equal(told.gap[0].frames, 19700);
	assert_true(told.gap[0].frames_uncertainty > 20);
	assert_string_equal(told.gap[0].cause, "unplugged");
	assert_string_equal(told.interrupted, "unplugged");
}

static void a_recording_stopped_while_it_is_gone_is_interrupted(void **state)
{
	const char *path = scratch_path(state, "stopped.hjl");
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	struct source *source;
	struct told told;

	assert_int_equal(
		source_open(&source, "sim:seed=3,seconds=300,pace=real,fault=replug:0.3:250", NULL),
		0);
	capture_options_init(&options);
	options.journal_path = path;
	assert_int_equal(capture_start(&capture, source, &options, NULL), 0);
	nanosleep(&(struct timespec){.tv_nsec = 800000000}, NULL);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	assert_string_equal(status.stop_reason, "stopped");
	assert_true(status.interrupted);
	read_journal(&told, path);
	assert_int_equal(told.gaps, 0);
	assert_string_equal(told.interrupted, "unplugged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sync_edges_are_marks_at_their_exact_frame),
		cmocka_unit_test(the_device_clock_stands_beside_the_host_clock),
		cmocka_unit_test(
			a_cable_pulled_and_put_back_leaves_one_gap_and_an_interrupted_trial),
		cmocka_unit_test(a_short_loss_is_no_interruption),
		cmocka_unit_test(what_is_wrong_is_told_while_it_lasts),
		cmocka_unit_test(who_stays_away_for_a_minute_ends_the_recording),
		cmocka_unit_test(how_long_it_is_away_counts_from_what_came_last),
		cmocka_unit_test(the_longest_time_passes_also_while_it_is_away),
		cmocka_unit_test(a_recording_stopped_while_it_is_gone_is_interrupted),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
