/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Chronojump platform on a pseudo-terminal. */
#include "acquisition/serial/chronojump/session.h"
#include "formats/error.h"
#include "tests/support/assert_near.h"
#include "tests/support/board_recording.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READ_MS = 100, READ_FRAMES = 4 };

static void a_board_with_a_firmware_s_patience_is_found_by_asking(void **state)
{
	struct board_recording *recording = board_recording_new();
	const struct recording_info *info;

	recording->board.patience_ms = 1000;
	board_recording_begin(recording, state, "");
	info = source_info(recording->source);
	assert_int_equal(info->channels, 4);
	assert_int_equal(info->plates, 1);
	assert_int_equal(info->plate[0].cells, 4);
	assert_string_equal(info->firmware, "Force_Platform-0.1");
	assert_near(info->rate_hz, 111, 1);
	board_recording_listen(recording, 150);
	/* one of the first samples, one after a second in which the host was in time once */
	while (recording->pairs < 2)
		board_recording_listen(recording, 10);
	assert_int_equal(recording->gaps, 0);
	assert_int_equal(recording->frames, recording->next);
	board_recording_end(recording);
}

static void a_grid_may_be_finer_than_the_samples(void **state)
{
	struct board_recording *recording = board_recording_new();

	board_recording_begin(recording, state, ",framing=chronojump,rate=500");
	assert_near(source_info(recording->source)->rate_hz, 500, 0);
	board_recording_listen(recording, 400);
	assert_int_equal(recording->gaps, 0);
	assert_int_equal(recording->frames, recording->next);
	board_recording_end(recording);
}

/* The mark in every place it can stand in. */
static void minus_one(int sample, int16_t value[4])
{
	static const uint8_t which[] = {0x3, 0x6, 0xc, 0xf, 0xf, 0x9, 0x3, 0x3};

	for (int i = 0; i < 4; i++)
		if (which[sample / 8 % 8] >> i & 1)
			value[i] = -1;
	if (sample / 8 % 8 == 6)
		value[2] = (int16_t)(sample % 8 * 700);
}

static void a_mark_among_the_data_is_no_mark(void **state)
{
	struct board_recording *recording = board_recording_new();

	recording->board.value = minus_one;
	board_recording_begin(recording, state, ",framing=chronojump");
	board_recording_listen(recording, 150);
	assert_int_equal(recording->gaps, 0);
	assert_int_equal(recording->frames, recording->next);
	board_recording_end(recording);
}

enum { WRAPS_FRAMES = 222 };

static const int64_t wrap_us = INT64_C(1) << 32;

static int64_t read_frames(struct chronojump *session, struct source_block *block)
{
	double most = board_seconds() + BOARD_PATIENCE_S;
	int32_t counts[READ_FRAMES * 4];
	struct error err;
	int64_t got;

	do {
		got = chronojump_read(session, counts, READ_FRAMES, block, READ_MS, &err);
		assert_true(got >= 0 && board_seconds() < most);
	} while (!got);
	return got;
}

/* A capture that runs, its clock a second before 32 bits end. */
static int64_t take_over(struct chronojump *session, struct pty_chronojump *board)
{
	struct source_block block;
	int64_t got;

	do {
		pthread_mutex_lock(&board->lock);
		board->begin_us = wrap_us - 1000000 - (board->next_ns - board->start_ns) / 1000;
		pthread_mutex_unlock(&board->lock);
		*session = (struct chronojump){.link = session->link};
		chronojump_init(session, 111, 9000);
		got = read_frames(session, &block);
		/* again where this program was away meanwhile */
	} while (session->time_us < wrap_us / 2);
	return got;
}

static void start_capture(struct chronojump *session, struct serial_port *port)
{
	struct chronojump_sample first;
	struct error err;

	chronojump_link_init(&session->link, port);
	assert_int_equal(
		chronojump_link_connect(&session->link, &first, BOARD_PATIENCE_S * 1000, &err), 1);
}

/* After 71.6 min. */
static void time_goes_on_where_32_bits_end(void **state)
{
	struct pty_chronojump *board = calloc(1, sizeof(*board));
	struct chronojump *session = calloc(1, sizeof(*session));
	struct source_block block;
	struct serial_port port;
	struct error err;
	int64_t next;

	assert_true(board && session);
	pty_chronojump_init(board, scratch_path(state, "board"));
	assert_int_equal(serial_port_open(&port, board->device.path, 115200, &err), 0);
	start_capture(session, &port);
	next = take_over(session, board);
	while (next < WRAPS_FRAMES || session->time_us <= wrap_us) {
		int64_t got = read_frames(session, &block);

		assert_int_equal(block.first_frame, next);
		next += got;
	}
	assert_in_range(block.device_counter / 1000, wrap_us, wrap_us * 3 / 2);
	serial_port_close(&port);
	pty_chronojump_reset(board);
	free(session);
	free(board);
}

static void check_refused(struct pty_chronojump *board, const char *options, int code,
			  const char *why)
{
	struct source *source = NULL;
	char address[512];
	struct error err;
	int ret;

	snprintf(address, sizeof(address), "serial:%s,framing=chronojump%s", board->device.path,
		 options);
	ret = source_open(&source, address, &err);
	if (ret != code || !strstr(err.text, why))
		fail_msg("%d (%s), not %d (%s)", ret, ret ? err.text : "", code, why);
}

static void what_it_cannot_do_is_refused(void **state)
{
	struct pty_chronojump *board = calloc(1, sizeof(*board));

	assert_non_null(board);
	board->period_us = 30000;
	pty_chronojump_init(board, scratch_path(state, "board"));
	check_refused(board, ",ramp=1", HINGE_EUSAGE, "no test data");
	check_refused(board, "", HINGE_EDEVICE, "33.3 samples a second, too few");
	board->period_us = 4000;
	check_refused(board, ",rate=150", HINGE_EUSAGE, "its own rate is 250.0 Hz");
	pty_chronojump_reset(board);
	free(board);
}

static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)
	CASE(a_board_with_a_firmware_s_patience_is_found_by_asking),
	CASE(a_grid_may_be_finer_than_the_samples),
	CASE(a_mark_among_the_data_is_no_mark),
	CASE(time_goes_on_where_32_bits_end),
	CASE(what_it_cannot_do_is_refused),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
