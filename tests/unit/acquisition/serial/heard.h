/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source on a serial port gives. */
#ifndef TESTS_UNIT_ACQUISITION_SERIAL_HEARD_H
#define TESTS_UNIT_ACQUISITION_SERIAL_HEARD_H

#include "tests/support/assert_near.h"
#include "tests/support/pty_plate.h"
#include "tests/support/scratch.h"

#include "acquisition/source.h"
#include "formats/error.h"

#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { CHANNELS = 8, READ_MS = 100, READ_FRAMES = 64, GAPS_MAX = 16, PATIENCE_S = 60 };

struct heard {
	int64_t frames, lost, next;
	double trip_ns; /* the longest with which the plate's clock was read */
	size_t gaps;
	struct {
		int64_t at, frames, uncertainty;
		const char *cause;
	} gap[GAPS_MAX];
};

static inline struct source *open_plate(const char *path, const char *options)
{
	char address[512];
	struct source *source;
	struct error err;

	snprintf(address, sizeof(address), "serial:%s%s", path, options);
	if (source_open(&source, address, &err))
		fail_msg("%s", err.text);
	return source;
}

/* What the ramp says (docs/usb-protocol.md): its session, and a frame modulo 2^16. */
static inline void check_ramp(const int32_t *counts, size_t frames)
{
	uint32_t first = (uint32_t)counts[0];

	for (size_t f = 0; f < frames; f++)
		for (uint32_t c = 0; c < CHANNELS; c++) {
			uint32_t value = first + 16 * (uint32_t)f + c;

			assert_int_equal((uint32_t)*counts++ & 0xffffff, value & 0xffffff);
		}
	assert_int_equal(first & 15, 0);
}

static inline void hear(struct heard *heard, const struct source_block *block)
{
	assert_true(block->first_frame >= heard->next);
	if (block->first_frame > heard->next) {
		assert_true(heard->gaps < GAPS_MAX);
		heard->gap[heard->gaps].at = heard->next;
		heard->gap[heard->gaps].frames = block->first_frame - heard->next;
		heard->gap[heard->gaps].uncertainty = block->gap_uncertainty;
		heard->gap[heard->gaps++].cause = block->gap_cause;
		heard->lost += block->first_frame - heard->next;
	}
	heard->trip_ns = fmax(heard->trip_ns, (double)block->clock.round_trip_ns);
	heard->frames += (int64_t)block->frames;
	heard->next = block->first_frame + (int64_t)block->frames;
}

static inline double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Until so many frames are given or lost, however long a busy computer takes. */
static inline void listen(struct source *source, struct heard *heard, int64_t until)
{
	double most = seconds() + PATIENCE_S;

	while (heard->next < until) {
		int32_t counts[READ_FRAMES * CHANNELS];
		struct source_block block = {0};
		struct error err;
		int64_t got = source_read(source, counts, READ_FRAMES, &block, READ_MS, &err);

		if (got < 0)
			fail_msg("%s", err.text);
		if (got > 0) {
			check_ramp(counts, (size_t)got);
			hear(heard, &block);
		}
		assert_true(seconds() < most);
	}
}

static inline void open_pair(void **state, struct pty_plate *plate, struct source **source,
			     const char *fault)
{
	pty_plate_init(plate, scratch_path(state, "plate"));
	if (fault)
		pty_plate_fault(plate, fault);
	*source = open_plate(plate->device.path, ",ramp=1,rate=1000");
}

static inline void close_pair(struct pty_plate *plate, struct source *source)
{
	source_close(source);
	pty_plate_reset(plate);
}

#endif
