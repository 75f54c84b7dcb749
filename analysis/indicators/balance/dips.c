/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C3: how often a foot lets go of its share for a moment. */
#include "analysis/indicators/indicators.h"
#include "analysis/statistics/order.h"

#include <math.h>

static const double median_rate_hz = 200;

bool dip_next(const double *share, size_t frames, const struct dip_rule *rule, size_t *from,
	      struct dip *out)
{
	for (size_t i = *from; i < frames; i++) {
		struct dip dip = {.start = i};

		while (i < frames && rule->sign * (share[i] - rule->level) >= rule->depth) {
			double depth = rule->sign * (share[i] - rule->level);

			if (depth > dip.depth) {
				dip.depth = depth;
				dip.deepest = i;
			}
			i++;
		}
		dip.end = i;
		if (dip.end == dip.start || dip.end - dip.start < rule->min_frames ||
		    dip.end - dip.start > rule->max_frames)
			continue;
		*from = i;
		*out = dip;
		return true;
	}
	return false;
}

/* What a rep shows under one foot. */
struct dips {
	size_t count;
	struct dip deepest;
};

static struct dips count_dips(const double *share, size_t frames, const struct dip_rule *rule)
{
	struct dips dips = {0};
	struct dip dip;
	size_t from = 0;

	while (dip_next(share, frames, rule, &from, &dip)) {
		if (!dips.count++ || dip.depth > dips.deepest.depth)
			dips.deepest = dip;
	}
	return dips;
}

/* Share of the right foot over the rep; returns its frames. */
static size_t fill_share(const struct analysis *a, const struct indicator_rep *rep, double *share)
{
	const double *side_n = a->signals.side_20_n + 2 * rep->liftoff;
	size_t frames = rep->end - rep->liftoff;

	for (size_t i = 0; i < frames; i++)
		share[i] = side_n[2 * i + 1] / (side_n[2 * i] + side_n[2 * i + 1]);
	return frames;
}

/* Every `step`-th frame is enough: the copy holds nothing above 20 Hz. */
static double median_share(const struct analysis *a, const double *share, size_t frames,
			   double *room)
{
	size_t step = (size_t)fmax(a->signals.rate_hz / median_rate_hz, 1), n = 0;

	for (size_t i = 0; i < frames; i += step)
		room[n++] = share[i];
	return quantile_select(room, n, 0.5);
}

static int add_deepest(const struct indicator_set *set, const struct indicator_rep *rep, int side,
		       const struct dips *dips, struct error *err)
{
	double rate_hz = set->analysis->signals.rate_hz;
	const struct dip *dip = &dips->deepest;
	int ret;

	if (!dips->count)
		return 0;
	ret = indicator_add_rep(set, rep->rep, ROW_DIP_DEPTH, indicator_side[side],
				100 * dip->depth, err);
	if (!ret)
		ret = indicator_add_rep(set, rep->rep, ROW_DIP_TIME, indicator_side[side],
					(double)(rep->liftoff + dip->deepest) / rate_hz, err);
	if (!ret)
		ret = indicator_add_rep(set, rep->rep, ROW_DIP_DURATION, indicator_side[side],
					(double)(dip->end - dip->start) / rate_hz, err);
	return ret;
}

/* count[2] of the rep, left and right; NaN where it has no end. */
static int measure_rep(const struct indicator_set *set, const struct indicator_rep *rep,
		       double count[2], struct error *err)
{
	const struct analysis *a = set->analysis;
	const struct config *config = a->config;
	size_t frames = fill_share(a, rep, set->room);
	struct dip_rule rule = {
		.depth = config->dip_depth_pct / 100,
		.min_frames = (size_t)lround(config->dip_min_s * a->signals.rate_hz),
		.max_frames = (size_t)lround(config->dip_max_s * a->signals.rate_hz),
	};
	int ret = 0;

	count[SIDE_LEFT] = count[SIDE_RIGHT] = NAN;
	if (!frames)
		return 0;
	rule.level = median_share(a, set->room, frames, set->room + frames);
	for (int side = 0; side < 2 && !ret; side++) {
		rule.sign = side == SIDE_LEFT ? 1 : -1; /* the right's loss is the left's gain */

		struct dips dips = count_dips(set->room, frames, &rule);

		count[side] = (double)dips.count;
		ret = add_deepest(set, rep, side, &dips, err);
	}
	return ret;
}

static int measure(const struct indicator_set *set, struct error *err)
{
	double *left = set->value, *right = left + set->reps, *both = right + set->reps;
	const struct {
		const char *side;
		const double *count;
	} sum[] = {{indicator_side[SIDE_LEFT], left},
		   {indicator_side[SIDE_RIGHT], right},
		   {"both", both}};
	int ret = 0;

	for (size_t i = 0; i < set->reps && !ret; i++) {
		double count[2];

		ret = measure_rep(set, &set->rep[i], count, err);
		left[i] = count[SIDE_LEFT];
		right[i] = count[SIDE_RIGHT];
		both[i] = left[i] + right[i];
	}
	for (size_t k = 0; k < sizeof(sum) / sizeof(*sum) && !ret; k++) {
		ret = indicator_add_reps(set, ROW_DIP_COUNT, sum[k].side, sum[k].count, err);
		if (!ret)
			ret = indicator_add_mean(set, ROW_DIPS_PER_REP, sum[k].side, sum[k].count,
						 err);
	}
	return ret;
}

const struct indicator indicator_dips = {.needs_sides = true, .measure = measure};
