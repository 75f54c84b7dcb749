/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/chronojump/stream.h"

#include "formats/memory/bytes.h"

enum { MARK = 0xff, AT_TIME = 4, AT_VALUES = 8 };

void chronojump_stream_init(struct chronojump_stream *stream)
{
	memset(stream, 0, sizeof(*stream));
}

uint8_t *chronojump_room(struct chronojump_stream *stream, size_t *room)
{
	stream->end -= stream->start;
	memmove(stream->bytes, stream->bytes + stream->start, stream->end);
	stream->start = 0;
	*room = sizeof(stream->bytes) - stream->end;
	return stream->bytes + stream->end;
}

void chronojump_added(struct chronojump_stream *stream, size_t bytes)
{
	stream->end += bytes;
}

static bool has_mark(const uint8_t *at)
{
	return get_u32(at) == UINT32_MAX;
}

/* A sample at `at` and the beginning of the one after it. */
static bool goes_on(const uint8_t *at)
{
	const uint8_t *after = at + CHRONOJUMP_BYTES;
	uint32_t step_us = get_u32(after + AT_TIME) - get_u32(at + AT_TIME);

	return has_mark(at) && has_mark(after) && step_us >= CHRONOJUMP_STEP_MIN_US &&
	       step_us <= CHRONOJUMP_STEP_MAX_US;
}

static size_t left(const struct chronojump_stream *stream)
{
	return stream->end - stream->start;
}

static void skip(struct chronojump_stream *stream)
{
	stream->start++;
	stream->skipped++;
	stream->follows = false;
}

static bool is_run(const uint8_t *at)
{
	for (int i = 0; i < CHRONOJUMP_RUN; i++)
		if (!goes_on(at + i * CHRONOJUMP_BYTES))
			return false;
	return true;
}

static bool find_run(struct chronojump_stream *stream)
{
	while (left(stream) >= CHRONOJUMP_RUN * CHRONOJUMP_BYTES + AT_VALUES) {
		if (is_run(stream->bytes + stream->start))
			return true;
		skip(stream);
	}
	return false;
}

bool chronojump_next(struct chronojump_stream *stream, struct chronojump_sample *sample)
{
	const uint8_t *at;

	if (stream->locked && left(stream) < CHRONOJUMP_BYTES + AT_VALUES)
		return false;
	if (stream->locked && !goes_on(stream->bytes + stream->start)) {
		stream->locked = false;
		skip(stream);
	}
	if (!stream->locked)
		stream->locked = find_run(stream);
	if (!stream->locked)
		return false;
	at = stream->bytes + stream->start;
	sample->time_us = get_u32(at + AT_TIME);
	for (int i = 0; i < CHRONOJUMP_CELLS; i++)
		sample->value[i] = (int16_t)get_u16(at + AT_VALUES + 2 * i);
	sample->follows = stream->follows;
	stream->follows = true;
	stream->start += CHRONOJUMP_BYTES;
	return true;
}

bool chronojump_newest(const struct chronojump_stream *stream, uint32_t *time_us)
{
	size_t samples = left(stream) / CHRONOJUMP_BYTES;
	const uint8_t *at = stream->bytes + stream->start;

	if (!stream->locked || !samples)
		return false;
	at += (samples - 1) * CHRONOJUMP_BYTES;
	if (!has_mark(at))
		return false;
	*time_us = get_u32(at + AT_TIME);
	return true;
}
