/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Chronojump platform on a pseudo-terminal: every frame is held against the two samples that were
 * really sent around it. */
#include "acquisition/serial/chronojump/session.h"
#include "acquisition/source.h"
#include "formats/error.h"
#include "tests/support/assert_near.h"
#include "tests/support/pty_chronojump.h"
#include "tests/support/scratch.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READ_MS = 100, READ_FRAMES = 4, GAPS_MAX = 16, SCALE = 256, PATIENCE_S = 60 };

struct recording {
	struct pty_chronojump board;
	struct source *source;
	int64_t frames, lost, next;
	double first_ns; /* of frame 0, on the host's clock */
	double time_us;  /* of the last one, on the board's */
	size_t pairs;
	double trip_ns; /* the longest of them */
	size_t gaps;
	struct {
		int64_t frames, uncertainty;
		double truth;
		const char *cause;
	} gap[GAPS_MAX];
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

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

/* The sample before which the device's time lies, and the one at or before it; in the last capture,
 * in which the clock may have gone back since. */
static const struct sent_sample *find_sent(struct pty_chronojump *board, double time_us)
{
	const struct sent_sample *found = NULL;

	pthread_mutex_lock(&board->lock);
	for (int i = 0; i + 1 < board->count; i++) {
		const struct sent_sample *sample = &board->sent[i];

		if (sample->capture == board->captures - 1 && (double)sample->time_us <= time_us &&
		    (double)sample[1].time_us > time_us && i != board->skip_at)
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

/* The last sample not after the device's time, in the last capture. */
static int find_before(struct pty_chronojump *board, uint64_t device_ns)
{
	int found = -1;

	pthread_mutex_lock(&board->lock);
	for (int i = 0; i < board->count; i++)
		if (board->sent[i].capture == board->captures - 1 &&
		    (uint64_t)board->sent[i].time_us * 1000 <= device_ns)
			found = i;
	pthread_mutex_unlock(&board->lock);
	assert_true(found > 0);
	return found;
}

/* Once it is known. */
static int64_t late_ns(struct pty_chronojump *board, int sample)
{
	double most = seconds() + PATIENCE_S;
	int64_t late;

	do {
		pthread_mutex_lock(&board->lock);
		late = board->sent[sample].late_ns;
		pthread_mutex_unlock(&board->lock);
		assert_true(seconds() < most);
	} while (late < 0 && !poll(NULL, 0, 1));
	return late;
}

/* The host's time that goes with the device's lies within the pair's round trip, however late this
 * program was in hearing it; in sending it is not the source's to know. */
static void check_pair(struct recording *recording, const struct source_clock *pair)
{
	struct pty_chronojump *board = &recording->board;
	double host_ns, half = (double)pair->round_trip_ns / 2, off_ns;
	const struct sent_sample *near;
	int at;

	if (!pair->round_trip_ns)
		return;
	recording->pairs++;
	recording->trip_ns = fmax(recording->trip_ns, (double)pair->round_trip_ns);
	at = find_before(board, pair->device_ns);
	near = &board->sent[at];
	host_ns = (double)near->host_ns + (double)pair->device_ns - (double)near->time_us * 1000;
	off_ns = (double)pair->monotonic_ns - host_ns;
	assert_true(off_ns >= -half);
	/* a time of a sample goes with the arrival of the one before it; a first one with its own
	 */
	assert_true(off_ns <=
		    half + fmax((double)late_ns(board, at - 1), (double)late_ns(board, at)));
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
		recording->time_us =
			(double)block.device_counter / 1000 + (double)f * 1e6 / rate_hz;
		check_frame(recording, counts + 4 * f, recording->time_us, &host_ns);
		if (!recording->frames)
			recording->first_ns = host_ns;
		if (!f && block.first_frame != recording->next)
			note_gap(recording, &block, host_ns);
		recording->frames++;
		recording->next = block.first_frame + f + 1;
	}
	return got;
}

/* Whatever comes meanwhile, for a time and until it is seen to be unplugged. */
static void bear(struct recording *recording, double for_s)
{
	double until = seconds() + for_s, most = seconds() + PATIENCE_S;
	struct error err;

	while (seconds() < until || !source_trouble(recording->source)) {
		if (read_once(recording, &err) < 0)
			fail_msg("%s", err.text);
		assert_true(seconds() < most);
	}
}

/* So many frames more, given or lost; however long a busy machine takes. */
static void listen(struct recording *recording, int64_t frames)
{
	int64_t until = recording->next + frames;
	double most = seconds() + PATIENCE_S;
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

	recording->board.patience_ms = 1000;
	begin(recording, state, "");
	info = source_info(recording->source);
	assert_int_equal(info->channels, 4);
	assert_int_equal(info->plates, 1);
	assert_int_equal(info->plate[0].cells, 4);
	assert_string_equal(info->firmware, "Force_Platform-0.1");
	assert_near(info->rate_hz, 111, 1);
	listen(recording, 150);
	/* one of the first samples, one after a second in which the host was in time once */
	while (recording->pairs < 2)
		listen(recording, 10);
	assert_int_equal(recording->gaps, 0);
	assert_int_equal(recording->frames, recording->next);
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

/* A sample that is still to be sent, `ahead` after the last one. */
static void set_ahead(struct recording *recording, int *sample, int ahead)
{
	pthread_mutex_lock(&recording->board.lock);
	*sample = recording->board.count + ahead;
	pthread_mutex_unlock(&recording->board.lock);
}

/* Up to such a sample. */
static void listen_to(struct recording *recording, int sample)
{
	struct pty_chronojump *board = &recording->board;
	double most = seconds() + PATIENCE_S;
	bool is_there;
	struct error err;

	do {
		if (read_once(recording, &err) < 0)
			fail_msg("%s", err.text);
		pthread_mutex_lock(&board->lock);
		is_there = board->count > sample &&
			   recording->time_us >= (double)board->sent[sample].time_us;
		pthread_mutex_unlock(&board->lock);
		assert_true(seconds() < most);
	} while (!is_there);
}

static int64_t byte_of(struct recording *recording, int sample, int offset)
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
	struct recording *recording = new_recording();
	int first;

	begin(recording, state, ",framing=chronojump");
	listen(recording, 10);
	set_ahead(recording, &first, 30);
	for (int i = 0; i < 5; i++) {
		struct pty_fault fault = faults[i];

		fault.at = byte_of(recording, first + 30 * i, (int)fault.at);
		pty_device_fault(&recording->board.device, fault);
	}
	listen_to(recording, first + 150);
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

	begin(recording, state, ",framing=chronojump");
	listen(recording, 10);
	set_ahead(recording, &recording->board.skip_at, 40);
	listen_to(recording, recording->board.skip_at + 20);
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "missing-sample");
	assert_in_range(recording->gap[0].frames, 1, 2);
	end(recording);
}

static void a_clock_that_goes_back_begins_anew(void **state)
{
	struct recording *recording = new_recording();

	recording->board.begin_us = 500000;
	begin(recording, state, ",framing=chronojump");
	listen(recording, 10);
	set_ahead(recording, &recording->board.back_at, 40);
	listen_to(recording, recording->board.back_at - 5);
	assert_int_equal(recording->gaps, 0);
	listen(recording, 20);
	assert_int_equal(recording->gaps, 1);
	assert_string_equal(recording->gap[0].cause, "bad-time");
	assert_near((double)recording->gap[0].frames, recording->gap[0].truth,
		    (double)recording->gap[0].uncertainty);
	end(recording);
}

static void pulled_and_put_back_it_goes_on_after_a_gap(void **state)
{
	struct recording *recording = new_recording();
	const struct recording_info *info;

	begin(recording, state, ",framing=chronojump");
	info = source_info(recording->source);
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
	/* half of a pair's way at each end, 0.5 % of the second to the pair, rounding */
	assert_in_range(recording->gap[0].uncertainty, 1,
			(recording->trip_ns * 1e-9 + 2 * 0.005) * info->rate_hz + 3);
	assert_int_equal(recording->frames + recording->lost, recording->next);
	end(recording);
}

enum { WRAPS_FRAMES = 222 };

static const int64_t wrap_us = INT64_C(1) << 32;

static int64_t read_frames(struct chronojump *session, struct source_block *block)
{
	double most = seconds() + PATIENCE_S;
	int32_t counts[READ_FRAMES * 4];
	struct error err;
	int64_t got;

	do {
		got = chronojump_read(session, counts, READ_FRAMES, block, READ_MS, &err);
		assert_true(got >= 0 && seconds() < most);
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
	assert_int_equal(chronojump_link_connect(&session->link, &first, PATIENCE_S * 1000, &err),
			 1);
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
