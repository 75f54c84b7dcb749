/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device's clock beside the host's. The two are read together as an NTP client reads a server
 * (RFC 5905, 8): the device answers somewhere between request and answer, so a pair that took
 * round_trip_ns is right to +- half of it; taken as uniform, its variance is round_trip_ns^2 / 12.
 * Reading a clock moves no sample. */
#ifndef FORMATS_RECORDING_CLOCK_H
#define FORMATS_RECORDING_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* All clocks at one moment of a recording. */
struct clock_pair {
	int64_t frame;                     /* of the recording, at which the pair stands */
	uint64_t device_counter;           /* of that frame */
	int64_t monotonic_ns, realtime_ns; /* CLOCK_MONOTONIC, CLOCK_REALTIME */
	/* the device's clock at monotonic_ns; where it is given, device_counter is of that clock:
	 * the instant of the frame's conversion */
	uint64_t device_ns;
	int64_t round_trip_ns; /* of reading it; 0 = it was not read */
};

/* Least squares of device time over host time, weighted by 1 / variance; the offset is that of each
 * session, as a device that was unplugged starts its clock anew, the slope is one. */
struct clock_drift {
	size_t pairs; /* of this session */
	struct clock_pair first, last;
	double weight, mean_x, mean_y, xx, xy; /* of this session, s */
	double earlier_xx, earlier_xy;
};

/* From zeroed memory. Pairs without the device's clock, and one that comes twice, count nothing. */
void clock_drift_add(struct clock_drift *, const struct clock_pair *);
/* How much faster the device's clock runs, and the standard error of that, in ppm; both NaN with
 * fewer than two pairs in every session. */
double clock_drift_ppm(const struct clock_drift *);
double clock_drift_sd_ppm(const struct clock_drift *);

#endif
