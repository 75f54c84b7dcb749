/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C5 and C7: how much left and right move together slowly, and how much they tremble against each
 * other. The bar's whip moves both feet alike and is not in (R - L)/(R + L). */
#include "analysis/indicators/indicators.h"
#include "analysis/signal/spectrum/spectrum.h"

#include <math.h>

enum { SEGMENTS_MIN = 7 };
static const double segment_s = 1, thin_hz = 100;
static const struct frequency_band slow = {0.5, 3}, tremor = {3, 12};

struct pools {
	struct welch *sides, *tilt; /* tilt is its own partner */
	size_t block;               /* frames averaged into one value */
	size_t segment;             /* values */
	double block_hz;
};

static void pools_init(struct pools *pools, double rate_hz)
{
	*pools = (struct pools){.block = (size_t)fmax(rate_hz / thin_hz, 1)};
	pools->block_hz = rate_hz / (double)pools->block;
	pools->segment = (size_t)lround(segment_s * pools->block_hz);
}

static int count_segments(const struct pools *pools, const struct indicator_set *set)
{
	size_t n = 0;

	for (size_t i = 0; i < set->reps; i++)
		n += welch_segments_in(pools->segment,
				       (set->rep[i].end - set->rep[i].liftoff) / pools->block);
	return (int)n;
}

static void pools_free(struct pools *pools)
{
	welch_free(pools->sides);
	welch_free(pools->tilt);
}

/* Means over blocks of frames from .. to - 1; returns how many there are. */
static size_t average_blocks(const double *side_n, size_t frames, size_t block, double *left,
			     double *right)
{
	size_t n = frames / block;

	for (size_t k = 0; k < n; k++) {
		double l = 0, r = 0;

		for (size_t i = k * block; i < (k + 1) * block; i++) {
			l += side_n[2 * i];
			r += side_n[2 * i + 1];
		}
		left[k] = l / (double)block;
		right[k] = r / (double)block;
	}
	return n;
}

static void add_rep(const struct pools *pools, const struct indicator_set *set,
		    const struct indicator_rep *rep)
{
	double *left = set->room, *right = set->room + (rep->end - rep->liftoff);
	size_t n = average_blocks(set->analysis->signals.side_n + 2 * rep->liftoff,
				  rep->end - rep->liftoff, pools->block, left, right);

	welch_add(pools->sides, left, right, n, 1);
	for (size_t i = 0; i < n; i++)
		left[i] = (right[i] - left[i]) / (right[i] + left[i]);
	welch_add(pools->tilt, left, left, n, 1);
}

static int add_rows(const struct indicator_set *set, const struct pools *pools, struct error *err)
{
	int n = (int)welch_segments(pools->sides);
	int ret = indicator_add_set(set, ROW_COHERENCE, "both", band_coherence(pools->sides, slow),
				    n, err);

	return ret ? ret
		   : indicator_add_set(set, ROW_TREMOR_POWER, "both",
				       band_power(pools->tilt, tremor), n, err);
}

static int measure(const struct indicator_set *set, struct error *err)
{
	struct pools pools;
	int segments, ret;

	pools_init(&pools, set->analysis->signals.rate_hz);
	segments = count_segments(&pools, set);
	if (segments < SEGMENTS_MIN)
		return report_add_step(set->analysis->report, "bands", err,
				       "set %d: %d segments of %g s from lift-off to touchdown, %d "
				       "are needed: no coherence, no tremor",
				       set->set, segments, segment_s, SEGMENTS_MIN);
	ret = welch_new(&pools.sides, pools.segment, pools.block_hz, err);
	if (!ret)
		ret = welch_new(&pools.tilt, pools.segment, pools.block_hz, err);
	for (size_t i = 0; i < set->reps && !ret; i++)
		add_rep(&pools, set, &set->rep[i]);
	if (!ret)
		ret = add_rows(set, &pools, err);
	pools_free(&pools);
	return ret;
}

const struct indicator indicator_bands = {.needs_sides = true, .measure = measure};
