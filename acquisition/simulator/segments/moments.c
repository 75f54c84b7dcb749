/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the moments of a rep off what the forces did: nothing here was asked for. */
#include "acquisition/simulator/segments/segments.h"

#include <math.h>

/* A quantity of the grid. */
typedef double quantity(const struct segments *, size_t k);

static double pull(const struct segments *segments, size_t k)
{
	return segments->tracks.of[TRACK_TENSION_N][k];
}

/* Above 0 where the discs are off the floor. */
static double clearance(const struct segments *segments, size_t k)
{
	return -segments->tracks.of[TRACK_FLOOR_N][k];
}

static double height(const struct segments *segments, size_t k)
{
	return system_height(&segments->tracks, &segments->set.bar, k);
}

static double speed(const struct segments *segments, size_t k)
{
	return (height(segments, k + 1) - height(segments, k - 1)) / (2 * GRID_S);
}

static size_t point(double t_s)
{
	return (size_t)(t_s / GRID_S);
}

/* Where the line between point k - 1 and k meets level. */
static double crossing_s(const struct segments *segments, quantity *of, size_t k, double level)
{
	double before = of(segments, k - 1), after = of(segments, k);

	return ((double)k - (after - level) / (after - before)) * GRID_S;
}

/* First time in [start, end] that it gets above level; NaN where it never does. */
static double first_above(const struct segments *segments, quantity *of, size_t start, size_t end,
			  double level)
{
	for (size_t k = start + 1; k <= end; k++)
		if (of(segments, k) > level)
			return of(segments, k - 1) > level ? (double)(k - 1) * GRID_S
							   : crossing_s(segments, of, k, level);
	return NAN;
}

/* Last time in [start, end] that it gets above level, or falls below it. */
static double last_crossing(const struct segments *segments, quantity *of, size_t start, size_t end,
			    double level, bool upwards)
{
	for (size_t k = end; k > start; k--)
		if ((of(segments, k) > level) == upwards &&
		    (of(segments, k - 1) > level) != upwards)
			return crossing_s(segments, of, k, level);
	return NAN;
}

/* The deepest slow-down between two peaks of speed, if it is by a tenth of the peak and takes 80 ms
 * (analysis.md 2.4). */
static void find_sticking(const struct segments *segments, struct planned_rep *rep)
{
	size_t start = point(rep->liftoff_s) + 1, end = point(rep->lockout_s);
	double fastest = 0, top = 0, top_s = 0, deepest = 0;

	rep->sticking_start_s = rep->sticking_end_s = NAN;
	for (size_t k = start; k < end; k++)
		fastest = fmax(fastest, speed(segments, k));
	for (size_t k = start; k < end; k++) {
		double v = speed(segments, k), t_s = (double)k * GRID_S;

		if (v > speed(segments, k - 1) && v >= speed(segments, k + 1)) {
			top = v;
			top_s = t_s;
		} else if (v < speed(segments, k - 1) && v <= speed(segments, k + 1) && top > 0 &&
			   top - v > fmax(deepest, 0.1 * fastest) && t_s - top_s >= 0.08) {
			deepest = top - v;
			rep->sticking_start_s = top_s;
			rep->sticking_end_s = t_s;
		}
	}
}

/* since_s: the hands held nothing then, or still held the bar of the rep before. */
static void find_onset(const struct segments *segments, struct planned_rep *rep, double since_s,
		       double until_s)
{
	size_t start = point(since_s), end = point(until_s);
	double weight_n = bar_weight_n(&segments->set.bar);

	if (rep->bounced)
		return;
	/* the body that still springs from the rep before may pull a little at any time: the last
	 * moment without is meant */
	rep->onset_s = last_crossing(segments, pull, start, end, 1e-3, true);
	if (isnan(rep->onset_s))
		return;
	start = point(rep->onset_s);
	rep->onset_20n_s = first_above(segments, pull, start, end, 20);
	rep->onset_5pct_s = first_above(segments, pull, start, end, 0.05 * weight_n);
}

/* since_s: the discs stood on the floor then. */
static void find_lift(const struct segments *segments, const struct attempt *attempt,
		      struct planned_rep *rep, double since_s)
{
	size_t top = point(attempt->top_s), lower = point(attempt->lower_s);
	size_t liftoff, highest;

	rep->liftoff_s = last_crossing(segments, clearance, point(since_s), top, 0, true);
	liftoff = highest = point(rep->liftoff_s);
	for (size_t k = liftoff; k <= lower; k++)
		if (height(segments, k) > height(segments, highest))
			highest = k;
	double from_m = height(segments, liftoff);
	rep->displacement_m = height(segments, highest) - from_m;
	rep->half_s =
		first_above(segments, height, liftoff, lower, from_m + 0.5 * rep->displacement_m);
	rep->lockout_s =
		first_above(segments, height, liftoff, lower, from_m + 0.98 * rep->displacement_m);
	find_sticking(segments, rep);
}

static void find_lowering(const struct segments *segments, const struct attempt *attempt,
			  struct planned_rep *rep)
{
	size_t touch = point(attempt->lower_s), last = segments->tracks.points - 1;

	if (attempt->drops) {
		rep->touchdown_s = attempt->lower_s;
		return;
	}
	while (touch < last && clearance(segments, touch) > 0)
		touch++;
	rep->touchdown_s = crossing_s(segments, clearance, touch, 0);
	double locked_m = height(segments, point(rep->liftoff_s)) + 0.98 * rep->displacement_m;
	rep->lower_s =
		last_crossing(segments, height, point(rep->lockout_s), touch, locked_m, false);
}

void segments_moments(const struct segments *segments, struct plan *plan)
{
	for (size_t i = 0; i < plan->reps; i++) {
		const struct attempt *attempt = &segments->set.attempt[i];
		struct planned_rep *rep = &plan->rep[i];
		double since_s = i ? plan->rep[i - 1].touchdown_s : segments->set.grip_s;

		/* after a bounce the next rep begins where the last one ends */
		if (rep->bounced)
			rep->start_s = since_s;
		if (attempt->fails) {
			find_onset(segments, rep, since_s, attempt->pull_s);
			continue;
		}
		find_lift(segments, attempt, rep, since_s);
		find_onset(segments, rep, since_s, rep->liftoff_s);
		find_lowering(segments, attempt, rep);
	}
}
