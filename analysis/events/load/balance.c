/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lifts of a set tell together about the weight. From rest at lift-off to rest on the
 * plateau at lockout the mean force is the system weight, so the velocity that the integral shows
 * there is the weight's error; between two moments on the floor the height tells it nearly as well,
 * and the plateau itself stands at the weight. */
#include "analysis/events/load/load.h"

#include <math.h>

enum { REWEIGHTINGS = 5, BALANCED_LIFTS = 64 };
static const double velocity_sd_m_s = 0.012, level_sd_n = 12, height_sd_n = 8;
static const double outlier = 2; /* standard deviations */

/* An error of the weight and its standard deviation. */
struct clue {
	double error_n, sd_n;
};

static double plateau_level(const struct lift_search *s, const struct lift *lift)
{
	double sum = 0;

	for (size_t i = lift->hold_start; i < lift->hold_end; i++)
		sum += s->smooth_n[i];
	return sum / (double)(lift->hold_end - lift->hold_start);
}

/* At most two clues; after a bounce the start is not at rest, so only the plateau counts. */
static void add_lift(const struct lift_search *s, const struct lift *lift, struct clue *clues,
		     size_t *n)
{
	double middle = (double)(lift->hold_start + lift->hold_end) / 2;
	double per_s = system_mass(s) * s->rate_hz / (middle - (double)lift->liftoff);
	double whole_s = (double)(lift->end - lift->liftoff) / s->rate_hz;

	if (lift->hold_end) {
		clues[(*n)++] =
			(struct clue){plateau_level(s, lift) - system_weight(s), level_sd_n};
		if (!lift->turnaround)
			clues[(*n)++] =
				(struct clue){lift->excess_n + lift->end_velocity_m_s * per_s,
					      velocity_sd_m_s * per_s};
	} else if (lift->stop == STOP_UNLOADED && !lift->turnaround) {
		clues[(*n)++] = (struct clue){lift->excess_n + 2 * system_mass(s) *
								       lift->end_displacement_m /
								       (whole_s * whole_s),
					      height_sd_n};
	}
}

/* Weighted mean with outliers held down. */
static double agree(const struct clue *clues, size_t n)
{
	double mean = 0;

	for (int round = 0; round < REWEIGHTINGS; round++) {
		double sum = 0, weights = 0;

		for (size_t i = 0; i < n; i++) {
			double off = fabs(clues[i].error_n - mean) / clues[i].sd_n;
			double weight = round && off > outlier ? outlier / off : 1;

			weight /= clues[i].sd_n * clues[i].sd_n;
			sum += weight * clues[i].error_n;
			weights += weight;
		}
		mean = sum / weights;
	}
	return mean;
}

bool lifts_balance(const struct lift_search *s, const struct lift *lifts, size_t count,
		   double *error_n)
{
	struct clue clues[2 * BALANCED_LIFTS];
	size_t n = 0;

	for (size_t i = 0; i < count && i < BALANCED_LIFTS; i++)
		add_lift(s, &lifts[i], clues, &n);
	if (n)
		*error_n = agree(clues, n);
	return n > 0;
}
