/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second pass over a lift that the first did not bring back to the floor. The system starts and
 * ends a lift at the same height, so the moment at which the bar's weight leaves the feet tells
 * what this lift weighed: 2 m d / t^2 more or less than assumed, half a newton for each centimetre
 * after four seconds. After a bounce the body still moves at lift-off, and it is that velocity
 * which is unknown: d / t. Where either is as little as a scale may err or a body moves, and the
 * movement it gives is one that a person can make, the lift is closed with it
 * (docs/methods.md#events). */
#include "analysis/events/lift/lift.h"

#include <math.h>

static const double patience_s = 20, shortest_s = 0.5, descent_s = 1.6;
static const double usual_share = 0.01, return_m = 0.03, bounce_m_s = 0.3;
static const double below_floor_m = -0.04, rise_min_m = 0.1;
static const double fell_share = 0.3, rose_share = 0.5; /* two lifts, not one */
static const double top_share = 0.85;
static const double touch_velocity_m_s[] = {-1.5, 0.3};
static const double gone_share = 0.15, gone_s = 0.5;
static const double retry_s = 0.05;
static const double crossing_s = 0.3;

struct path {
	double v, d, d_min, d_max;
	double d_mark; /* at a frame asked for */
	bool fell, rose_again;
};

/* From lift-off to `end`, with the weight and the start of this lift. */
static struct path path_to(const struct lift_search *s, const struct lift *lift, size_t end,
			   size_t mark)
{
	double weight = lift_weight(s, lift), mass = weight / s->config->gravity_m_s2;
	double dt = 1 / s->rate_hz;
	struct path p = {.v = lift->start_m_s};

	for (size_t i = lift->liftoff + 1; i <= end; i++) {
		p.v += ((s->fine_n[i - 1] + s->fine_n[i]) / 2 - weight) / mass * dt;
		p.d += p.v * dt;
		p.d_min = fmin(p.d_min, p.d);
		p.d_max = fmax(p.d_max, p.d);
		p.fell |= p.d_max > rise_min_m && p.d < fell_share * p.d_max;
		p.rose_again |= p.fell && p.d > rose_share * p.d_max;
		if (i == mark)
			p.d_mark = p.d;
	}
	return p;
}

/* While the bar is being weighed the weight is what is asked. */
static bool start_is_unknown(const struct lift_search *s, const struct lift *lift)
{
	return lift->turnaround && s->load_error_n == 0;
}

/* What brings the lift back to the floor here, its weight or after a bounce its start, and its
 * path; false where no lift moves like that. */
static bool close_at(const struct lift_search *s, struct lift *lift, size_t end, size_t mark,
		     struct path *p)
{
	double t = (double)(end - lift->liftoff) / s->rate_hz;

	lift->excess_n = lift->start_m_s = 0;
	*p = path_to(s, lift, end, mark);
	if (start_is_unknown(s, lift))
		lift->start_m_s = -p->d / t;
	else
		lift->excess_n = 2 * system_mass(s) * p->d / (t * t);
	*p = path_to(s, lift, end, mark);
	lift->end = end;
	lift->stop = STOP_UNLOADED;
	lift->displacement_m = p->d_max;
	lift->end_displacement_m = p->d;
	return !p->rose_again && p->d_min > below_floor_m &&
	       p->d_max > fmax(rise_min_m, s->least_rise_m) && p->d_max < s->config->rep_max_m &&
	       p->v > touch_velocity_m_s[0] && p->v < touch_velocity_m_s[1];
}

/* A scale may err by this much, and the floor is found again to within 3 cm. */
static double usual_excess(const struct lift_search *s, const struct lift *lift)
{
	double t = (double)(lift->end - lift->liftoff) / s->rate_hz;

	return usual_share * system_weight(s) + s->load_error_n +
	       2 * system_mass(s) * return_m / (t * t);
}

/* Of what may be; above 1 it is no lift. */
static double misfit(const struct lift_search *s, const struct lift *lift)
{
	return start_is_unknown(s, lift) ? fabs(lift->start_m_s) / bounce_m_s
					 : fabs(lift->excess_n) / usual_excess(s, lift);
}

/* The first unloading that closes it. A fast descent starts with a fall of force too: where the
 * next one closes it as well and leaves the first near the top, the next is the touchdown. */
static bool close_from(const struct lift_search *s, struct lift *lift)
{
	size_t limit = lift->liftoff + frames_of(s, patience_s), gone = 0;
	struct lift best = *lift, at = *lift;
	bool found = false;

	for (size_t i = lift->liftoff + frames_of(s, shortest_s);
	     i < s->frames && i < limit && !is_spoiled(s, i); i++) {
		struct path p;

		gone = load_share(s, s->smooth_n[i]) < gone_share ? gone + 1 : 0;
		if (gone > frames_of(s, gone_s))
			break;
		if (!unloads_at(s, i))
			continue;
		if (close_at(s, &at, i, best.end, &p) && misfit(s, &at) < 1 &&
		    (!found ||
		     (p.d_mark > top_share * p.d_max && misfit(s, &at) < misfit(s, &best)))) {
			best = at;
			limit = found ? limit : i + frames_of(s, descent_s);
			found = true;
		}
		i += frames_of(s, retry_s);
	}
	*lift = best;
	return found;
}

/* Where the force passes the weight that this lift turned out to have. */
static size_t crossing_near(const struct lift_search *s, const struct lift *lift)
{
	size_t reach = frames_of(s, crossing_s), best = lift->liftoff;
	size_t from = lift->liftoff > reach ? lift->liftoff - reach : 1, distance = reach;
	double weight = lift_weight(s, lift);

	for (size_t i = from; i < s->frames && i <= lift->liftoff + reach; i++) {
		size_t off = i > lift->liftoff ? i - lift->liftoff : lift->liftoff - i;

		if (s->smooth_n[i - 1] < weight && s->smooth_n[i] >= weight && off < distance) {
			distance = off;
			best = i;
		}
	}
	return best;
}

bool lift_close(const struct lift_search *s, struct lift *lift)
{
	struct lift closed = *lift;

	if (!close_from(s, &closed))
		return false;

	struct lift moved = closed;

	moved.liftoff = crossing_near(s, &closed);
	*lift = close_from(s, &moved) ? moved : closed;
	return true;
}
