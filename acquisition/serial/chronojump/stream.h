/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of Chronojump's four-cell platform (Force_Platform-0.1): a sample is FF FF FF FF, its
 * time in us as u32, four cells as i16, all little endian, 16 bytes. There is no checksum, and the
 * mark may stand inside a sample as well: what is believed is a row of marks 16 bytes apart with
 * times that go on between them. */
#ifndef ACQUISITION_SERIAL_CHRONOJUMP_STREAM_H
#define ACQUISITION_SERIAL_CHRONOJUMP_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CHRONOJUMP_CELLS = 4,
	CHRONOJUMP_BYTES = 16,
	CHRONOJUMP_STEP_MIN_US = 500, /* between two samples; the line carries 720 a second */
	CHRONOJUMP_STEP_MAX_US = 64000,
	CHRONOJUMP_RUN = 8 /* samples in a row that make sure of where they begin */
};

struct chronojump_sample {
	uint32_t time_us; /* since start_capture, modulo 2^32: 71.6 min */
	int16_t value[CHRONOJUMP_CELLS];
	bool follows; /* the sample before it came right before it */
};

struct chronojump_stream {
	uint8_t bytes[4096];
	size_t start, end;
	bool locked, follows;
	uint64_t skipped; /* bytes that belonged to no sample */
};

void chronojump_stream_init(struct chronojump_stream *);
/* Where to put the next bytes: at least a kilobyte once chronojump_next() found no more. */
uint8_t *chronojump_room(struct chronojump_stream *, size_t *room);
void chronojump_added(struct chronojump_stream *, size_t bytes);
/* The next sample, once the one behind it has confirmed it. */
bool chronojump_next(struct chronojump_stream *, struct chronojump_sample *);
/* The time of the newest sample that came whole; false while it is not known where they begin. */
bool chronojump_newest(const struct chronojump_stream *, uint32_t *time_us);

#endif
