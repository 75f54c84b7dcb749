/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Romanian deadlifts begin at the top: the bar is taken from a rack, sinks, turns and comes back,
 * and never stands on the floor. Body and bar weigh the same throughout, so from the first rest
 * with the bar to the last the mean force is their weight, and motion is integrated from rest to
 * rest (docs/methods.md#romanian). */
#include "analysis/events/lift/motion/motion.h"
#include "analysis/events/reps/reps.h"
#include "analysis/statistics/order.h"

#include <math.h>

enum { REPS_MAX = 256, RESTS_MAX = 1024 };
static const double carried_ratio = 1.15; /* of body weight: a bar is held */
static const double down_share = 0.3, down_s = 0.4;
static const double rest_min_s = 0.25;
static const double rest_velocity_m_s = 0.05, rest_velocity_m_s2 = 0.02;
static const double started_share = 0.02, done_share = 0.98; /* of the way down and up */
static const double turned_m_s = 0.015; /* the bottom may last a while: it ends here */
static const double floor_share = 0.25;
static const double turn_m = 0.03;        /* a fall from the top by this begins a rep */
static const double same_height_m = 0.08; /* rests this near to the top are at the top */

struct rest {
	size_t start, end;
};

/* The middle one of the steady levels with a bar in the hands; NaN where there is none. */
static double steady_level(const struct lift_search *s, double *room)
{
	size_t n = 0;

	for (size_t i = s->contact; i + s->rest_window < s->frames; i++)
		if (s->rest_mean_n[i] > carried_ratio * s->body_n &&
		    s->rest_sd_n[i] < s->rest_sd_ratio * s->rest_mean_n[i])
			room[n++] = s->rest_mean_n[i];
	return n ? quantile_select(room, n, 0.5) : (double)NAN;
}

/* Runs of frames in which the force stands at the weight. */
static size_t rests_find(const struct lift_search *s, double weight_n, struct rest *rests)
{
	size_t count = 0, run = 0;

	for (size_t i = s->contact; i + s->rest_window < s->frames && count < RESTS_MAX; i++) {
		if (!is_spoiled(s, i) && stands_still(s, i, weight_n)) {
			run++;
			continue;
		}
		if (run >= frames_of(s, rest_min_s))
			rests[count++] = (struct rest){i - run, i};
		run = 0;
	}
	return count;
}

static size_t middle(const struct rest *rest)
{
	return (rest->start + rest->end) / 2;
}

static double mean_force(const struct lift_search *s, size_t from, size_t to)
{
	double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += s->fine_n[i];
	return sum / (double)(to - from);
}

/* From the end of one rest to the next that is at the top again, where the velocity is drift and
 * taken off; returns that rest. A lift that sticks stands still as well, but not there. */
static size_t integrate_to_rest(const struct lift_search *s, const struct rest *rests, size_t count,
				size_t at, double weight_n)
{
	size_t from = rests[at].end, next = at + 1;
	double *v = s->velocity + from, *d = s->displacement + from;
	double mass = weight_n / s->config->gravity_m_s2;

	for (;; next++) {
		size_t n = rests[next].start - from;
		double t = (double)n / s->rate_hz;

		v[0] = d[0] = 0;
		motion_integrate(s->smooth_n + from, n + 1, s->rate_hz, weight_n, mass, v, d);

		bool drifts = fabs(v[n]) <= rest_velocity_m_s + rest_velocity_m_s2 * t &&
			      fabs(d[n] - v[n] * t / 2) < same_height_m;

		if (next + 1 < count && !drifts)
			continue;
		motion_correct(v[n], (double)n, n + 1, s->rate_hz, v, d);
		return next;
	}
}

static void stay(const struct lift_search *s, const struct rest *rest)
{
	for (size_t i = rest->start; i <= rest->end; i++)
		s->velocity[i] = s->displacement[i] = 0;
}

/* Height over the top, all along. */
static void integrate(const struct lift_search *s, const struct rest *rests, size_t count,
		      double weight_n)
{
	size_t at = 0;

	stay(s, &rests[0]);
	while (at + 1 < count) {
		at = integrate_to_rest(s, rests, count, at, weight_n);
		stay(s, &rests[at]);
	}
}

/* One way down and up again. */
struct cycle {
	size_t lower, bottom, lockout;
};

static size_t highest(const double *d, size_t from, size_t to)
{
	size_t best = from;

	for (size_t i = from; i < to; i++)
		if (d[i] > d[best])
			best = i;
	return best;
}

/* From the top at `from`: down by more than a turn, to the bottom, and up until it sinks again. */
static bool cycle_next(const struct lift_search *s, size_t from, size_t end, struct cycle *cycle,
		       size_t *top_after)
{
	const double *d = s->displacement;
	size_t top = from, i = from;

	for (; i < end && d[i] > d[top] - turn_m; i++)
		if (d[i] > d[top])
			top = i;

	size_t bottom = i;

	for (; i < end && d[i] < d[bottom] + turn_m; i++)
		if (d[i] < d[bottom])
			bottom = i;
	if (i >= end)
		return false;

	size_t peak = i;

	for (; i < end && d[i] > d[peak] - turn_m; i++)
		if (d[i] > d[peak])
			peak = i;
	/* a hold is at 0; what drifts above it is not height */
	double before = fmin(d[top], 0);

	*top_after = peak;
	cycle->lower = bottom;
	cycle->bottom = highest(s->velocity, bottom, peak + 1);
	while (cycle->bottom > bottom && s->velocity[cycle->bottom] > turned_m_s)
		cycle->bottom--;
	while (cycle->lower > top &&
	       d[cycle->lower] < before - started_share * (before - d[bottom]))
		cycle->lower--;
	cycle->lockout = bottom;
	while (cycle->lockout < peak &&
	       d[cycle->lockout] < d[bottom] + done_share * (d[peak] - d[bottom]))
		cycle->lockout++;
	return true;
}

static struct rep rep_of_cycle(const struct lift_search *s, const struct cycle *c, size_t top)
{
	const double *d = s->displacement;
	struct rep rep = rep_empty();
	struct lift lift = {.liftoff = c->bottom, .lockout = c->lockout};

	lift.peak_velocity_m_s = s->velocity[highest(s->velocity, c->bottom, c->lockout + 1)];
	sticking_find(s, &lift);
	rep.kind = REP_ROMANIAN;
	rep.lower_s = (double)c->lower / s->rate_hz;
	rep.liftoff_s = (double)c->bottom / s->rate_hz;
	rep.lockout_s = (double)c->lockout / s->rate_hz;
	rep.displacement_m = d[top] - d[c->bottom];
	rep.peak_velocity_m_s = lift.peak_velocity_m_s;
	if (lift.sticking_end > lift.sticking_start) {
		rep.sticking_start_s = (double)lift.sticking_start / s->rate_hz;
		rep.sticking_end_s = (double)lift.sticking_end / s->rate_hz;
	}
	return rep;
}

/* Height over the bottom within the reps, nothing known outside. */
static void keep_reps(const struct lift_search *s, const struct cycle *cycles, size_t count)
{
	size_t next = 0;

	for (size_t i = 0; i < s->frames; i++) {
		while (next < count && i > cycles[next].lockout)
			next++;
		if (next == count || i < cycles[next].lower)
			s->velocity[i] = s->displacement[i] = NAN;
	}
	for (size_t k = 0; k < count; k++) {
		double bottom = s->displacement[cycles[k].bottom];

		for (size_t i = cycles[k].lower; i <= cycles[k].lockout; i++)
			s->displacement[i] -= bottom;
	}
}

/* In the lower half the feet carry more than the weight; a bar that touches the floor leaves them.
 */
static bool turns_in_the_hands(const struct lift_search *s, const struct cycle *cycle,
			       double half_m, double load_n)
{
	const double *d = s->displacement;
	size_t i = cycle->bottom;

	while (i > cycle->lower && d[i] < half_m)
		i--;
	for (; i < cycle->bottom || (i < cycle->lockout && d[i] < half_m); i++)
		if (s->smooth_n[i] < s->body_n + (1 - floor_share) * load_n)
			return false;
	return true;
}

static void find_cycles(const struct lift_search *s, size_t from, size_t end, double load_n,
			struct cycle *cycles, struct rep_list *out)
{
	struct cycle cycle;
	size_t top;

	while (out->count < REPS_MAX && cycle_next(s, from, end, &cycle, &top)) {
		double rise = s->displacement[top] - s->displacement[cycle.bottom];

		from = top;
		if (rise < s->config->rep_min_m || rise > s->config->rep_max_m ||
		    !turns_in_the_hands(s, &cycle, s->displacement[cycle.bottom] + rise / 2,
					load_n))
			continue;
		cycles[out->count] = cycle;
		out->load_n[out->count] = load_n;
		out->rep[out->count++] = rep_of_cycle(s, &cycle, top);
	}
	keep_reps(s, cycles, out->count);
}

/* The bar is never set down: the feet do not stand at body weight in between. */
static bool is_carried(const struct lift_search *s, size_t from, size_t to, double weight_n)
{
	double limit = s->body_n + down_share * (weight_n - s->body_n);
	size_t run = 0;

	for (size_t i = from; i < to; i++) {
		run = s->smooth_n[i] < limit ? run + 1 : 0;
		if (run > frames_of(s, down_s))
			return false;
	}
	return true;
}

static void search(struct lift_search *s, struct rest *rests, struct cycle *cycles,
		   struct rep_list *out)
{
	double weight = steady_level(s, s->displacement);
	size_t count = isnan(weight) ? 0 : rests_find(s, weight, rests);

	if (count > 1 && is_carried(s, middle(&rests[0]), middle(&rests[count - 1]), weight)) {
		size_t from = middle(&rests[0]), end = middle(&rests[count - 1]);

		weight = mean_force(s, from, end);
		integrate(s, rests, count, weight);
		find_cycles(s, from, end, weight - s->body_n, cycles, out);
	}
	if (!out->count)
		motion_forget(s->velocity, s->displacement, s->frames);
}

int romanian_find(const struct event_signals *signals, const struct config *config,
		  const struct body_weight *body, struct rep_list *out, struct error *err)
{
	static const struct bar_load unknown = {.weight_n = NAN};
	struct rest *rests = arena_take(signals->arena, RESTS_MAX, sizeof(*rests));
	struct cycle *cycles = arena_take(signals->arena, REPS_MAX, sizeof(*cycles));
	struct lift_search s = {0};
	struct rep_list list = {.arena = signals->arena};
	int ret = rests && cycles ? rep_list_room(&list, signals->frames, REPS_MAX, err)
				  : fail(err, HINGE_ENOMEM, "no memory for the rests of a set");

	if (!ret)
		ret = lift_search_init(&s, signals, config, body, &unknown, err);
	if (!ret) {
		s.velocity = list.velocity_m_s;
		s.displacement = list.displacement_m;
		search(&s, rests, cycles, &list);
		reps_classify(signals, config, &list);
	}
	lift_search_reset(&s);
	arena_give(signals->arena, rests);
	arena_give(signals->arena, cycles);
	if (ret)
		rep_list_reset(&list);
	else
		*out = list;
	return ret;
}
