/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames of one device, or those of two that record one set, side by side as those of one. Two
 * devices have a clock each: for the eye it is enough to put their first blocks where they were
 * received (docs/methods.md#live); the files are brought onto one clock when they are read. */
#ifndef TOOLS_HINGED_STATION_FOLLOW_LANES_H
#define TOOLS_HINGED_STATION_FOLLOW_LANES_H

#include "acquisition/capture/tap.h"
#include "formats/layout.h"

#include <stdbool.h>

enum { LANES_MAX = 2, LANE_FRAMES = 1024 };

struct lane {
	struct tap *tap;
	size_t channels;
	int32_t *counts;   /* room for LANE_FRAMES */
	int64_t first;     /* of what is left of them */
	size_t used, left; /* frames */
};

struct lanes {
	size_t count;
	double rate_hz;
	struct lane lane[LANES_MAX];
	bool begun;
	int64_t shift; /* frame 0 of the first is frame `shift` of the second */
	int64_t base;  /* first frame that both have, in the first's count */
	int32_t *counts;
};

/* info[0..count): each device's recording, at one rate. */
int lanes_init(struct lanes *, const struct recording_info *info, size_t count, double room_s,
	       struct error *);
void lanes_reset(struct lanes *);
/* The recording that the joined frames are of; out is inited; reset it. */
int lanes_describe(struct recording_info *out, const struct recording_info *info, size_t count,
		   struct error *);
/* The next frames that all devices have, 0 = none yet; *first_frame counts from the first such. */
size_t lanes_take(struct lanes *, const int32_t **counts, int64_t *first_frame);
int64_t lanes_dropped(const struct lanes *);

#endif
