/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"

#include <math.h>

/* The bar is down where the force starts to fall: back from the steepest fall to where the slope is
 * a share of it, or hardly more than it was before. */
static const double start_share = 0.15;
static const double before_s[] = {0.15, 0.08}, braking_excess = 2;
static const double unloaded_within_s = 0.4;
static const double look_back_s = 0.15, look_ahead_s = 0.08;

/* From four fifths to three tenths of the fall after the touchdown. */
double unloading_s(const struct lift_search *s, const struct lift *lift)
{
	size_t end = lift->end + frames_of(s, unloaded_within_s), high = lift->end;
	double top = s->fine_n[lift->end], least = top;

	for (size_t i = lift->end; i < s->frames && i < end; i++)
		least = fmin(least, s->fine_n[i]);
	while (high + 1 < s->frames && s->fine_n[high] > top - 0.2 * (top - least))
		high++;

	size_t low = high;

	while (low + 1 < s->frames && s->fine_n[low] > top - 0.7 * (top - least))
		low++;
	return (double)(low - high) / s->rate_hz;
}

/* As the braking of the descent fades, the force falls already: its mean slope before the floor. */
static double slope_before(const struct lift_search *s, size_t steepest)
{
	size_t from = frames_of(s, before_s[0]), to = frames_of(s, before_s[1]);

	if (steepest < from || from == to)
		return 0;
	return (s->fine_n[steepest - to] - s->fine_n[steepest - from]) * s->rate_hz /
	       (double)(from - to);
}

size_t touchdown_find(const struct lift_search *s, const struct lift *lift)
{
	size_t back = frames_of(s, look_back_s);
	size_t first = lift->end > lift->liftoff + back ? lift->end - back : lift->liftoff;
	size_t last = lift->end + frames_of(s, look_ahead_s), steepest = lift->end;

	if (lift->stop != STOP_UNLOADED && lift->stop != STOP_DROPPED && lift->stop != STOP_BELOW)
		return lift->end;
	for (size_t i = first; i <= last && i < s->frames; i++)
		if (force_slope(s, i) < force_slope(s, steepest))
			steepest = i;

	double start = fmin(start_share * force_slope(s, steepest),
			    braking_excess * slope_before(s, steepest));

	while (steepest > lift->liftoff && force_slope(s, steepest) < start)
		steepest--;
	return steepest;
}
