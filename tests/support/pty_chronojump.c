/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/pty_chronojump.h"

#include "formats/memory/bytes.h"
#include "tests/support/assert_near.h"

#include <stdio.h>
#include <string.h>

enum { SAMPLE_BYTES = 16, BACK_US = 3000000 };
#define MS INT64_C(1000000)

static int32_t noise(struct pty_chronojump *board, int32_t most)
{
	board->random = board->random * 1664525 + 1013904223;
	return (int32_t)((board->random >> 8) % (uint32_t)(2 * most + 1)) - most;
}

static void take(void *ctx, const uint8_t *bytes, size_t size, int64_t now_ns)
{
	struct pty_chronojump *board = ctx;

	for (size_t i = 0; i < size && board->command_size < sizeof(board->command) - 1; i++)
		board->command[board->command_size++] = (char)bytes[i];
	board->command_ns = now_ns;
}

/* What it says to a command that nothing followed. */
static const char *obey(struct pty_chronojump *board, int64_t now_ns)
{
	const char *text = board->command;
	bool is_same;

	board->command[board->command_size] = '\0';
	board->command_size = 0;
	is_same = !strcmp(text, "get_version:");
	if (is_same)
		return "Force_Platform-0.1\r\n";
	if (!strcmp(text, "start_capture:")) {
		board->capturing = true;
		board->captures++;
		board->start_ns = board->next_ns = now_ns;
		board->loop_ns = 1000 * (int64_t)board->period_us;
		return "";
	}
	if (!strcmp(text, "end_capture:")) {
		board->capturing = false;
		return "Capture ended\r\n";
	}
	return "Not a valid command\r\n";
}

static bool encode(struct pty_chronojump *board, uint8_t bytes[SAMPLE_BYTES])
{
	double ratio = board->clock_ratio > 0 ? board->clock_ratio : 1;
	struct sent_sample *sample = &board->sent[board->count];

	assert_true(board->count < SENT_MAX);
	sample->capture = board->captures - 1;
	sample->host_ns = board->next_ns;
	sample->time_us = board->begin_us +
			  (int64_t)((double)(board->next_ns - board->start_ns) / 1000 * ratio);
	if (board->back_at && board->count == board->back_at) {
		board->begin_us -= BACK_US;
		sample->time_us -= BACK_US;
	}
	for (int i = 0; i < 4; i++)
		sample->value[i] = (int16_t)noise(board, 2047);
	if (board->value)
		board->value(board->count, sample->value);
	put_u32(bytes, UINT32_MAX);
	put_u32(bytes + 4, (uint32_t)sample->time_us);
	for (int i = 0; i < 4; i++)
		put_u16(bytes + 8 + 2 * i, (uint16_t)sample->value[i]);
	return !board->skip_at || board->count != board->skip_at;
}

static size_t answer(struct pty_chronojump *board, char *text, size_t room, int64_t now_ns)
{
	int size;

	pthread_mutex_lock(&board->lock);
	size = snprintf(text, room, "%s", obey(board, now_ns));
	board->said += size;
	pthread_mutex_unlock(&board->lock);
	return (size_t)size;
}

static size_t give(void *ctx, uint8_t *bytes, size_t room, int64_t now_ns)
{
	struct pty_chronojump *board = ctx;
	bool is_sent;

	if (board->command_size && now_ns - board->command_ns >= board->patience_ms * MS)
		return answer(board, (char *)bytes, room, now_ns);
	if (!board->capturing || now_ns < board->next_ns + board->loop_ns)
		return 0;
	/* at the end of the loop that took the time at its beginning */
	pthread_mutex_lock(&board->lock);
	is_sent = encode(board, bytes);
	board->next_ns += board->loop_ns;
	board->sent[board->count++].late_ns = is_sent ? -1 : 0;
	pthread_mutex_unlock(&board->lock);
	board->loop_ns = 1000 * (board->period_us + noise(board, board->jitter_us));
	return is_sent ? SAMPLE_BYTES : 0;
}

static void given(void *ctx, int64_t now_ns)
{
	struct pty_chronojump *board = ctx;

	pthread_mutex_lock(&board->lock);
	/* else it was an answer */
	if (board->count && board->sent[board->count - 1].late_ns < 0)
		board->sent[board->count - 1].late_ns = now_ns - board->next_ns;
	pthread_mutex_unlock(&board->lock);
}

/* Power comes. */
static void plugged(void *ctx, int64_t now_ns)
{
	struct pty_chronojump *board = ctx;

	(void)now_ns;
	board->capturing = false;
	board->command_size = 0;
}

static const struct pty_device_ops ops = {
	.take = take, .give = give, .given = given, .plugged = plugged};

void pty_chronojump_init(struct pty_chronojump *board, const char *path)
{
	board->random = 7;
	if (!board->patience_ms)
		board->patience_ms = 20;
	if (!board->period_us) {
		board->period_us = 9000;
		board->jitter_us = 400;
	}
	pthread_mutex_init(&board->lock, NULL);
	pty_device_init(&board->device, &ops, board, path);
}

void pty_chronojump_reset(struct pty_chronojump *board)
{
	pty_device_reset(&board->device);
	pthread_mutex_destroy(&board->lock);
}
