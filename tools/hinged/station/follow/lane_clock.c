/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/follow/lane_clock.h"

#include <math.h>

/* Of the rate that a device claims: one standard deviation. */
static const double quartz = 100e-6;
static const double least_trip_s = 1e-6;
/* A count that stands elsewhere, by frames, is that of another session. */
static const double same_session = 1.5;

static bool begins_session(const struct lane_clock *clock, const struct clock_pair *pair)
{
	double expected_ns = (double)(pair->frame - clock->last_frame) * 1e9 / clock->rate_hz;
	double passed_ns = (double)(int64_t)(pair->device_counter - clock->last_counter);

	return fabs(passed_ns - expected_ns) > same_session * 1e9 / clock->rate_hz;
}

static void begin_session(struct lane_clock *clock)
{
	clock->earlier_xx += clock->xx;
	clock->earlier_xy += clock->xy;
	clock->weight = clock->mean_x = clock->mean_y = clock->xx = clock->xy = 0;
}

void lane_clock_add(struct lane_clock *clock, const struct clock_pair *pair)
{
	double trip_s = fmax((double)pair->round_trip_ns * 1e-9, least_trip_s);
	/* when the frame was taken: the clock was read that much later */
	double later_s = (double)(int64_t)(pair->device_ns - pair->device_counter) * 1e-9;
	double x = (double)pair->frame / clock->rate_hz;
	double y = (double)pair->monotonic_ns * 1e-9 - later_s - x;
	double weight = 12 / (trip_s * trip_s);

	if (clock->pairs && begins_session(clock, pair))
		begin_session(clock);
	clock->last_frame = pair->frame;
	clock->last_counter = pair->device_counter;
	if (!clock->pairs++ || trip_s < clock->shortest_s)
		clock->shortest_s = trip_s;
	clock->weight += weight;
	double from_x = x - clock->mean_x, from_y = y - clock->mean_y;
	clock->mean_x += weight / clock->weight * from_x;
	clock->mean_y += weight / clock->weight * from_y;
	clock->xx += weight * from_x * (x - clock->mean_x);
	clock->xy += weight * from_x * (y - clock->mean_y);
}

static double slope_weight(const struct lane_clock *clock)
{
	return clock->earlier_xx + clock->xx + 1 / (quartz * quartz);
}

void lane_clock_line(const struct lane_clock *clock, double *offset_s, double *slope)
{
	*slope = (clock->earlier_xy + clock->xy) / slope_weight(clock);
	*offset_s = clock->mean_y - *slope * clock->mean_x;
}

double lane_clock_within_s(const struct lane_clock *clock, double frame)
{
	double from_mean = frame / clock->rate_hz - clock->mean_x;
	double variance = 1 / clock->weight + from_mean * from_mean / slope_weight(clock);

	return 1.96 * sqrt(variance) + 0.5 * clock->shortest_s;
}
