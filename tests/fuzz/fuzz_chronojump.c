/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Chronojump platform sends, and the grid its samples are put on. The first byte says how
 * the bytes are cut, the second whether marks and times are set right first, so that what lies
 * behind them is reached too. */
#include "acquisition/serial/chronojump/grid.h"
#include "acquisition/serial/chronojump/stream.h"
#include "formats/memory/bytes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

struct reader {
	struct chronojump_stream stream;
	struct chronojump_grid grid;
	bool begun;
	uint32_t last_us;
	int64_t time_us;
	uint64_t samples, sum;
};

static void check_count(const struct chronojump_grid *grid, int32_t count, int cell)
{
	int32_t a = CHRONOJUMP_SCALE * grid->before[cell], b = CHRONOJUMP_SCALE * grid->after[cell];

	check(count >= (a < b ? a : b) && count <= (a < b ? b : a));
}

static void take_frames(struct reader *reader)
{
	int32_t counts[CHRONOJUMP_CELLS];
	int64_t next = reader->grid.next;
	int frames = 0;

	while (chronojump_grid_take(&reader->grid, counts)) {
		check(++frames < 1000 && reader->grid.next == next + frames);
		for (int i = 0; i < CHRONOJUMP_CELLS; i++) {
			check_count(&reader->grid, counts[i], i);
			reader->sum = reader->sum * 31 + (uint32_t)counts[i];
		}
	}
	check(chronojump_grid_time_us(&reader->grid, reader->grid.next) >
	      (double)reader->grid.after_us);
}

static void take_sample(struct reader *reader, const struct chronojump_sample *sample)
{
	uint32_t step_us = sample->time_us - reader->last_us;
	int64_t next = reader->grid.next;

	if (sample->follows)
		check(step_us >= CHRONOJUMP_STEP_MIN_US && step_us <= CHRONOJUMP_STEP_MAX_US);
	reader->samples++;
	reader->last_us = sample->time_us;
	if (!reader->begun || !step_us) {
		reader->begun = true;
		reader->time_us = sample->time_us;
		chronojump_grid_start(&reader->grid, next, reader->time_us, sample->value);
	} else {
		reader->time_us += step_us;
		chronojump_grid_add(&reader->grid, reader->time_us, sample->value);
	}
	check(reader->grid.next >= next);
	take_frames(reader);
}

static uint64_t read_all(const uint8_t *bytes, size_t size, size_t step)
{
	struct reader reader = {.grid = {.step_us = 9000, .hole_us = 16000}};

	chronojump_stream_init(&reader.stream);
	for (size_t at = 0, part; at < size; at += part) {
		struct chronojump_sample sample;
		size_t room;
		uint8_t *to = chronojump_room(&reader.stream, &room);
		uint32_t newest;

		check(room >= 1024);
		part = size - at < step ? size - at : step;
		part = part < room ? part : room;
		memcpy(to, bytes + at, part);
		chronojump_added(&reader.stream, part);
		while (chronojump_next(&reader.stream, &sample))
			take_sample(&reader, &sample);
		chronojump_newest(&reader.stream, &newest);
	}
	check(reader.samples * CHRONOJUMP_BYTES + reader.stream.skipped +
		      (reader.stream.end - reader.stream.start) ==
	      size);
	return reader.sum * 31 + reader.samples * 7 + reader.stream.skipped;
}

/* Marks everywhere, times that go on by a step of their own two bytes. */
static void mend(uint8_t *bytes, size_t size, size_t damaged)
{
	uint32_t time_us = UINT32_MAX - 100000;

	for (size_t at = 0; at + CHRONOJUMP_BYTES <= size; at += CHRONOJUMP_BYTES) {
		if (at / CHRONOJUMP_BYTES % 16 == damaged)
			continue;
		time_us += CHRONOJUMP_STEP_MIN_US + get_u16(bytes + at + 4) % 60000u;
		put_u32(bytes + at, UINT32_MAX);
		put_u32(bytes + at + 4, time_us);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes;

	if (size < 3)
		return 0;
	bytes = malloc(size - 2);
	if (!bytes)
		return 0;
	memcpy(bytes, data + 2, size - 2);
	if (data[1] & 1)
		mend(bytes, size - 2, data[1] >> 1);
	/* however it is cut, the same comes out */
	check(read_all(bytes, size - 2, 2048) == read_all(bytes, size - 2, 1u + data[0]));
	free(bytes);
	return 0;
}
