/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/load/load.h"

#include <math.h>

/* A weight of the bar is right when the lifts it implies close: the system comes back to where it
 * started, with velocity zero at lockout (docs/methods.md#load). Tried at 200 Hz on what was
 * entered and on what the loaded stretches of the recording weigh. */
enum { GUESSES = 5, ROUNDS = 4 };
static const double least_of_body = 0.1;
static const double alike_share = 0.02; /* bouts of one weight */
static const double explained_share = 0.6, sure_share = 0.8;
static const double rise_min_m = 0.12, rise_max_m = 0.75;
static const double closed_share = 0.15; /* of the rise */
static const double usual_excess = 0.01; /* of the system weight */
static const double no_hold_score = 0.6;
static const double error_share[ROUNDS] = {0.02, 0.01, 0.005, 0.003};

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

/* Takes the error that the lifts show off the weight, a few times. */
struct guess load_settle(struct lift_search *s, struct lift *lifts, double load_n)
{
	struct guess best = {.load_n = load_n};

	s->load_n = load_n;
	for (int i = 0; i < ROUNDS; i++) {
		s->load_error_n = error_share[i] * system_weight(s);

		double error_n;
		size_t count = lifts_find(s, lifts, LOAD_LIFTS_MAX);

		best = (struct guess){s->load_n, score(s, lifts, count), count};
		if (!lifts_balance(s, lifts, count, &error_n) ||
		    s->load_n + error_n < least_of_body * s->body_n)
			break;
		best.load_n = s->load_n += error_n;
	}
	return best;
}

bool load_explains(const struct guess *guess)
{
	return guess->score > 0 && guess->score >= explained_share * (double)guess->lifts;
}

static bool is_sure(const struct guess *guess)
{
	return guess->score > 0 && guess->score >= sure_share * (double)guess->lifts;
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
	size_t count = bouts_find(s, bout_level(s), bouts, BOUTS_MAX), n = 0;

	for (size_t i = 0; i < count; i++) {
		const double both[] = {bout_load(s, &bouts[i]), bout_steady_load(s, &bouts[i])};

		for (size_t k = 0; k < 2; k++)
			if (both[k] > least_of_body * s->body_n)
				load[n++] = both[k];
	}
	return n;
}

struct guess load_estimate(struct lift_search *s, struct lift *lifts, double told_n)
{
	double load[2 * BOUTS_MAX];
	size_t count = weigh_bouts(s, load);
	struct guess best = {0};

	if (told_n > 0)
		best = load_settle(s, lifts, told_n);
	for (int i = 0; i < GUESSES && count > 0 && !is_sure(&best); i++) {
		struct guess guess = load_settle(s, lifts, commonest(load, &count));

		if (guess.score > best.score)
			best = guess;
	}
	return best;
}
