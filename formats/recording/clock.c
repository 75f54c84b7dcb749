/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/clock.h"

#include <math.h>

/* No answer comes over a bus in less; a shorter round trip would outweigh all others. */
static const double round_trip_min_ns = 1000;

static double variance_of(const struct clock_pair *pair)
{
	double round_trip_s = fmax((double)pair->round_trip_ns, round_trip_min_ns) * 1e-9;

	return round_trip_s * round_trip_s / 12;
}

static void begin_session(struct clock_drift *drift, const struct clock_pair *pair)
{
	*drift = (struct clock_drift){
		.first = *pair,
		.earlier_xx = drift->earlier_xx + drift->xx,
		.earlier_xy = drift->earlier_xy + drift->xy,
	};
}

void clock_drift_add(struct clock_drift *drift, const struct clock_pair *pair)
{
	if (!pair->round_trip_ns || (drift->pairs && pair->device_ns == drift->last.device_ns))
		return;
	if (!drift->pairs || pair->device_ns < drift->last.device_ns)
		begin_session(drift, pair);
	drift->last = *pair;
	drift->pairs++;
	double weight = 1 / variance_of(pair);
	double x = (double)(pair->monotonic_ns - drift->first.monotonic_ns) * 1e-9;
	double y = (double)(pair->device_ns - drift->first.device_ns) * 1e-9 - x;
	/* Welford's, so that hours of pairs cancel nothing */
	double from_x = x - drift->mean_x, from_y = y - drift->mean_y;
	drift->weight += weight;
	drift->mean_x += from_x * weight / drift->weight;
	drift->mean_y += from_y * weight / drift->weight;
	drift->xx += weight * from_x * (x - drift->mean_x);
	drift->xy += weight * from_y * (x - drift->mean_x);
}

double clock_drift_ppm(const struct clock_drift *drift)
{
	double xx = drift->earlier_xx + drift->xx;

	return xx > 0 ? (drift->earlier_xy + drift->xy) / xx * 1e6 : NAN;
}

double clock_drift_sd_ppm(const struct clock_drift *drift)
{
	double xx = drift->earlier_xx + drift->xx;

	return xx > 0 ? 1e6 / sqrt(xx) : NAN;
}
