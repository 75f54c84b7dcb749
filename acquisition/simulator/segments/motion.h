/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joint angles in time: from posture to posture along paths on which every joint has its own lead
 * or lag, at a pace of their own. On a grid of the model, whatever the sampling rate. */
#ifndef ACQUISITION_SIMULATOR_SEGMENTS_MOTION_H
#define ACQUISITION_SIMULATOR_SEGMENTS_MOTION_H

#include "acquisition/simulator/segments/body.h"

#include <stdbool.h>
#include <stddef.h>

#define GRID_S 1e-3

/* How fast the way is gone: a creep over creep_s that brings creep_share of the way, then the
 * move. Speed rises over rise_s and falls over fall_s; tilt > 0 makes the second half the faster
 * one; around stick_at (share of the move's time) it falls by stick_depth. */
struct pace {
	double creep_s, creep_share;
	double rise_s, fall_s, tilt;
	double stick_at, stick_depth;
	bool turns_at_start, turns_at_end; /* speed begins or ends steeply: no rest there */
};

/* A joint has gone u + lead u (1 - u) of its way where the whole has gone u; the ankle gives
 * balance_rad besides, a quarter and three quarters of the way along. */
struct stretch {
	double start_s, duration_s;
	struct posture from, to;
	double lead[JOINTS], balance_rad[2];
	struct pace pace;
};

/* After share u of the way. */
struct posture stretch_posture(const struct stretch *, double u);

/* Sets balance_rad so that the centre of mass is there on the line between its ends: nobody falls
 * over. */
void stretch_balance(struct stretch *, const struct body *);

/* Joint angles and reach over grid points (JOINTS + 1 columns of points), from stretches that
 * follow each other in time; held between them. Muscles take a moment: all is smoothed over 20 ms.
 * 0, or -1 when out of memory. */
int motion_angles(const struct stretch *, size_t count, double *angles, size_t points);

#endif
