/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift.h"

static const double shortest_m = 0.05; /* less is not a lift */
static const double rearm_s = 0.03;
static const double turnaround_s = 0.6;

size_t lifts_find(const struct lift_search *s, bool refine, struct lift *lifts, size_t max)
{
	size_t count = 0, at, from = s->contact, bounce = frames_of(s, turnaround_s);

	while (count < max && liftoff_next(s, from, &at)) {
		struct lift *lift = &lifts[count];

		*lift = (struct lift){.liftoff = at};
		lift->turnaround =
			count > 0 && lift[-1].stop != STOP_DROPPED && at - lift[-1].end < bounce;
		if (refine && !lift->turnaround)
			lift->liftoff = liftoff_refine(s, at, from);
		lift_follow(s, lift);
		from = at + 1;
		if (lift->stop == STOP_FLIGHT || lift->displacement_m < shortest_m)
			continue;
		if (refine)
			lift_refine(s, lift);
		from = lift->end + frames_of(s, rearm_s);
		count++;
	}
	return count;
}
