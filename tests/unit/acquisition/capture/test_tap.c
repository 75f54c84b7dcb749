/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recorded reaches the tap's reader, and a reader that sleeps costs itself only. */
#include "acquisition/capture.h"
#include "acquisition/capture/tap.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <stdlib.h>

enum { PATIENCE_MS = 60000, ROOM = 64 };

static struct tap *new_tap(size_t channels, size_t frames)
{
	struct tap *tap;

	assert_int_equal(tap_new(&tap, channels, frames, NULL), 0);
	return tap;
}

static void give_ramp(struct tap *tap, int64_t first_frame, size_t frames)
{
	int32_t counts[2 * ROOM];

	for (size_t i = 0; i < frames; i++) {
		counts[2 * i] = (int32_t)(first_frame + (int64_t)i);
		counts[2 * i + 1] = -counts[2 * i];
	}
	tap_give(tap, first_frame, counts, frames, 0);
}

static void frames_come_out_in_order_and_in_any_portion(void **state)
{
	struct tap *tap = new_tap(2, ROOM);
	int64_t first, expected = 100;
	int32_t counts[2 * ROOM];
	size_t taken;

	(void)state;
	give_ramp(tap, 100, 20);
	give_ramp(tap, 120, 20);
	while ((taken = tap_take(tap, counts, 7, &first)) > 0) {
		assert_true(taken <= 7);
		assert_int_equal(first, expected);
		for (size_t i = 0; i < taken; i++, expected++) {
			assert_int_equal(counts[2 * i], expected);
			assert_int_equal(counts[2 * i + 1], -expected);
		}
	}
	assert_int_equal(expected, 140);
	assert_int_equal(tap_dropped(tap), 0);
	tap_free(tap);
}

static void what_finds_no_room_is_dropped_whole_and_counted(void **state)
{
	struct tap *tap = new_tap(2, ROOM);
	int32_t counts[2 * ROOM];
	int64_t first;

	(void)state;
	give_ramp(tap, 0, 40);
	give_ramp(tap, 40, 40);
	assert_int_equal(tap_dropped(tap), 40);
	assert_int_equal(tap_take(tap, counts, ROOM, &first), 40);
	assert_int_equal(first, 0);
	assert_int_equal(tap_take(tap, counts, ROOM, &first), 0);
	give_ramp(tap, 80, 10);
	assert_int_equal(tap_take(tap, counts, ROOM, &first), 10);
	assert_int_equal(first, 80);
	assert_int_equal(counts[0], 80);
	assert_int_equal(tap_dropped(tap), 40);
	tap_free(tap);
}

static struct capture_status record(void **state, const char *name, const char *address,
				    struct tap *tap)
{
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	struct source *source;

	capture_options_init(&options);
	options.journal_path = scratch_path(state, name);
	options.tap = tap;
	assert_int_equal(source_open(&source, address, NULL), 0);
	assert_int_equal(capture_start(&capture, source, &options, NULL), 0);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	capture_close(capture, &status, NULL);
	source_close(source);
	return status;
}

/* Frames of the recording that the tap gave, with the samples of the simulation, and how many it
 * did not. */
static int64_t missing_frames(struct tap *tap, const struct simulation *simulation)
{
	int32_t counts[8 * ROOM];
	int64_t first, seen = 0;
	size_t taken;

	while ((taken = tap_take(tap, counts, ROOM, &first)) > 0) {
		assert_true(first + (int64_t)taken <= (int64_t)simulation->frames);
		assert_memory_equal(counts, simulation->counts + 8 * first,
				    taken * 8 * sizeof(*counts));
		seen += (int64_t)taken;
	}
	return (int64_t)simulation->frames - seen;
}

static void a_recording_hands_on_every_frame_of_the_journal(void **state)
{
	static const char address[] = "sim:seed=3,reps=2,fault=gap:5:0.05";
	struct simulation *simulation = simulation_of(address);
	struct tap *tap = new_tap(8, simulation->frames);
	struct capture_status status = record(state, "tap.hjl", address, tap);

	assert_int_equal(status.frames, simulation->frames);
	assert_int_equal(missing_frames(tap, simulation), 50);
	assert_int_equal(tap_dropped(tap), 0);
	simulation_free(simulation);
	tap_free(tap);
}

static void a_reader_that_sleeps_costs_itself_only(void **state)
{
	static const char address[] = "sim:seed=3,reps=2";
	struct simulation *simulation = simulation_of(address);
	struct tap *tap = new_tap(8, 1000);
	struct capture_status status = record(state, "asleep.hjl", address, tap);
	struct recorded recorded;
	int64_t missing = missing_frames(tap, simulation);

	assert_int_equal(status.frames, simulation->frames);
	assert_int_equal(status.gap_frames, 0);
	recorded_read(&recorded, scratch_path(state, "asleep.hjl"), simulation, 0);
	assert_int_equal(recorded.state.data_frames, simulation->frames);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_true(missing > (int64_t)simulation->frames - 1100);
	assert_int_equal(tap_dropped(tap), missing);
	recorded_reset(&recorded);
	simulation_free(simulation);
	tap_free(tap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_come_out_in_order_and_in_any_portion),
		cmocka_unit_test(what_finds_no_room_is_dropped_whole_and_counted),
		cmocka_unit_test(a_recording_hands_on_every_frame_of_the_journal),
		cmocka_unit_test(a_reader_that_sleeps_costs_itself_only),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
