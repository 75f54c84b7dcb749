/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/reps/reps.h"
#include "analysis/statistics/order.h"

#include <math.h>

static const double warm_up_share = 0.6;
static const double drift_m_s = 0.15;
static const uint32_t spoiled = FLAG_GAP | FLAG_SATURATED;

static bool is_lift(const struct rep *rep)
{
	return rep->kind != REP_FAILED;
}

/* The bar's weight stayed on the feet, or came back at once. */
static bool turns_around(const struct lift_search *s, const struct rep *rep, const struct rep *next)
{
	size_t end = (size_t)lround(next->liftoff_s * s->rate_hz), low = 0;

	if (!is_lift(rep) || !is_lift(next) || rep->end != END_LOWERED)
		return false;
	if (next->liftoff_s - rep->touchdown_s < TURNAROUND_S)
		return true;
	for (size_t i = (size_t)lround(rep->touchdown_s * s->rate_hz); i < end; i++) {
		low = load_share(s, s->smooth_n[i]) < 0.1 ? low + 1 : 0;
		if (low >= frames_of(s, 0.15))
			return false;
	}
	return true;
}

void reps_mark_turnarounds(const struct lift_search *s, struct rep *reps, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct rep *rep = &reps[i - 1], *next = &reps[i];

		if (!turns_around(s, rep, next))
			continue;
		rep->kind = next->kind = REP_TOUCH_AND_GO;
		next->flags |= FLAG_TURNAROUND;
		next->onset_s = NAN;
	}
}

/* Where its movement begins. */
static double begins_s(const struct rep *rep)
{
	if (rep->kind == REP_ROMANIAN)
		return rep->lower_s;
	return isnan(rep->onset_s) ? rep->liftoff_s : rep->onset_s;
}

static void mark_quality(const struct event_signals *signals, struct rep *rep)
{
	double from = begins_s(rep);
	double to = isnan(rep->touchdown_s) ? rep->lockout_s : rep->touchdown_s;

	if (isnan(from) || isnan(to))
		return;

	size_t end = (size_t)lround(to * signals->rate_hz) + 1;

	rep->flags |= damage_flags(signals, (size_t)lround(from * signals->rate_hz),
				   end < signals->frames ? end : signals->frames);
	if (fabs(rep->end_velocity_m_s) > drift_m_s)
		rep->flags |= FLAG_DRIFT;
}

static bool is_valid(const struct config *config, const struct rep *rep)
{
	return is_lift(rep) && rep->kind != REP_PARTIAL && !(rep->flags & spoiled) &&
	       !isnan(rep->lockout_s) && rep->displacement_m >= config->rep_min_m &&
	       rep->displacement_m <= config->rep_max_m;
}

/* Median over the valid reps; lists of reps are short, sets of hundreds are cut. */
static double median_displacement(const struct rep_list *list)
{
	enum { MOST = 512 };
	double d[MOST];
	size_t n = 0;

	for (size_t i = 0; i < list->count && n < MOST; i++)
		if (list->rep[i].valid)
			d[n++] = list->rep[i].displacement_m;
	return n ? quantile_select(d, n, 0.5) : (double)NAN;
}

static bool stepped_off(const struct event_signals *signals, const struct config *config,
			double from_s, double to_s)
{
	size_t end = (size_t)lround(to_s * signals->rate_hz);

	for (size_t i = (size_t)lround(from_s * signals->rate_hz); i < end; i++)
		if (!feet_are_on(signals, i, config->off_plate_n))
			return true;
	return false;
}

static double rep_end_time(const struct rep *rep)
{
	if (!isnan(rep->touchdown_s))
		return rep->touchdown_s;
	return !isnan(rep->lockout_s) ? rep->lockout_s : rep->liftoff_s;
}

static void number_sets(const struct event_signals *signals, const struct config *config,
			struct rep_list *list)
{
	int set = 1, in_set = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct rep *rep = &list->rep[i];
		double from = i ? rep_end_time(rep - 1) : NAN;
		double to = begins_s(rep);

		if (i && (to - from > config->set_gap_s || list->load_n[i] != list->load_n[i - 1] ||
			  stepped_off(signals, config, from, to))) {
			set++;
			in_set = 0;
		}
		rep->set = set;
		rep->rep = ++in_set;
	}
}

static void mark_warm_up(struct rep_list *list)
{
	double heaviest = 0;

	for (size_t i = 0; i < list->count; i++)
		heaviest = fmax(heaviest, list->load_n[i]);
	for (size_t i = 0; i < list->count; i++)
		if (list->load_n[i] < warm_up_share * heaviest)
			list->rep[i].flags |= FLAG_WARM_UP;
}

void reps_classify(const struct event_signals *signals, const struct config *config,
		   struct rep_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		mark_quality(signals, &list->rep[i]);
		list->rep[i].valid = is_valid(config, &list->rep[i]);
	}

	double usual = median_displacement(list);

	for (size_t i = 0; i < list->count; i++) {
		struct rep *rep = &list->rep[i];

		if (is_lift(rep) && rep->displacement_m < PARTIAL_SHARE * usual) {
			rep->kind = REP_PARTIAL;
			rep->flags |= FLAG_PARTIAL;
			rep->valid = false;
		}
	}
	number_sets(signals, config, list);
	mark_warm_up(list);
}
