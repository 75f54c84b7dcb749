/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/board_recording.h"

#include "formats/error.h"
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { READ_MS = 100, READ_FRAMES = 4, SCALE = 256 };

double board_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void begin_on(struct board_recording *recording, const char *options)
{
	char address[512];
	struct error err;

	snprintf(address, sizeof(address), "serial:%s%s", recording->board.device.path, options);
	if (source_open(&recording->source, address, &err))
		fail_msg("%s", err.text);
}

void board_recording_begin(struct board_recording *recording, void **state, const char *options)
{
	pty_chronojump_init(&recording->board, scratch_path(state, "board"));
	begin_on(recording, options);
}

void board_recording_end(struct board_recording *recording)
{
	source_close(recording->source);
	pty_chronojump_reset(&recording->board);
	free(recording);
}

struct board_recording *board_recording_new(void)
{
	struct board_recording *recording = calloc(1, sizeof(*recording));

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
static void check_frame(struct board_recording *recording, const int32_t *counts, double time_us,
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

static void note_gap(struct board_recording *recording, const struct source_block *block,
		     double host_ns)
{
	double rate_hz = source_info(recording->source)->rate_hz;

	assert_true(recording->gaps < BOARD_GAPS_MAX);
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
	double most = board_seconds() + BOARD_PATIENCE_S;
	int64_t late;

	do {
		pthread_mutex_lock(&board->lock);
		late = board->sent[sample].late_ns;
		pthread_mutex_unlock(&board->lock);
		assert_true(board_seconds() < most);
	} while (late < 0 && !poll(NULL, 0, 1));
	return late;
}

/* The host's time that goes with the device's lies within the pair's round trip, however late this
 * program was in hearing it; in sending it is not the source's to know. */
static void check_pair(struct board_recording *recording, const struct source_clock *pair)
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

static int64_t read_once(struct board_recording *recording, struct error *err)
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
void board_recording_bear(struct board_recording *recording, double for_s)
{
	double until = board_seconds() + for_s, most = board_seconds() + BOARD_PATIENCE_S;
	struct error err;

	while (board_seconds() < until || !source_trouble(recording->source)) {
		if (read_once(recording, &err) < 0)
			fail_msg("%s", err.text);
		assert_true(board_seconds() < most);
	}
}

/* So many frames more, given or lost; however long a busy machine takes. */
void board_recording_listen(struct board_recording *recording, int64_t frames)
{
	int64_t until = recording->next + frames;
	double most = board_seconds() + BOARD_PATIENCE_S;
	struct error err;

	while (recording->next < until) {
		if (read_once(recording, &err) < 0)
			fail_msg("%s", err.text);
		assert_true(board_seconds() < most);
	}
}

/* A sample that is still to be sent, `ahead` after the last one. */
void board_recording_set_ahead(struct board_recording *recording, int *sample, int ahead)
{
	pthread_mutex_lock(&recording->board.lock);
	*sample = recording->board.count + ahead;
	pthread_mutex_unlock(&recording->board.lock);
}

/* Up to such a sample. */
void board_recording_listen_to(struct board_recording *recording, int sample)
{
	struct pty_chronojump *board = &recording->board;
	double most = board_seconds() + BOARD_PATIENCE_S;
	bool is_there;
	struct error err;

	do {
		if (read_once(recording, &err) < 0)
			fail_msg("%s", err.text);
		pthread_mutex_lock(&board->lock);
		is_there = board->count > sample &&
			   recording->time_us >= (double)board->sent[sample].time_us;
		pthread_mutex_unlock(&board->lock);
		assert_true(board_seconds() < most);
	} while (!is_there);
}
