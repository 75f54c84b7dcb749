/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C5 and C7: how much left and right move together slowly, and how much they tremble against each
 * other. The bar's whip moves both feet alike and is not in (R - L)/(R + L). */
#include "analysis/indicators/indicators.h"
#include "analysis/signal/spectrum.h"

#include <math.h>

enum { SEGMENTS_MIN = 7 };
static const double segment_s = 1, thin_hz = 200;
static const struct frequency_band slow = {0.5, 3}, tremor = {3, 12};

struct pools {
	struct welch *sides, *tilt; /* tilt is its own partner */
	size_t block;               /* frames averaged into one value */
};

static int pools_new(struct pools *pools, double rate_hz, struct error *err)
{
	size_t block = (size_t)fmax(rate_hz / thin_hz, 1);
	double block_hz = rate_hz / (double)block;
	size_t segment = (size_t)lround(segment_s * block_hz);
	int ret;

	*pools = (struct pools){.block = block};
	ret = welch_new(&pools->sides, segment, block_hz, err);
	return ret ? ret : welch_new(&pools->tilt, segment, block_hz, err);
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
	int segments = (int)welch_segments(pools->sides), ret;

	if (segments < SEGMENTS_MIN)
		return report_add_step(set->analysis->report, "bands", err,
				       "set %d: %d segments of %g s from lift-off to touchdown, %d "
				       "are needed: no coherence, no tremor",
				       set->set, segments, segment_s, SEGMENTS_MIN);
	ret = indicator_add_set(set, ROW_COHERENCE, "both", band_coherence(pools->sides, slow),
				segments, err);
	return ret ? ret
		   : indicator_add_set(set, ROW_TREMOR_POWER, "both",
				       band_power(pools->tilt, tremor), segments, err);
}

static int measure(const struct indicator_set *set, struct error *err)
{
	struct pools pools;
	int ret = pools_new(&pools, set->analysis->signals.rate_hz, err);

	for (size_t i = 0; i < set->reps && !ret; i++)
		add_rep(&pools, set, &set->rep[i]);
	if (!ret)
		ret = add_rows(set, &pools, err);
	pools_free(&pools);
	return ret;
}

const struct indicator indicator_bands = {.needs_sides = true, .measure = measure};
