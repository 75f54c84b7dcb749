/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lift-off to a few milliseconds: the force comes up to the system weight along one parabola and
 * leaves it along another, and only their meeting point is sought. A pull that eases off as it
 * takes up the bar's weight runs along the weight for a tenth of a second, where noise alone
 * decides on a crossing. */
#include "analysis/events/lift/lift.h"

#include <math.h>

static const double before_s = 0.2, after_s = 0.3, reach_s = 0.1;
static const double grid_hz = 500; /* far above the 50 Hz of the copy */

/* What is left of frames from .. to (every step-th) after the best parabola a x + b x^2 through the
 * system weight at frame `at`. */
static double misfit(const struct lift_search *s, size_t from, size_t to, size_t step, size_t at)
{
	double xx = 0, xxx = 0, xxxx = 0, xy = 0, xxy = 0, yy = 0, weight = system_weight(s);

	for (size_t i = from; i < to; i += step) {
		double x = ((double)i - (double)at) / s->rate_hz, x2 = x * x;
		double y = s->fine_n[i] - weight;

		xx += x2;
		xxx += x2 * x;
		xxxx += x2 * x2;
		xy += x * y;
		xxy += x2 * y;
		yy += y * y;
	}

	double determinant = xx * xxxx - xxx * xxx;

	if (!(determinant > 0))
		return yy;
	return yy - ((xy * xxxx - xxy * xxx) * xy + (xxy * xx - xy * xxx) * xxy) / determinant;
}

size_t liftoff_refine(const struct lift_search *s, size_t liftoff, size_t earliest)
{
	size_t before = frames_of(s, before_s), after = frames_of(s, after_s);
	size_t reach = frames_of(s, reach_s), best = liftoff;
	size_t step = s->rate_hz > grid_hz ? (size_t)(s->rate_hz / grid_hz) : 1;
	double least = INFINITY;

	if (liftoff < earliest + before || liftoff + after >= s->frames)
		return liftoff;

	size_t from = liftoff - before, to = liftoff + after;

	for (size_t at = liftoff - reach; at <= liftoff + reach; at += step) {
		double left = misfit(s, from, at, step, at) + misfit(s, at, to, step, at);

		if (left < least) {
			least = left;
			best = at;
		}
	}
	return best;
}
