/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the bar may hang from the hands, and what it then weighs: from rest to rest the mean force
 * is the system weight, and the feet take it up and lose it so fast that the mean hardly depends on
 * where exactly a lift begins and ends. */
#include "analysis/events/load/load.h"

#include <math.h>

static const double loaded_share = 0.25; /* of the largest force above body weight */
static const double shortest_s = 0.6;
static const double off_cost = 0.1; /* of a level far from the mean */
enum { ROUNDS = 4 };

static double largest_load(const struct lift_search *s)
{
	double largest = 0;

	for (size_t i = s->contact; i < s->frames; i++)
		if (!is_spoiled(s, i))
			largest = fmax(largest, s->smooth_n[i] - s->body_n);
	return largest;
}

double bout_level(const struct lift_search *s)
{
	return s->body_n + loaded_share * largest_load(s);
}

size_t bouts_find(const struct lift_search *s, double level_n, struct bout *out, size_t max)
{
	size_t count = 0, start = s->contact;

	for (size_t i = s->contact; i < s->frames && count < max; i++) {
		if (s->smooth_n[i] > level_n && !is_spoiled(s, i) && i + 1 < s->frames)
			continue;
		if (i > start + frames_of(s, shortest_s))
			out[count++] = (struct bout){.start = start, .end = i};
		start = i + 1;
	}
	return count;
}

/* Mean from where the force first reaches a level to where it last does. */
static double mean_above(const struct lift_search *s, const struct bout *bout, double level)
{
	size_t first = bout->start, last = bout->end - 1;
	double sum = 0;

	while (first < last && s->smooth_n[first] < level)
		first++;
	while (last > first && s->smooth_n[last] < level)
		last--;
	for (size_t i = first; i <= last; i++)
		sum += s->smooth_n[i];
	return sum / (double)(last - first + 1);
}

double bout_load(const struct lift_search *s, const struct bout *bout)
{
	double level = 0;

	for (int i = 0; i < ROUNDS; i++)
		level = mean_above(s, bout, level);
	return level - s->body_n;
}

double bout_steady_load(const struct lift_search *s, const struct bout *bout)
{
	double about = s->body_n + bout_load(s, bout), best = INFINITY, load = NAN;

	for (size_t i = bout->start; i + s->rest_window < bout->end; i++) {
		double cost = s->rest_sd_n[i] + off_cost * fabs(s->rest_mean_n[i] - about);

		if (cost < best) {
			best = cost;
			load = s->rest_mean_n[i] - s->body_n;
		}
	}
	return load;
}
