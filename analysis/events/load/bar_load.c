/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"
#include "analysis/statistics/order.h"

#include <math.h>
#include <stdlib.h>

/* A weight of the bar is right when the lifts it implies close: the system comes back to where it
 * started, with velocity zero at lockout (docs/methods.md#load). Tried on a grid at 200 Hz. */
enum {
	GRID = 36,
	GUESSES = 3,
	LIFTS_MAX = 64,
	LEVEL_ROUNDS = 4,
	BALANCE_ROUNDS = 3,
	NEAR_STEPS = 4
};
static const double thin_rate_hz = 200;
static const double grid_low = 0.45, grid_high = 0.98; /* of the largest force above body weight */
static const double least_of_body = 0.1;
static const double least_score = 0.2, settled_score = 0.5; /* lifts that close */
static const double explained_share = 0.6;
static const double grid_miss = 0.25, settled_miss = 0.1;
static const double rise_min_m = 0.12, rise_max_m = 0.75;
static const double near_step = 0.003;
static const double settled_n = 0.3;
static const double level_error_n = 30; /* of a weight read off the plateaus */

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

/* How many lifts come back to where they started; share: of the rise, that they may miss by. A bar
 * that is dropped never comes back, so drops alone prove nothing: a pull against pins that is let
 * go looks the same. */
static double score(const struct lift *lifts, size_t count, double share)
{
	double sum = 0, dropped = 0;

	for (size_t i = 0; i < count; i++) {
		const struct lift *lift = &lifts[i];
		double miss = lift->end_displacement_m / (share * lift->displacement_m);

		if (lift->displacement_m <= rise_min_m || lift->displacement_m >= rise_max_m)
			sum -= 0.3;
		else if (lift->stop == STOP_DROPPED)
			dropped += 0.5;
		else
			sum += exp(-miss * miss);
	}
	return sum > 0 ? sum + dropped : 0;
}

/* A weight, how many lifts it implies and how many of those it closes. */
struct guess {
	double load_n, score;
	size_t lifts;
};

static struct guess guess_at(const struct lift_search *s, struct lift *lifts, double share)
{
	size_t count = lifts_find(s, false, lifts, LIFTS_MAX);

	return (struct guess){s->load_n, score(lifts, count, share), count};
}

/* Best first. */
static void keep_best(struct guess *best, size_t count, struct guess guess)
{
	for (size_t i = 0; i < count; i++) {
		if (guess.score <= best[i].score)
			continue;

		struct guess worse = best[i];

		best[i] = guess;
		guess = worse;
	}
}

/* The weights of the grid that close most lifts. */
static void search_grid(struct lift_search *s, struct lift *lifts, struct guess best[GUESSES])
{
	double highest = 0;

	for (size_t i = s->contact; i < s->frames; i++)
		if (!is_spoiled(s, i))
			highest = fmax(highest, s->smooth_n[i] - s->body_n);
	for (int k = 0; k < GRID; k++) {
		s->load_n = highest * (grid_low + (grid_high - grid_low) * k / (GRID - 1));
		if (s->load_n >= least_of_body * s->body_n)
			keep_best(best, GUESSES, guess_at(s, lifts, grid_miss));
	}
}

/* Force above body weight of the steadiest window of the upper half of a lift. */
static double top_level(const struct lift_search *s, const struct lift *lift)
{
	double best = INFINITY, level = NAN;

	for (size_t i = lift->liftoff; i + s->rest_window <= lift->end; i++) {
		double off = fabs(s->rest_mean_n[i] - system_weight(s));
		double cost = s->rest_sd_n[i] + 0.3 * off;

		if (cost < best && s->displacement[i] > 0.6 * lift->displacement_m) {
			best = cost;
			level = s->rest_mean_n[i] - s->body_n;
		}
	}
	return level;
}

static double median_level(struct lift_search *s, struct lift *lifts)
{
	double level[LIFTS_MAX];
	size_t count = lifts_find(s, false, lifts, LIFTS_MAX), n = 0;

	for (size_t i = 0; i < count; i++) {
		double found = top_level(s, &lifts[i]);

		if (!isnan(found))
			level[n++] = found;
	}
	return n ? quantile_select(level, n, 0.5) : (double)NAN;
}

/* Follows the level of the tops until it stays. */
static void level_off(struct lift_search *s, struct lift *lifts)
{
	for (int i = 0; i < LEVEL_ROUNDS; i++) {
		double was = s->load_n, level = median_level(s, lifts);

		if (isnan(level) || level < least_of_body * s->body_n)
			return;
		s->load_n = level;
		if (fabs(level - was) < settled_n)
			return;
	}
}

/* From rest at lift-off to rest on the plateau the mean force is the system weight: what the
 * velocity shows there instead of zero is the error of the weight. NaN where no lift has both. */
static double imbalance_n(const struct lift_search *s, const struct lift *lifts, size_t count)
{
	double impulse = 0, seconds = 0;

	for (size_t i = 0; i < count; i++) {
		const struct lift *lift = &lifts[i];

		if (!lift->hold_end || lift->turnaround)
			continue;
		impulse += lift->end_velocity_m_s * system_mass(s);
		seconds +=
			((double)(lift->hold_start + lift->hold_end) / 2 - (double)lift->liftoff) /
			s->rate_hz;
	}
	return impulse / seconds;
}

/* The same from the plateaus alone, less exact; NaN where there is none. */
static double plateau_error_n(const struct lift_search *s, const struct lift *lifts, size_t count)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t k = lifts[i].hold_start; k < lifts[i].hold_end; k++) {
			sum += s->smooth_n[k] - system_weight(s);
			n++;
		}
	return sum / n;
}

static void balance(struct lift_search *s, struct lift *lifts)
{
	for (int i = 0; i < BALANCE_ROUNDS; i++) {
		double error_n;
		size_t count;

		s->load_error_n = level_error_n / (1 << i);
		count = lifts_find(s, true, lifts, LIFTS_MAX);
		error_n = imbalance_n(s, lifts, count);
		if (isnan(error_n))
			error_n = plateau_error_n(s, lifts, count);
		if (isnan(error_n))
			return;
		s->load_n += error_n;
	}
}

/* The weight of a narrow grid around load_n that closes most lifts. */
static void search_near(struct lift_search *s, struct lift *lifts)
{
	struct guess best = {.score = -INFINITY};
	double centre = s->load_n;

	for (int k = -NEAR_STEPS; k <= NEAR_STEPS; k++) {
		s->load_n = centre * (1 + near_step * k);
		keep_best(&best, 1, guess_at(s, lifts, settled_miss));
	}
	s->load_n = best.load_n;
}

static struct guess settled(struct lift_search *s, struct lift *lifts)
{
	search_near(s, lifts);
	balance(s, lifts);
	return guess_at(s, lifts, settled_miss);
}

/* From load_n as it stands, and from the level of the tops that it implies. */
static void settle(struct lift_search *s, struct lift *lifts, double load_n, struct guess *best)
{
	s->load_n = load_n;
	keep_best(best, 1, settled(s, lifts));
	s->load_n = load_n;
	level_off(s, lifts);
	keep_best(best, 1, settled(s, lifts));
}

static bool explains_all(const struct guess *guess)
{
	return guess->score > 0 && guess->score >= explained_share * (double)guess->lifts;
}

static double estimate(struct lift_search *s, double entered_n, struct lift *lifts)
{
	struct guess grid[GUESSES] = {0}, best = {0};

	if (entered_n > 0) {
		s->load_n = entered_n;
		keep_best(&best, 1, guess_at(s, lifts, settled_miss));
		settle(s, lifts, entered_n, &best);
	}
	if (!explains_all(&best))
		search_grid(s, lifts, grid);
	for (size_t i = 0; i < GUESSES && !explains_all(&best) && grid[i].score > least_score; i++)
		settle(s, lifts, grid[i].load_n, &best);
	return best.score >= settled_score ? best.load_n : (double)NAN;
}

int bar_load_estimate(const struct event_signals *signals, const struct config *config,
		      const struct body_weight *body, double entered_n, double *load_weight_n,
		      struct error *err)
{
	struct thinned thinned = {0};
	struct lift_search search = {0};
	struct lift *lifts = malloc(LIFTS_MAX * sizeof(*lifts));
	int ret = lifts ? 0 : fail(err, HINGE_ENOMEM, "no memory to estimate the load");

	if (!ret)
		ret = thin(&thinned, signals, err);
	if (!ret)
		ret = lift_search_init(&search, &thinned.signals, config, body, NAN, err);
	if (!ret) {
		search.velocity = thinned.velocity;
		search.displacement = thinned.displacement;
		*load_weight_n = estimate(&search, entered_n, lifts);
	}
	lift_search_reset(&search);
	free(thinned.total_50_n);
	free(thinned.quality);
	free(lifts);
	return ret;
}
