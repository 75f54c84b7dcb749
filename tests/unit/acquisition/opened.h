/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source that is there, and one that is refused. */
#ifndef TESTS_UNIT_ACQUISITION_OPENED_H
#define TESTS_UNIT_ACQUISITION_OPENED_H

#include "tests/support/assert_near.h"

#include "acquisition/simulator/simulator.h"
#include "acquisition/source.h"

#include <string.h>

static inline struct source *open_source(const char *address)
{
	struct source *source;
	struct error err;

	if (source_open(&source, address, &err))
		fail_msg("%s: %s", address, err.text);
	return source;
}

static inline void assert_refused(const char *address, int code, const char *says)
{
	struct source *source = NULL;
	struct error err = {0};

	assert_int_equal(source_open(&source, address, &err), code);
	assert_null(source);
	if (!strstr(err.text, says))
		fail_msg("%s: '%s' does not say '%s'", address, err.text, says);
}

/* Reads to the end in blocks of odd sizes; *lost counts the frames of jumps. */
static inline void read_all(struct source *source, const struct simulation *simulation,
			    int64_t *given, int64_t *lost, char *cause)
{
	int32_t counts[997 * 8];
	struct source_block block;
	struct error err;
	int64_t expected = 0, got;

	*given = *lost = 0;
	for (size_t i = 0; (got = source_read(source, counts, 1 + i * 131 % 997, &block, 1000,
					      &err)) != SOURCE_END;
	     i++) {
		assert_true(got > 0);
		assert_int_equal(block.frames, got);
		assert_true(block.first_frame >= expected);
		if (block.first_frame > expected) {
			*lost += block.first_frame - expected;
			strcpy(cause, block.gap_cause);
		}
		assert_memory_equal(counts, &simulation->counts[(size_t)block.first_frame * 8],
				    (size_t)got * 8 * sizeof(int32_t));
		expected = block.first_frame + got;
		*given += got;
	}
	/* it stays at the end */
	assert_true(source_read(source, counts, 10, &block, 0, &err) == SOURCE_END);
}

#endif
