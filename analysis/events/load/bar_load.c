/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/load/load.h"
#include "analysis/statistics/order.h"

#include <math.h>
#include <stdlib.h>

/* A weight of the bar is right when the lifts it implies close: the system comes back to where it
 * started, with velocity zero at lockout (docs/methods.md#load). Tried at 200 Hz on what was
 * entered and on what the loaded stretches of the recording weigh. */
enum { GUESSES = 5, LIFTS_MAX = 64, BOUTS_MAX = 256, ROUNDS = 4 };
static const double thin_rate_hz = 200;
static const double least_of_body = 0.1;
static const double alike_share = 0.02; /* bouts of one weight */
static const double settled_score = 0.5;
static const double explained_share = 0.6;
static const double rise_min_m = 0.12, rise_max_m = 0.75;
static const double closed_share = 0.15; /* of the rise */
static const double usual_excess = 0.01; /* of the system weight */
static const double no_hold_score = 0.6;
static const double error_share[ROUNDS] = {0.02, 0.01, 0.005, 0.003};

/* Every step-th frame of the copies, and the rest windows of those. */
struct thinned {
	double *total_50_n, *total_20_n, *side_20_n, *velocity, *displacement;
	uint8_t *quality;
	struct event_signals signals;
};

static int thin(struct thinned *t, const struct event_signals *full, struct error *err)
{
	size_t step = full->rate_hz > thin_rate_hz ? (size_t)(full->rate_hz / thin_rate_hz) : 1;
	size_t n = (full->frames + step - 1) / step;

	t->total_50_n = malloc(6 * n * sizeof(double));
	t->quality = malloc(n);
	if (!t->total_50_n || !t->quality)
		return fail(err, HINGE_ENOMEM, "no memory to estimate the load");
	t->total_20_n = t->total_50_n + n;
	t->velocity = t->total_50_n + 2 * n;
	t->displacement = t->total_50_n + 3 * n;
	t->side_20_n = t->total_50_n + 4 * n;
	for (size_t i = 0; i < n; i++) {
		t->total_50_n[i] = full->total_50_n[i * step];
		t->total_20_n[i] = full->total_20_n[i * step];
		t->side_20_n[2 * i] = full->side_20_n[2 * i * step];
		t->side_20_n[2 * i + 1] = full->side_20_n[2 * i * step + 1];
		t->quality[i] = full->quality[i * step];
	}
	t->signals = (struct event_signals){
		.frames = n,
		.rate_hz = full->rate_hz / (double)step,
		.total_50_n = t->total_50_n,
		.total_20_n = t->total_20_n,
		.side_20_n = t->side_20_n,
		.one_plate = full->one_plate,
		.quality = t->quality,
	};
	return 0;
}

/* How many lifts come back to where they started. A bar that is dropped never comes back, so drops
 * alone prove nothing: a pull against pins that is let go looks the same. */
static double score(const struct lift_search *s, const struct lift *lifts, size_t count)
{
	double sum = 0, dropped = 0;

	for (size_t i = 0; i < count; i++) {
		const struct lift *lift = &lifts[i];
		double miss = lift->end_displacement_m / (closed_share * lift->displacement_m);
		double excess = lift->excess_n / (usual_excess * system_weight(s));

		if (lift->displacement_m <= rise_min_m || lift->displacement_m >= rise_max_m)
			sum -= 0.3;
		else if (lift->stop == STOP_DROPPED)
			dropped += 0.5;
		else
			sum += exp(-miss * miss - excess * excess) *
			       (lift->hold_end ? 1 : no_hold_score);
	}
	return sum > 0 ? sum + dropped : 0;
}

/* A weight, how many lifts it implies and how many of those it closes. */
struct guess {
	double load_n, score;
	size_t lifts;
};

/* Takes the error that the lifts show off the weight, a few times. */
static struct guess settle(struct lift_search *s, struct lift *lifts, double load_n)
{
	struct guess best = {.load_n = load_n};

	s->load_n = load_n;
	for (int i = 0; i < ROUNDS; i++) {
		s->load_error_n = error_share[i] * system_weight(s);

		double error_n;
		size_t count = lifts_find(s, true, lifts, LIFTS_MAX);

		best = (struct guess){s->load_n, score(s, lifts, count), count};
		if (!lifts_balance(s, lifts, count, &error_n) ||
		    s->load_n + error_n < least_of_body * s->body_n)
			break;
		best.load_n = s->load_n += error_n;
	}
	return best;
}

static bool explains_all(const struct guess *guess)
{
	return guess->score > 0 && guess->score >= explained_share * (double)guess->lifts;
}

/* The weight that most of the bouts share, and takes those out. */
static double commonest(double *load, size_t *count)
{
	size_t most = 0, best = 0, left = 0;

	for (size_t i = 0; i < *count; i++) {
		size_t alike = 0;

		for (size_t k = 0; k < *count; k++)
			alike += fabs(load[k] - load[i]) < alike_share * load[i];
		if (alike > most) {
			most = alike;
			best = i;
		}
	}

	double common = load[best];

	for (size_t k = 0; k < *count; k++)
		if (fabs(load[k] - common) >= alike_share * common)
			load[left++] = load[k];
	*count = left;
	return common;
}

static size_t weigh_bouts(const struct lift_search *s, double *load)
{
	struct bout bouts[BOUTS_MAX];
	size_t count = bouts_find(s, bouts, BOUTS_MAX), n = 0;

	for (size_t i = 0; i < count; i++) {
		double one = bout_load(s, &bouts[i]);

		if (one > least_of_body * s->body_n)
			load[n++] = one;
	}
	return n;
}

/* Of one stretch: from what is told, where that closes the lifts, or from its bouts. */
static struct guess estimate(struct lift_search *s, double told_n, struct lift *lifts)
{
	double load[BOUTS_MAX];
	size_t count = weigh_bouts(s, load);
	struct guess best = {0};

	if (told_n > 0)
		best = settle(s, lifts, told_n);
	for (int i = 0; i < GUESSES && count > 0 && !explains_all(&best); i++) {
		struct guess guess = settle(s, lifts, commonest(load, &count));

		if (guess.score > best.score)
			best = guess;
	}
	return best;
}

int bar_loads_find(const struct event_signals *signals, const struct config *config,
		   const struct body_weight *body, double entered_n, struct bar_loads *out,
		   struct error *err)
{
	static const struct bar_load unknown = {.weight_n = NAN};
	struct thinned thinned = {0};
	struct lift_search search = {0};
	struct lift *lifts = malloc(LIFTS_MAX * sizeof(*lifts));
	int ret = lifts ? 0 : fail(err, HINGE_ENOMEM, "no memory to estimate the load");

	if (!ret)
		ret = thin(&thinned, signals, err);
	if (!ret)
		ret = lift_search_init(&search, &thinned.signals, config, body, &unknown, err);
	if (!ret) {
		search.second_pass = true;
		search.velocity = thinned.velocity;
		search.displacement = thinned.displacement;

		struct guess guess = estimate(&search, entered_n, lifts);

		*out = (struct bar_loads){0};
		if (guess.score >= settled_score)
			out->load[out->count++] =
				(struct bar_load){0, signals->frames, guess.load_n};
	}
	lift_search_reset(&search);
	free(thinned.total_50_n);
	free(thinned.quality);
	free(lifts);
	return ret;
}
