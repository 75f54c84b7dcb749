/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lift-off to a few milliseconds: the force comes up to the system weight along one parabola and
 * leaves it along another, and only their meeting point is sought. A pull that eases off as it
 * takes up the bar's weight runs along the weight for a tenth of a second, where noise alone
 * decides on a crossing. */
#include "analysis/events/lift/lift.h"

#include <math.h>

static const double before_s = 0.2, after_s = 0.3, reach_s = 0.1;
enum { GRID_HZ = 500 }; /* far above the 50 Hz of the copy */

/* Sums over the points of a stretch of t^k and, with y the force above the system weight, of t^k y
 * and y^2; t in points from any origin. */
struct moments {
	double t[5], ty[3], yy;
};

static void add_point(struct moments *m, double t, double y)
{
	double power = 1;

	for (int k = 0; k < 5; k++) {
		m->t[k] += power;
		if (k < 3)
			m->ty[k] += power * y;
		power *= t;
	}
	m->yy += y * y;
}

static struct moments without(const struct moments *all, const struct moments *part)
{
	struct moments rest = {.yy = all->yy - part->yy};

	for (int k = 0; k < 5; k++)
		rest.t[k] = all->t[k] - part->t[k];
	for (int k = 0; k < 3; k++)
		rest.ty[k] = all->ty[k] - part->ty[k];
	return rest;
}

/* What is left of the points after the best parabola a x + b x^2, x = t - at, through the system
 * weight at `at`. */
static double misfit(const struct moments *m, double at)
{
	const double *t = m->t, *ty = m->ty;
	double at2 = at * at;
	double sum_x2 = t[2] - 2 * at * t[1] + at2 * t[0];
	double sum_x3 = t[3] - 3 * at * t[2] + 3 * at2 * t[1] - at2 * at * t[0];
	double sum_x4 =
		t[4] - 4 * at * t[3] + 6 * at2 * t[2] - 4 * at2 * at * t[1] + at2 * at2 * t[0];
	double sum_xy = ty[1] - at * ty[0], sum_x2y = ty[2] - 2 * at * ty[1] + at2 * ty[0];
	double determinant = sum_x2 * sum_x4 - sum_x3 * sum_x3;

	if (!(determinant > 0))
		return m->yy;
	return m->yy - ((sum_xy * sum_x4 - sum_x2y * sum_x3) * sum_xy +
			(sum_x2y * sum_x2 - sum_xy * sum_x3) * sum_x2y) /
			       determinant;
}

size_t liftoff_refine(const struct lift_search *s, size_t liftoff, size_t earliest)
{
	size_t step = s->rate_hz > GRID_HZ ? (size_t)(s->rate_hz / GRID_HZ) : 1, best = liftoff;
	size_t reach = frames_of(s, reach_s) / step, before = frames_of(s, before_s) / step;
	size_t points = before + frames_of(s, after_s) / step;
	double least = INFINITY, weight = system_weight(s);
	struct moments all = {.yy = 0}, left = all;

	if (liftoff < earliest + before * step || liftoff + (points - before) * step >= s->frames)
		return liftoff;

	/* t counts from the crossing, where the differences of large sums matter least */
	const double *first = s->fine_n + liftoff - before * step;

	for (size_t i = 0; i < points; i++)
		add_point(&all, (double)i - (double)before, first[i * step] - weight);
	for (size_t i = 0; i <= before + reach; i++) {
		double t = (double)i - (double)before;
		struct moments right = without(&all, &left);
		double gone = i + reach < before ? INFINITY : misfit(&left, t) + misfit(&right, t);

		if (gone < least) {
			least = gone;
			best = liftoff - before * step + i * step;
		}
		add_point(&left, t, first[i * step] - weight);
	}
	return best;
}
