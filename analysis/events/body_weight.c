/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/events.h"
#include "analysis/events/moving.h"
#include "analysis/statistics/order.h"
#include "formats/trial.h"

#include <math.h>
#include <stdio.h>

/* Standing is known by the mass that was given, where one was. Otherwise a lockout hold is quiet
 * too: the earliest window counts only when it is about as light as the lightest quiet one. */
static const double lightest_ratio = 1.10;
static const double given_ratio = 0.05;
/* Quiet and heavier by this much is no bar worth the name: one of the two levels is not standing.
 */
static const double unsure_ratio[2] = {1.06, 1.20};

/* Over a stretch with both feet on the mean force is body weight or more, less the speed a body
 * gains (bending 0.36 m in 0.9 s: 8 % of a second, 15 % of half of one) and what hands on the bar
 * carry (up to 22 % seen). Less than these says that the candidate held a bar, or pulled at one. */
enum { FLOORS = 2 };
static const struct {
	double seconds, ratio;
} floor_tests[FLOORS] = {{1.0, 0.75}, {0.5, 0.70}};
static const double settle_s = 0.5; /* stepping on and off is no standing */

struct quiet {
	size_t window, count; /* windows that start at 0 .. count - 1 */
	double *mean, *sd;    /* of the 6 Hz copy */
	uint8_t *on;          /* [frames] both feet are on, no sample is lost */
	uint8_t *ok;
};

static void mark_on(const struct event_signals *signals, const struct config *config, uint8_t *on)
{
	/* a copy stays in registers while bytes are written */
	struct event_signals s = *signals;
	double on_n = config->on_plate_n;

	for (size_t i = 0; i < s.frames; i++)
		on[i] = feet_are_on(&s, i, on_n) && !(s.quality[i] & QUALITY_GAP);
}

static void mark_quiet(const struct event_signals *s, const struct config *config, struct quiet *q)
{
	const double *mean = q->mean, *sd = q->sd, share = config->quiet_sd_pct / 100;
	size_t bad = 0, frames = s->frames, window = q->window;

	for (size_t i = 0; i < frames; i++) {
		bad += !q->on[i];
		if (i + 1 < window)
			continue;

		size_t first = i + 1 - window;

		q->ok[first] = !bad && sd[first] < share * fabs(mean[first]);
		bad -= !q->on[first];
	}
}

/* A window that slides over the force. */
struct floor {
	size_t window;
	double sum, lightest;
};

/* `at` is the last of the window's frames, and both feet have been on for `since` frames up to
 * settle_s behind it. */
static inline void slide(struct floor *f, const double *force_n, size_t at, size_t since,
			 size_t settle)
{
	f->sum += force_n[at];
	if (at >= f->window)
		f->sum -= force_n[at - f->window];
	if (since >= f->window + 2 * settle && f->sum < f->lightest)
		f->lightest = f->sum;
}

/* Lightest mean of each window, both feet on from settle_s before to settle_s after. The ends of
 * the recording are no steps. */
static void lightest_stretches(const struct event_signals *s, const uint8_t *on,
			       double floor_n[FLOORS])
{
	size_t settle = (size_t)(settle_s * s->rate_hz), since = settle;
	struct floor floors[FLOORS];

	for (size_t t = 0; t < FLOORS; t++)
		floors[t] =
			(struct floor){(size_t)(floor_tests[t].seconds * s->rate_hz), 0, INFINITY};
	/* the windows end settle frames before i */
	for (size_t i = 0; i < s->frames + settle; i++) {
		since = i >= s->frames || on[i] ? since + 1 : 0;
		if (i < settle)
			continue;
#pragma GCC unroll 2 /* keeps the sums in registers */
		for (size_t t = 0; t < FLOORS; t++)
			slide(&floors[t], s->total_6_n, i - settle, since, settle);
	}
	for (size_t t = 0; t < FLOORS; t++)
		floor_n[t] = floors[t].lightest / (double)floors[t].window;
}

static bool is_heavier_than_floor(const struct event_signals *s, const struct quiet *q,
				  double weight_n, double *floor_n)
{
	double lightest_n[FLOORS];

	lightest_stretches(s, q->on, lightest_n);
	for (size_t t = 0; t < FLOORS; t++) {
		*floor_n = lightest_n[t];
		if (*floor_n < floor_tests[t].ratio * weight_n)
			return true;
	}
	return false;
}

/* Level of the quiet windows that may be standing: from low_n to high_n. */
struct level {
	double low_n, high_n;
};

static bool is_at(const struct quiet *q, size_t i, const struct level *level)
{
	return q->ok[i] && q->mean[i] >= level->low_n && q->mean[i] <= level->high_n;
}

/* count where there is none. */
static size_t first_at(const struct quiet *q, const struct level *level)
{
	size_t i = 0;

	while (i < q->count && !is_at(q, i, level))
		i++;
	return i;
}

static struct level standing_level(const struct quiet *q, double given_n)
{
	struct level given = {given_n * (1 - given_ratio), given_n * (1 + given_ratio)};
	double lightest = INFINITY;

	if (first_at(q, &given) < q->count)
		return given;
	for (size_t i = 0; i < q->count; i++)
		if (q->ok[i] && q->mean[i] < lightest)
			lightest = q->mean[i];
	return (struct level){lightest, lightest_ratio * lightest};
}

/* First run of quiet windows at that level, and the best window in it. */
static bool pick_run(const struct quiet *q, const struct level *level, size_t *first, size_t *last,
		     size_t *best)
{
	size_t i = first_at(q, level);

	if (i == q->count)
		return false;
	*first = *last = *best = i;
	for (; i < q->count && is_at(q, i, level); i++) {
		*last = i;
		if (q->sd[i] < q->sd[*best])
			*best = i;
	}
	return true;
}

static double sd_of(const double *x, size_t n)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i] - x[0];
	for (size_t i = 0; i < n; i++)
		squares += pow(x[i] - x[0] - sum / (double)n, 2);
	return sqrt(squares / (double)n);
}

/* Of the unfiltered total; room takes it for the length of the window. */
static double median_total(const struct event_signals *s, size_t from, size_t to, double *room)
{
	for (size_t i = from; i < to; i++)
		room[i - from] = s->side_n[2 * i] + s->side_n[2 * i + 1];
	return quantile_select(room, to - from, 0.5);
}

/* Mean of the first quiet window that is a little heavier, NaN = none. */
static double heavier_level(const struct quiet *q, double weight_n)
{
	struct level level = {unsure_ratio[0] * weight_n, unsure_ratio[1] * weight_n};
	size_t i = first_at(q, &level);

	return i < q->count ? q->mean[i] : NAN;
}

static void weigh(const struct event_signals *s, const struct config *config, double given_n,
		  struct quiet *q, struct body_weight *out)
{
	struct level level;
	size_t first, last, best;
	double weight_n, floor_n;

	mark_on(s, config, q->on);
	moving_stats(simd_named(config->isa), s->total_6_n, s->frames, q->window, q->mean, q->sd);
	mark_quiet(s, config, q);
	level = standing_level(q, given_n);
	if (!pick_run(q, &level, &first, &last, &best)) {
		snprintf(out->reason, sizeof(out->reason),
			 "no quiet standing of %g s with both feet on the plates",
			 config->quiet_window_s);
		return;
	}
	out->heavier_n = heavier_level(q, q->mean[best]);
	weight_n = median_total(s, first, last + q->window, q->mean);
	if (is_heavier_than_floor(s, q, weight_n, &floor_n)) {
		snprintf(out->reason, sizeof(out->reason),
			 "no quiet standing: the lightest still stretch, %.0f N at %.1f s, is a "
			 "hold or a pull, for between them it is %.0f N",
			 weight_n, (double)first / s->rate_hz, floor_n);
		return;
	}
	out->found = true;
	out->start = first;
	out->end = last + q->window;
	out->weight_n = weight_n;
	out->sd_n = sd_of(s->total_50_n + best, q->window);
}

int body_weight_find(const struct event_signals *s, const struct config *config, double given_n,
		     struct body_weight *out, struct error *err)
{
	struct quiet q = {.window = (size_t)lround(config->quiet_window_s * s->rate_hz)};
	int ret = 0;

	*out = (struct body_weight){.weight_n = NAN, .sd_n = NAN, .heavier_n = NAN};
	if (q.window < 2 || q.window > s->frames) {
		snprintf(out->reason, sizeof(out->reason), "the recording is shorter than %g s",
			 config->quiet_window_s);
		return 0;
	}
	q.count = s->frames - q.window + 1;
	q.mean = arena_take(s->arena, s->frames, sizeof(double));
	q.sd = arena_take(s->arena, q.count, sizeof(double));
	q.on = arena_take_zeroed(s->arena, s->frames, 1);
	q.ok = arena_take_zeroed(s->arena, q.count, 1);
	if (q.mean && q.sd && q.on && q.ok)
		weigh(s, config, given_n, &q, out);
	/* a quiet run has a median, unless there was no memory to sort it */
	if (!q.mean || !q.sd || !q.on || !q.ok || (out->found && isnan(out->weight_n)))
		ret = fail(err, HINGE_ENOMEM, "no memory to find the body weight");
	arena_give(s->arena, q.mean);
	arena_give(s->arena, q.sd);
	arena_give(s->arena, q.on);
	arena_give(s->arena, q.ok);
	return ret;
}
