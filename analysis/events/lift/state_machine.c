/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"
#include "analysis/events/lift/motion/motion.h"

#include <math.h>

static const double shortest_m = 0.05; /* less is not a lift */
static const double slowest_m_s = 0.12, soft_s = 0.07;
static const double rearm_s = 0.03;
static const double retry_s = 0.2; /* after a crossing that was none */
static const double settled_s = 0.3, stands_share = 0.25;
static const double lowered_share = 0.6;
static const double closed_share = 0.15; /* of the rise */

/* A jump is none. */
static bool is_lift(const struct lift *lift)
{
	return lift->stop != STOP_FLIGHT && lift->displacement_m >= shortest_m;
}

/* Against pins the force wanders about a level, which passes for a rise slower than any lift, and
 * then the hands let go, slower than a floor takes a bar. */
static bool is_isometric(const struct lift_search *s, const struct lift *lift)
{
	double rise_s = (double)(lift->lockout - lift->liftoff) / s->rate_hz;

	return lift->stop == STOP_UNLOADED && lift->displacement_m < slowest_m_s * rise_s &&
	       unloading_s(s, lift) > soft_s;
}

/* Displacement when the feet last carried half of the bar. */
static double unloaded_at_m(const struct lift_search *s, const struct lift *lift)
{
	size_t i = lift->end;

	while (i > lift->liftoff && load_share(s, s->smooth_n[i]) < 0.5)
		i--;
	return s->displacement[i];
}

/* False where refining shows more than a person can lift a bar, or a fall of force at the top that
 * is no drop: a pull against something that does not move. */
static bool refine_lift(const struct lift_search *s, struct lift *lift)
{
	lift_refine(s, lift);
	if (lift->displacement_m > s->config->rep_max_m || is_isometric(s, lift))
		return false;
	if (lift->stop != STOP_UNLOADED && lift->stop != STOP_BELOW)
		return true;
	return s->load_error_n > 0 || unloaded_at_m(s, lift) < lowered_share * lift->displacement_m;
}

/* Back on the floor, or ended by something else than setting down. */
static bool is_closed(const struct lift_search *s, const struct lift *lift)
{
	if (lift->displacement_m < s->least_rise_m)
		return false;
	if (lift->stop == STOP_UNLOADED)
		return fabs(lift->end_displacement_m) < closed_share * lift->displacement_m;
	return lift->stop == STOP_DROPPED || lift->stop == STOP_GAP || lift->stop == STOP_FLIGHT;
}

/* The force came from nowhere: a landing or a step on the plates. */
static bool lands(const struct lift_search *s, size_t at)
{
	size_t back = frames_of(s, settled_s);

	for (size_t i = at > back ? at - back : 0; i < at; i++)
		if (s->smooth_n[i] < stands_share * s->body_n)
			return true;
	return false;
}

size_t lift_after(const struct lift_search *s, const struct lift *lift)
{
	size_t i = lift->end + frames_of(s, rearm_s);

	if (lift->stop == STOP_GAP)
		while (i < s->frames && load_share(s, s->smooth_n[i]) > 0.5)
			i++;
	return i;
}

size_t lifts_find(const struct lift_search *s, struct lift *lifts, size_t max)
{
	size_t count = 0, at, from = s->contact, earliest = from;
	size_t bounce = frames_of(s, TURNAROUND_S);

	while (count < max && liftoff_next(s, from, &at)) {
		struct lift *lift = &lifts[count];

		from = at + frames_of(s, retry_s);
		if (lands(s, at))
			continue;
		*lift = (struct lift){.liftoff = at};
		lift->turnaround =
			count > 0 && lift[-1].stop != STOP_DROPPED && at - lift[-1].end < bounce;
		if (!lift->turnaround)
			lift->liftoff = liftoff_refine(s, at, earliest);
		lift_follow(s, lift);
		if (!is_closed(s, lift))
			lift_close(s, lift);
		if (!is_lift(lift) || !refine_lift(s, lift)) {
			motion_forget(s->velocity + lift->liftoff, s->displacement + lift->liftoff,
				      lift->end - lift->liftoff + 1);
			continue;
		}
		from = earliest = lift_after(s, lift);
		count++;
	}
	return count;
}
