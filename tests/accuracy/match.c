/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/match.h"

#include <math.h>
#include <stdbool.h>

static const double liftoff_within_s = 0.25;

/* INFINITY: not the same rep. */
static double distance(const struct mark *planted, const struct mark *found)
{
	if (isnan(planted->liftoff_s) != isnan(found->liftoff_s))
		return INFINITY;
	if (isnan(planted->liftoff_s)) {
		double middle = (found->start_s + found->end_s) / 2;

		return middle >= planted->start_s && middle < planted->end_s ? 0 : INFINITY;
	}
	double apart = fabs(planted->liftoff_s - found->liftoff_s);
	return apart <= liftoff_within_s ? apart : INFINITY;
}

static bool is_taken(const int *of_planted, size_t n, size_t found)
{
	for (size_t i = 0; i < n; i++)
		if (of_planted[i] == (int)found)
			return true;
	return false;
}

/* The nearest pair of those left; false = there is none. */
static bool take_nearest(const struct mark *planted, size_t n, const struct mark *found, size_t m,
			 int *of_planted)
{
	double nearest = INFINITY;
	size_t best_i = 0, best_k = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++) {
			double apart = of_planted[i] < 0 ? distance(&planted[i], &found[k])
							 : (double)INFINITY;

			if (apart < nearest && !is_taken(of_planted, n, k)) {
				nearest = apart;
				best_i = i;
				best_k = k;
			}
		}
	if (isinf(nearest))
		return false;
	of_planted[best_i] = (int)best_k;
	return true;
}

size_t match_reps(const struct mark *planted, size_t n, const struct mark *found, size_t m,
		  int *of_planted)
{
	size_t pairs = 0;

	for (size_t i = 0; i < n; i++)
		of_planted[i] = -1;
	while (take_nearest(planted, n, found, m, of_planted))
		pairs++;
	return pairs;
}
