/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/strip.h"

#include <math.h>

enum { STEPS = 60 }; /* each takes away more than a third */

/* Through x with a slope: how high and how low a line may be there. The first is concave in the
 * slope, the second convex. */
static double highest(const struct strip *strip, double x, double slope)
{
	double value = INFINITY;

	for (size_t i = 0; i < strip->points; i++)
		value = fmin(value, strip->point[i].y + slope * (x - strip->point[i].x));
	return value + strip->half_width;
}

static double lowest(const struct strip *strip, double x, double slope)
{
	double value = -INFINITY;

	for (size_t i = 0; i < strip->points; i++)
		value = fmax(value, strip->point[i].y + slope * (x - strip->point[i].x));
	return value - strip->half_width;
}

static double room(const struct strip *strip, double slope)
{
	double x = strip->point[0].x;

	return highest(strip, x, slope) - lowest(strip, x, slope);
}

/* Where a concave function of the slope is greatest, by thirds. */
static double best_slope(const struct strip *strip, double low, double high,
			 double (*value)(const struct strip *, double slope, double x), double x)
{
	for (int i = 0; i < STEPS; i++) {
		double third = (high - low) / 3, one = low + third, other = high - third;

		if (value(strip, one, x) < value(strip, other, x))
			low = one;
		else
			high = other;
	}
	return (low + high) / 2;
}

static double room_at(const struct strip *strip, double slope, double x)
{
	(void)x;
	return room(strip, slope);
}

static double high_at(const struct strip *strip, double slope, double x)
{
	return highest(strip, x, slope);
}

static double low_at(const struct strip *strip, double slope, double x)
{
	return -lowest(strip, x, slope);
}

/* The last slope from `inside` to `outside` with room. */
static double border(const struct strip *strip, double inside, double outside)
{
	if (room(strip, outside) >= 0)
		return outside;
	for (int i = 0; i < STEPS; i++) {
		double middle = (inside + outside) / 2;

		if (room(strip, middle) >= 0)
			inside = middle;
		else
			outside = middle;
	}
	return inside;
}

void strip_init(struct strip *strip, const struct strip_point *point, size_t points,
		double half_width)
{
	double best;

	*strip = (struct strip){.point = point, .points = points, .half_width = half_width};
	best = best_slope(strip, -STRIP_SLOPE_MAX, STRIP_SLOPE_MAX, room_at, 0);
	if (room(strip, best) < 0)
		strip->half_width -= room(strip, best) / 2;
	strip->slope_low = border(strip, best, -STRIP_SLOPE_MAX);
	strip->slope_high = border(strip, best, STRIP_SLOPE_MAX);
}

void strip_range(const struct strip *strip, double x, double *low, double *high)
{
	double low_slope = best_slope(strip, strip->slope_low, strip->slope_high, low_at, x);
	double high_slope = best_slope(strip, strip->slope_low, strip->slope_high, high_at, x);

	*low = lowest(strip, x, low_slope);
	*high = highest(strip, x, high_slope);
}
