/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Chronojump platform on a pseudo-terminal: every frame is held against the two samples that were
 * really sent around it. */
#include "acquisition/serial/chronojump/session.h"
#include "acquisition/source.h"
#include "formats/error.h"
#include "tests/support/assert_near.h"
#include "tests/support/pty_chronojump.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READ_MS = 100, READ_FRAMES = 4, GAPS_MAX = 16, SCALE = 256 };

struct recording {
	struct pty_chronojump board;
	struct source *source;
	int64_t frames, lost, next;
	double first_ns; /* of frame 0, on the host's clock */
	size_t pairs;
	size_t gaps;
	struct {
		int64_t frames, uncertainty;
		double truth;
		const char *cause;
	} gap[GAPS_MAX];
};

static void begin_on(struct recording *recording, const char *options)
{
	char address[512];
	struct error err;

	snprintf(address, sizeof(address), "serial:%s%s", recording->board.device.path, options);
	if (source_open(&recording->source, address, &err))
		fail_msg("%s", err.text);
}

static void begin(struct recording *recording, void **state, const char *options)
{
	pty_chronojump_init(&recording->board, scratch_path(state, "board"));
	begin_on(recording, options);
}

static void end(struct recording *recording)
{
	source_close(recording->source);
	pty_chronojump_reset(&recording->board);
	free(recording);
}

static struct recording *new_recording(void)
{
	struct recording *recording = calloc(1, sizeof(*recording));

	assert_non_null(recording);
	return recording;
}

/* The sample at or before the device's time, in the last capture. */
static const struct sent_sample *find_sent(struct pty_chronojump *board, double time_us)
{
	const struct sent_sample *found = NULL;

	pthread_mutex_lock(&board->lock);
	for (int i = 0; i + 1 < board->count; i++) {
		const struct sent_sample *sample = &board->sent[i];

		if (sample->capture == board->captures - 1 && (double)sample->time_us <= time_us &&
		    i != board->skip_at)
			found = sample;
	}
	pthread_mutex_unlock(&board->lock);
	assert_non_null(found);
	return found;
}

/* By hand: the line between the samples around it, on the host's clock too. */
static void check_frame(struct recording *recording, const int32_t *counts, double time_us,
			double *host_ns)
{
	/* a time of whole ns may stand just before the sample that it means */
	const struct sent_sample *a = find_sent(&recording->board, time_us + 0.01), *b = a + 1;
	double part = (time_us - (double)a->time_us) / (double)(b->time_us - a->time_us);

	for (int i = 0; i < 4; i++) {
		double want = a->value[i] + part * (b->value[i] - a->value[i]);

		assert_near(counts[i], want * SCALE, 0.75);
	}
	*host_ns = (double)a->host_ns + part * (double)(b->host_ns - a->host_ns);
}

static void note_gap(struct recording *recording, const struct source_block *block, double host_ns)
{
	double rate_hz = source_info(recording->source)->rate_hz;

	assert_true(recording->gaps < GAPS_MAX);
	recording->gap[recording->gaps].frames = block->first_frame - recording->next;
	recording->gap[recording->gaps].uncertainty = block->gap_uncertainty;
	recording->gap[recording->gaps].truth =
		(host_ns - recording->first_ns) * 1e-9 * rate_hz - (double)recording->next;
	recording->gap[recording->gaps++].cause = block->gap_cause;
	recording->lost += block->first_frame - recording->next;
}

/* The host's time that goes with the device's lies within the pair's round trip. */
static void check_pair(struct recording *recording, const struct source_clock *pair)
{
	struct pty_chronojump *board = &recording->board;
	const struct sent_sample *near = NULL;
	double host_ns, half = (double)pair->round_trip_ns / 2, off_ns;

	if (!pair->round_trip_ns)
		return;
	recording->pairs++;
	pthread_mutex_lock(&board->lock);
	for (int i = 0; i < board->count; i++)
		if (board->sent[i].capture == board->captures - 1 &&
		    (uint64_t)board->sent[i].time_us * 1000 <= pair->device_ns)
			near = &board->sent[i];
	pthread_mutex_unlock(&board->lock);
	assert_non_null(near);
	host_ns = (double)near->host_ns + (double)pair->device_ns - (double)near->time_us * 1000;
	off_ns = (double)pair->monotonic_ns - host_ns;
	/* a time of a sample goes with the arrival of the one before it */
	if ((uint64_t)near->time_us * 1000 == pair->device_ns)
		near--;
	assert_true(off_ns >= -half);
	assert_true(off_ns <= half + (double)near->late_ns);
}

static int64_t read_once(struct recording *recording, struct error *err)
{
	double rate_hz = source_info(recording->source)->rate_hz, host_ns;
	int32_t counts[READ_FRAMES * 4];
	struct source_block block = {0};
	int64_t got = source_read(recording->source, counts, READ_FRAMES, &block, READ_MS, err);

	if (got > 0)
		check_pair(recording, &block.clock);
	for (int64_t f = 0; f < got; f++) {
		check_frame(recording, counts + 4 * f,
			    (double)block.device_counter / 1000 + (double)f * 1e6 / rate_hz,
			    &host_ns);
		if (!recording->frames)
			recording->first_ns = host_ns;
		if (!f && block.first_frame != recording->next)
			note_gap(recording, &block, host_ns);
		recording->frames++;
		recording->next = block.first_frame + f + 1;
	}
	return got;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Whatever comes meanwhile. */
static void bear(struct recording *recording, double for_s)
{
	double until = seconds() + for_s;
	struct error err;

	while (seconds() < until)
		if (read_once(recording, &err) < 0)
			fail_msg("%s", err.text);
}

/* So many frames more, given or lost; however long a busy machine takes. */
static void listen(struct recording *recording, int64_t frames)
{
	int64_t until = recording->next + frames;
	double most = seconds() + 60;
	struct error err;

	while (recording->next < until) {
		if (read_once(recording, &err) < 0)
			fail_msg("%s", err.text);
		assert_true(seconds() < most);
	}
}

/* --- tests --- */

static void a_board_with_a_firmware_s_patience_is_found_by_asking(void **state)
{
	struct recording *recording = new_recording();
	const struct recording_info *info;
	double begin_s;

	recording->board.patience_ms = 1000;
	begin(recording, state, "");
	info = source_info(recording->source);
	assert_int_equal(info->channels, 4);
	assert_int_equal(info->plates, 1);
	assert_int_equal(info->plate[0].cells, 4);
	assert_string_equal(info->firmware, "Force_Platform-0.1");
	assert_near(info->rate_hz, 111, 1);
	begin_s = seconds();
	listen(recording, 150);
	assert_int_equal(recording->gaps, 0);
	assert_int_equal(recording->frames, recording->next);
	assert_true(150 / (seconds() - begin_s) < 112);
	assert_true(recording->pairs >= 2);
	end(recording);
}

static void a_grid_may_be_finer_than_the_samples(void **state)
{
	struct recording *recording = new_recording();

	begin(recording, state, ",framing=chronojump,rate=500");
	assert_near(source_info(recording->source)->rate_hz, 500, 0);
	listen(recording, 400);
	assert_int_equal(recording->gaps, 0);
	assert_int_equal(recording->frames, recording->next);
	end(recording);
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
	struct recording *recording = new_recording();

	recording->board.value = minus_one;
	begin(recording, state, ",framing=chronojump");
	listen(recording, 150);
	assert_int_equal(recording->gaps, 0);
	assert_int_equal(recording->frames, recording->next);
	end(recording);
}

/* Before the samples it is asked for its version twice, which it tells in 20 bytes. */
static int64_t byte_of(int sample, int offset)
{
	return 40 + 16 * (int64_t)sample + offset;
}

static void a_damaged_sample_costs_itself_and_at_most_the_one_before(void **state)
{
	struct recording *recording = new_recording();

	pty_chronojump_init(&recording->board, scratch_path(state, "board"));
	begin_on(recording, ",framing=chronojump");
	/* lost inside a sample, stray between two, stray inside, wrong mark, wrong time */
	pty_device_fault(&recording->board.device, (struct pty_fault){byte_of(140, 9), 1, 0, NULL});
	pty_device_fault(&recording->board.device,
			 (struct pty_fault){byte_of(170, 0), 0, 0, "stray bytes"});
	pty_device_fault(&recording->board.device, (struct pty_fault){byte_of(200, 6), 0, 0, "x"});
	pty_device_fault(&recording->board.device, (struct pty_fault){byte_of(230, 1), 0, 1, NULL});
	pty_device_fault(&recording->board.device, (struct pty_fault){byte_of(260, 7), 0, 1, NULL});
	listen(recording, 260);
	/* a sample is confirmed by mark and time of the next: 3 periods of 9 ms without one */
	assert_int_equal(recording->gaps, 5);
	for (size_t i = 0; i < recording->gaps; i++) {
		assert_string_equal(recording->gap[i].cause, "lost-bytes");
		assert_in_range(recording->gap[i].frames, 1, 3);
		assert_int_equal(recording->gap[i].uncertainty, 0);
		assert_near((double)recording->gap[i].frames, recording->gap[i].truth, 0.5);
	}
	assert_int_equal(recording->frames + recording->lost, recording->next);
	end(recording);
}

static void a_sample_that_is_never_sent_is_a_gap(void **state)
{
	struct recording *recording = new_recording();

	recording->board.skip_at = 150;
	begin(recording, state, ",framing=chronojump");
	listen(recording, 120);
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "missing-sample");
	assert_in_range(recording->gap[0].frames, 1, 2);
	end(recording);
}

static void a_clock_that_goes_back_begins_anew(void **state)
{
	struct recording *recording = new_recording();

	recording->board.begin_us = 500000;
	recording->board.back_at = 150;
	begin(recording, state, ",framing=chronojump");
	listen(recording, 150);
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "bad-time");
	assert_near((double)recording->gap[0].frames, recording->gap[0].truth,
		    (double)recording->gap[0].uncertainty);
	end(recording);
}

static void pulled_and_put_back_it_goes_on_after_a_gap(void **state)
{
	struct recording *recording = new_recording();

	begin(recording, state, ",framing=chronojump");
	listen(recording, 60);
	pty_device_unplug(&recording->board.device);
	bear(recording, 0.6);
	assert_string_equal(source_trouble(recording->source), "unplugged");
	pty_device_plug(&recording->board.device);
	listen(recording, 250);
	assert_null(source_trouble(recording->source));
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "unplugged");
	/* 0.6 s, 1.1 s of silence, and what comes with it */
	assert_true(recording->gap[0].frames > 150);
	assert_near((double)recording->gap[0].frames, recording->gap[0].truth,
		    (double)recording->gap[0].uncertainty);
	assert_in_range(recording->gap[0].uncertainty, 1, 12);
	assert_int_equal(recording->frames + recording->lost, recording->next);
	end(recording);
}

/* After 71.6 min: a capture is taken over whose clock shows 2^32 us in a second. */
static void time_goes_on_where_32_bits_end(void **state)
{
	struct pty_chronojump *board = calloc(1, sizeof(*board));
	struct chronojump *session = calloc(1, sizeof(*session));
	struct chronojump_sample first;
	struct serial_port port;
	int64_t next = 0;
	struct error err;

	assert_true(board && session);
	board->begin_us = (INT64_C(1) << 32) - 1000000;
	pty_chronojump_init(board, scratch_path(state, "board"));
	assert_int_equal(serial_port_open(&port, board->device.path, 115200, &err), 0);
	chronojump_link_init(&session->link, &port);
	assert_int_equal(chronojump_link_ask(&session->link, &err), 1);
	assert_int_equal(tty_write(&port.tty, "start_capture:", 14, 100, &err), 0);
	session->link.step = CHRONOJUMP_STARTED;
	session->link.step_end_ns = INT64_MAX;
	session->link.started_ns = -(INT64_C(4300) * 1000000000);
	assert_int_equal(chronojump_link_connect(&session->link, &first, 5000, &err), 1);
	chronojump_init(session, 111, 9000);
	while (next < 222) {
		struct source_block block;
		int32_t counts[16];
		int64_t got = chronojump_read(session, counts, 4, &block, READ_MS, &err);

		assert_true(got >= 0);
		if (!got)
			continue;
		assert_int_equal(block.first_frame, next);
		assert_true(block.device_counter / 1000 < (UINT64_C(1) << 32) + 2000000);
		next += got;
	}
	assert_true(session->time_us > INT64_C(1) << 32);
	serial_port_close(&port);
	pty_chronojump_reset(board);
	free(session);
	free(board);
}

static int open_error(const char *path, const char *options, struct error *err)
{
	char address[512];
	struct source *source = NULL;

	snprintf(address, sizeof(address), "serial:%s%s", path, options);
	return source_open(&source, address, err);
}

static void what_it_cannot_do_is_refused(void **state)
{
	struct pty_chronojump *board = calloc(1, sizeof(*board));
	struct error err;

	assert_non_null(board);
	board->period_us = 30000;
	pty_chronojump_init(board, scratch_path(state, "board"));
	assert_int_equal(open_error(board->device.path, ",framing=chronojump,ramp=1", &err),
			 HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "no test data"));
	assert_int_equal(open_error(board->device.path, ",framing=chronojump", &err),
			 HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "33.3 samples a second, too few"));
	board->period_us = 4000;
	assert_int_equal(open_error(board->device.path, ",framing=chronojump,rate=150", &err),
			 HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "its own rate is 250.0 Hz"));
	pty_chronojump_reset(board);
	free(board);
}

static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)
	CASE(a_board_with_a_firmware_s_patience_is_found_by_asking),
	CASE(a_grid_may_be_finer_than_the_samples),
	CASE(a_mark_among_the_data_is_no_mark),
	CASE(a_damaged_sample_costs_itself_and_at_most_the_one_before),
	CASE(a_sample_that_is_never_sent_is_a_gap),
	CASE(a_clock_that_goes_back_begins_anew),
	CASE(pulled_and_put_back_it_goes_on_after_a_gap),
	CASE(time_goes_on_where_32_bits_end),
	CASE(what_it_cannot_do_is_refused),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
