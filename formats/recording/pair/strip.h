/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All lines that pass within `half_width` of every point: what is left possible where errors have
 * bounds, not distributions (set-membership estimation: Milanese & Vicino 1991, Automatica 27).
 * The edges of a sync line are such: with clocks that hardly drift they all lie at the same place
 * between two frames, so that no average says more than one of them. */
#ifndef FORMATS_RECORDING_PAIR_STRIP_H
#define FORMATS_RECORDING_PAIR_STRIP_H

#include <stdbool.h>
#include <stddef.h>

/* No slope beyond it: two devices that both claim a rate do not differ by more. */
#define STRIP_SLOPE_MAX 0.01

struct strip_point {
	double x, y;
};

struct strip {
	const struct strip_point *point; /* borrowed */
	size_t points;
	double half_width;            /* widened where no line passes through all */
	double slope_low, slope_high; /* of the lines that do */
};

void strip_init(struct strip *, const struct strip_point *, size_t points, double half_width);
/* The least and the greatest value at x of all lines with a slope between the two. */
void strip_range(const struct strip *, double x, double *low, double *high);

#endif
