/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Chronojump platform loses, or its line, is a gap of the right length. */
#include "tests/support/assert_near.h"
#include "tests/support/board_recording.h"
#include "tests/support/scratch.h"

#include <string.h>

static int64_t byte_of(struct board_recording *recording, int sample, int offset)
{
	return recording->board.said + 16 * (int64_t)sample + offset;
}

static void a_damaged_sample_costs_itself_and_at_most_the_one_before(void **state)
{
	/* lost inside a sample, stray between two, stray inside, wrong mark, wrong time */
	static const struct pty_fault faults[] = {{9, 1, 0, NULL},
						  {0, 0, 0, "stray bytes"},
						  {6, 0, 0, "x"},
						  {1, 0, 1, NULL},
						  {7, 0, 1, NULL}};
	struct board_recording *recording = board_recording_new();
	int first;

	board_recording_begin(recording, state, ",framing=chronojump");
	board_recording_listen(recording, 10);
	board_recording_set_ahead(recording, &first, 30);
	for (int i = 0; i < 5; i++) {
		struct pty_fault fault = faults[i];

		fault.at = byte_of(recording, first + 30 * i, (int)fault.at);
		pty_device_fault(&recording->board.device, fault);
	}
	board_recording_listen_to(recording, first + 150);
	/* a sample is confirmed by mark and time of the next: 3 periods of 9 ms without one */
	assert_int_equal(recording->gaps, 5);
	for (size_t i = 0; i < recording->gaps; i++) {
		assert_string_equal(recording->gap[i].cause, "lost-bytes");
		assert_in_range(recording->gap[i].frames, 1, 3);
		assert_int_equal(recording->gap[i].uncertainty, 0);
		assert_near((double)recording->gap[i].frames, recording->gap[i].truth, 0.5);
	}
	assert_int_equal(recording->frames + recording->lost, recording->next);
	board_recording_end(recording);
}

static void a_sample_that_is_never_sent_is_a_gap(void **state)
{
	struct board_recording *recording = board_recording_new();

	board_recording_begin(recording, state, ",framing=chronojump");
	board_recording_listen(recording, 10);
	board_recording_set_ahead(recording, &recording->board.skip_at, 40);
	board_recording_listen_to(recording, recording->board.skip_at + 20);
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "missing-sample");
	assert_in_range(recording->gap[0].frames, 1, 2);
	board_recording_end(recording);
}

static void a_clock_that_goes_back_begins_anew(void **state)
{
	struct board_recording *recording = board_recording_new();

	recording->board.begin_us = 500000;
	board_recording_begin(recording, state, ",framing=chronojump");
	board_recording_listen(recording, 10);
	board_recording_set_ahead(recording, &recording->board.back_at, 40);
	board_recording_listen_to(recording, recording->board.back_at - 5);
	assert_int_equal(recording->gaps, 0);
	board_recording_listen(recording, 20);
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "bad-time");
	assert_near((double)recording->gap[0].frames, recording->gap[0].truth,
		    (double)recording->gap[0].uncertainty);
	board_recording_end(recording);
}

static void pulled_and_put_back_it_goes_on_after_a_gap(void **state)
{
	struct board_recording *recording = board_recording_new();
	const struct recording_info *info;

	board_recording_begin(recording, state, ",framing=chronojump");
	info = source_info(recording->source);
	board_recording_listen(recording, 60);
	pty_device_unplug(&recording->board.device);
	board_recording_bear(recording, 0.6);
	assert_string_equal(source_trouble(recording->source), "unplugged");
	pty_device_plug(&recording->board.device);
	board_recording_listen(recording, 250);
	assert_null(source_trouble(recording->source));
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "unplugged");
	/* 0.6 s, 1.1 s of silence, and what comes with it */
	assert_true(recording->gap[0].frames > 150);
	assert_near((double)recording->gap[0].frames, recording->gap[0].truth,
		    (double)recording->gap[0].uncertainty);
	/* half of a pair's way at each end, 0.5 % of the second to the pair, rounding */
	assert_in_range(recording->gap[0].uncertainty, 1,
			(recording->trip_ns * 1e-9 + 2 * 0.005) * info->rate_hz + 3);
	assert_int_equal(recording->frames + recording->lost, recording->next);
	board_recording_end(recording);
}

static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)
	CASE(a_damaged_sample_costs_itself_and_at_most_the_one_before),
	CASE(a_sample_that_is_never_sent_is_a_gap),
	CASE(a_clock_that_goes_back_begins_anew),
	CASE(pulled_and_put_back_it_goes_on_after_a_gap),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
