/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/reps/reps.h"
#include "analysis/events/lift/motion/motion.h"
#include "analysis/statistics/order.h"

#include <math.h>

enum { LIFTS_MAX = 1024 };
static const double slope_reach_s = 0.1, body_m_s2 = 0.25, bounce_m_s2 = 0.8;
static const double still_rising_m_s = 0.05;
static const double ringing_s = 0.12; /* before a failed pull can follow */

/* The noise of the force and an unknown acceleration of the body, over the slope around lift-off:
 * taken over a tenth of a second on both sides, for at lift-off itself it may be next to nothing.
 * After a bounce the body is still being braked. */
static double liftoff_uncertainty(const struct lift_search *s, const struct lift *lift, double sd_n)
{
	size_t reach = frames_of(s, slope_reach_s), at = lift->liftoff;
	size_t from = at > reach ? at - reach : 0;
	size_t to = at + reach < s->frames ? at + reach : s->frames - 1;
	double slope = (s->fine_n[to] - s->fine_n[from]) * s->rate_hz / (double)(to - from);
	double body =
		(lift->turnaround ? bounce_m_s2 : body_m_s2) * s->body_n / s->config->gravity_m_s2;

	return slope > 0 ? hypot(sd_n, body) / slope : NAN;
}

static uint32_t cut_by(const struct lift_search *s, const struct lift *lift)
{
	if (lift->stop == STOP_UNFINISHED)
		return FLAG_EDGE;
	return s->quality[lift->end] & QUALITY_GAP ? FLAG_GAP : FLAG_SATURATED;
}

/* A lift that the recording or a gap cuts off has no touchdown, and on its way up no lockout. */
static void end_rep(const struct lift_search *s, const struct lift *lift, struct rep *rep)
{
	if (lift->stop == STOP_UNFINISHED || lift->stop == STOP_GAP) {
		rep->flags |= cut_by(s, lift);
		if (s->velocity[lift->end] > still_rising_m_s)
			rep->lockout_s = rep->lockout_rest_s = NAN;
		return;
	}
	rep->touchdown_s = (double)lift->end / s->rate_hz;
	if (lift->stop == STOP_DROPPED) {
		rep->end = END_DROPPED;
		rep->flags |= FLAG_DROPPED;
		return;
	}
	rep->end = END_LOWERED;
	rep->lower_s = (double)lift->lower / s->rate_hz;
}

static struct rep rep_of_lift(const struct lift_search *s, const struct lift *lift, size_t earliest,
			      double sd_n)
{
	struct rep rep = rep_empty();
	double dt = 1 / s->rate_hz;

	rep.kind = REP_DEAD_STOP;
	rep.onset_s = (double)onset_find(s, earliest, lift->liftoff, sd_n) * dt;
	rep.liftoff_s = (double)lift->liftoff * dt;
	rep.liftoff_u_s = liftoff_uncertainty(s, lift, sd_n);
	rep.lockout_s = (double)lift->lockout * dt;
	rep.lockout_rest_s = (double)lift->rest * dt;
	rep.displacement_m = lift->displacement_m;
	rep.peak_velocity_m_s = lift->peak_velocity_m_s;
	rep.end_velocity_m_s = lift->end_velocity_m_s;
	if (lift->sticking_end > lift->sticking_start) {
		rep.sticking_start_s = (double)lift->sticking_start * dt;
		rep.sticking_end_s = (double)lift->sticking_end * dt;
	}
	if (lift->hold_end == lift->hold_start)
		rep.flags |= FLAG_NO_HOLD;
	end_rep(s, lift, &rep);
	return rep;
}

static struct rep rep_of_attempt(const struct lift_search *s, const struct attempt *attempt,
				 size_t earliest, double sd_n)
{
	struct rep rep = rep_empty();

	rep.kind = REP_FAILED;
	rep.onset_s = (double)onset_find(s, earliest, attempt->start, sd_n) / s->rate_hz;
	rep.touchdown_s = (double)attempt->end / s->rate_hz;
	return rep;
}

static void append(struct rep_list *out, const struct lift_search *s, struct rep rep)
{
	out->load_n[out->count] = s->load_n;
	out->rep[out->count++] = rep;
}

/* Lifts and failed attempts in order of time. */
static int list_reps(const struct lift_search *s, const struct body_weight *body,
		     const struct lift *lifts, size_t count, struct rep_list *out,
		     struct error *err)
{
	size_t from = s->contact, most = out->count + 2 * count + 64;
	int ret = rep_list_grow(out, 2 * count + 64, err);

	for (size_t i = 0; i <= count && !ret; i++) {
		size_t to = i < count ? lifts[i].liftoff : s->frames;
		struct attempt attempt;

		while (out->count + count - i < most && attempt_next(s, from, to, &attempt)) {
			append(out, s, rep_of_attempt(s, &attempt, from, body->sd_n));
			from = attempt.end;
		}
		if (i == count)
			break;
		append(out, s, rep_of_lift(s, &lifts[i], from, body->sd_n));
		from = lift_after(s, &lifts[i]) + frames_of(s, ringing_s);
	}
	return ret;
}

static double usual_rise(const struct lift *lifts, size_t count)
{
	double rise[512];
	size_t n = 0;

	for (size_t i = 0; i < count && n < 512; i++)
		if (lifts[i].stop != STOP_GAP && lifts[i].stop != STOP_UNFINISHED)
			rise[n++] = lifts[i].displacement_m;
	return n > 2 ? quantile_select(rise, n, 0.5) : 0;
}

static double least_rise(const struct lift *lifts, size_t count)
{
	double least = INFINITY;

	for (size_t i = 0; i < count; i++)
		least = fmin(least, lifts[i].displacement_m);
	return least;
}

/* A lift that rises much less than the others may have been cut short: such ones are looked at
 * again before they are called partial. */
static size_t find_lifts(struct lift_search *s, struct lift *lifts)
{
	size_t count = lifts_find(s, lifts, LIFTS_MAX);

	s->least_rise_m = PARTIAL_SHARE * usual_rise(lifts, count);
	if (least_rise(lifts, count) < s->least_rise_m) {
		motion_forget(s->velocity, s->displacement, s->frames);
		count = lifts_find(s, lifts, LIFTS_MAX);
	}
	return count;
}

static void shift_times(struct rep *rep, double seconds)
{
	double *const times[] = {&rep->onset_s,          &rep->liftoff_s,     &rep->lockout_s,
				 &rep->lower_s,          &rep->touchdown_s,   &rep->lockout_rest_s,
				 &rep->sticking_start_s, &rep->sticking_end_s};

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		*times[i] += seconds;
}

static int search_stretch(const struct event_signals *signals, const struct config *config,
			  const struct body_weight *body, const struct bar_load *load,
			  struct lift *lifts, struct rep_list *out, struct error *err)
{
	struct event_signals part = signals_between(signals, load->from, load->to);
	struct lift_search search;
	size_t first = out->count;
	int ret = lift_search_init(&search, &part, config, body, load, err);

	if (ret)
		return ret;
	search.drift_share = 0.25;
	search.velocity = out->velocity_m_s + load->from;
	search.displacement = out->displacement_m + load->from;

	size_t count = find_lifts(&search, lifts);

	ret = list_reps(&search, body, lifts, count, out, err);
	if (!ret)
		reps_mark_turnarounds(&search, out->rep + first, out->count - first);
	for (size_t i = first; i < out->count; i++)
		shift_times(&out->rep[i], (double)load->from / signals->rate_hz);
	lift_search_reset(&search);
	return ret;
}

int reps_find(const struct event_signals *signals, const struct config *config,
	      const struct body_weight *body, const struct bar_loads *loads, struct rep_list *out,
	      struct error *err)
{
	struct rep_list list = {.arena = signals->arena};
	struct lift *lifts = arena_take(signals->arena, LIFTS_MAX, sizeof(*lifts));
	int ret = lifts ? rep_list_room(&list, signals->frames, 0, err)
			: fail(err, HINGE_ENOMEM, "no memory for %d lifts", LIFTS_MAX);

	for (size_t i = 0; i < loads->count && !ret; i++)
		ret = search_stretch(signals, config, body, &loads->load[i], lifts, &list, err);
	if (!ret)
		reps_classify(signals, config, &list);
	arena_give(signals->arena, lifts);
	if (ret)
		rep_list_reset(&list);
	else
		*out = list;
	return ret;
}
