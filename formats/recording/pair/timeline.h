/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the frames of a recording were taken, as far as its sidecar tells: readings of the device's
 * clock, edges of its sync input, and where the count of frames is in doubt. */
#ifndef FORMATS_RECORDING_PAIR_TIMELINE_H
#define FORMATS_RECORDING_PAIR_TIMELINE_H

#include "formats/error.h"
#include "formats/layout.h"
#include "formats/recording/clock.h"

struct sync_edge {
	int64_t frame; /* the first of the new level */
	bool rises;
};

enum { SECTIONS_MAX = 64 };

struct timeline {
	double rate_hz;
	int64_t frames;
	size_t pairs; /* with the device's clock, by frame */
	struct clock_pair *pair;
	size_t edges; /* by frame */
	struct sync_edge *edge;
	/* Frames are counted exactly within a section; between two lies a gap of uncertain length.
	 */
	size_t sections;
	int64_t section_first[SECTIONS_MAX + 1]; /* the last is frames */
	/* from pairs of wall time, which are made when blocks arrive: at the earliest */
	bool has_arrival;
	int64_t arrival_ns; /* CLOCK_MONOTONIC of frame 0 */
};

/* From ClockPairs and SyncEdges in info->extra_json, and its gaps; HINGE_EFORMAT names file and
 * key, HINGE_ENOMEM. reset frees, also after a failure. */
int timeline_read(struct timeline *, const struct recording_info *info, const char *name,
		  struct error *);
void timeline_reset(struct timeline *);
size_t timeline_section(const struct timeline *, int64_t frame);

#endif
