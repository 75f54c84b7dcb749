/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal beside the simulation it was recorded from. */
#ifndef TESTS_SUPPORT_RECORDED_H
#define TESTS_SUPPORT_RECORDED_H

#include "acquisition/simulator/simulator.h"
#include "formats/recording/journal.h"

#include <stdbool.h>

/* Instrumented programs are several times slower. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SLOW_BUILD = true };
#else
enum { SLOW_BUILD = false };
#endif

struct recorded {
	struct recording_info info; /* of the header; reset it */
	struct journal_state state;
	int64_t wrong_frames;          /* data frames that differ from the simulation's */
	int64_t gap_first, gap_frames; /* of the first gap */
	uint32_t gaps, clocks, events;
	char gap_cause[GAP_CAUSE_MAX];
	int64_t clock_ns[64]; /* monotonic */
	char event_kind[8][32], event_text[8][80];
	bool counted;  /* begin is known */
	int64_t begin; /* with RECORDED_AS_COUNTED: the simulation's frame that is the first */
};

/* The device's counter tells: one that keeps a second has lost the oldest where a busy computer
 * asked for its first frames too late. Of a simulated device without a clock of its own. */
enum { RECORDED_AS_COUNTED = -1 };

/* The simulation of "sim:KEY=VALUE,..." without its pace. */
struct simulation *simulation_of(const char *address);
/* Reads the journal whose frame 0 is the simulation's frame `first`. */
void recorded_read(struct recorded *, const char *path, const struct simulation *, int64_t first);
void recorded_reset(struct recorded *);

#endif
