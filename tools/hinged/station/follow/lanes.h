/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames of one device, or those of two that record one set, side by side as those of one:
 * beside each frame of the first (the left plate) the nearest one of the second, by their clocks.
 * Devices whose clocks cannot be read are put where their first blocks were received. What only one
 * of them has is left out. The files are brought onto one clock when they are read, to more than a
 * frame (docs/methods.md#two-devices). */
#ifndef TOOLS_HINGED_STATION_FOLLOW_LANES_H
#define TOOLS_HINGED_STATION_FOLLOW_LANES_H

#include "acquisition/capture/tap.h"
#include "formats/layout.h"
#include "tools/hinged/station/follow/lane_clock.h"

#include <stdbool.h>

enum { LANES_MAX = 2, LANE_FRAMES = 1024 };

struct lane {
	struct tap *tap;
	struct lane_clock clock;
	size_t channels;
	int32_t *counts;   /* room for LANE_FRAMES */
	int64_t first;     /* of what is left of them */
	size_t used, left; /* frames */
};

struct lanes {
	size_t count;
	double rate_hz;
	struct lane lane[LANES_MAX];
	/* frame k of the first is of the time of frame offset + slope k of the second */
	enum { LANES_APART, LANES_BY_ARRIVAL, LANES_BY_CLOCKS } joined;
	double offset, slope;
	bool begun;
	int64_t base; /* the first frame that both have, in the first's count */
	int64_t kept; /* the last frame of the second that was joined */
	int32_t *counts;
};

/* info[0..count): each device's recording, at one rate. */
int lanes_init(struct lanes *, const struct recording_info *info, size_t count, double room_s,
	       struct error *);
void lanes_reset(struct lanes *);
/* The recording that the joined frames are of; out is inited; reset it. */
int lanes_describe(struct recording_info *out, const struct recording_info *info, size_t count,
		   struct error *);
/* The next frames that all devices have, 0 = none yet; *first_frame counts from the first such.
 * ending: nothing more comes, so that no clock is waited for. */
size_t lanes_take(struct lanes *, bool ending, const int32_t **counts, int64_t *first_frame);
int64_t lanes_dropped(const struct lanes *);
/* How far, in s, the frames side by side may be of different moments: half a frame, and what the
 * clocks leave open (95 %). NaN where no clock tells. */
double lanes_within_s(const struct lanes *);
/* By how much the newest frames of the second are older than those of the first, in s; negative:
 * the first one's are the older. 0 before both have begun. */
double lanes_lag_s(const struct lanes *);

#endif
