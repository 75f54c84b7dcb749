/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the frames of a device were taken, on the computer's clock, from readings of both clocks as
 * they come: weighted least squares with an offset for each session of the device and one slope, as
 * when the files are read (docs/methods.md#two-devices), where a slope is at first as likely as
 * quartz makes it. */
#ifndef TOOLS_HINGED_STATION_FOLLOW_LANE_CLOCK_H
#define TOOLS_HINGED_STATION_FOLLOW_LANE_CLOCK_H

#include "formats/recording/clock.h"

#include <stdbool.h>

struct lane_clock {
	double rate_hz;
	size_t pairs;
	int64_t last_frame;
	uint64_t last_counter;
	double shortest_s; /* round trip */
	/* x: frame / rate, y: CLOCK_MONOTONIC - x, s; of this session, and the slope's of others */
	double weight, mean_x, mean_y, xx, xy;
	double earlier_xx, earlier_xy;
};

/* From zeroed memory with rate_hz set. */
void lane_clock_add(struct lane_clock *, const struct clock_pair *);
static inline bool lane_clock_is_set(const struct lane_clock *clock)
{
	return clock->pairs > 0;
}
/* CLOCK_MONOTONIC of a frame = *offset_s + (1 + *slope) frame / rate. */
void lane_clock_line(const struct lane_clock *, double *offset_s, double *slope);
/* How far that may be off at a frame: 95 %, with half of the shortest round trip, which no
 * averaging removes. */
double lane_clock_within_s(const struct lane_clock *, double frame);

#endif
