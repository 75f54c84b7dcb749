/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"

static const double unloaded_share = 0.45;
static const double fall_share = 0.35, fall_within_s = 0.08;
static const double released_s = 0.5, released_share = 0.6;
static const double rebound_s = 0.15, rebound_share = -0.03;

/* A bar that bounces leaves much of its weight, and a light one hides behind the body's braking:
 * there the fall counts, not the level. */
static double fall_ahead(const struct lift_search *s, size_t i)
{
	size_t end = i + frames_of(s, fall_within_s);
	double lowest = s->fine_n[i];

	for (size_t k = i; k < s->frames && k < end; k++)
		lowest = s->fine_n[k] < lowest ? s->fine_n[k] : lowest;
	return s->fine_n[i] - lowest;
}

bool fall_unloads(const struct lift_search *s, size_t i)
{
	return load_share(s, s->smooth_n[i]) < unloaded_share ||
	       fall_ahead(s, i) > fall_share * s->load_n;
}

bool is_let_go(const struct lift_search *s, size_t i)
{
	size_t end = i + frames_of(s, released_s), rebound = i + frames_of(s, rebound_s);
	bool sprang = false;

	for (size_t k = i + 1; k < s->frames && k < end; k++) {
		double u = load_share(s, s->smooth_n[k]);

		if (u > released_share)
			return false;
		sprang |= k < rebound && u < rebound_share;
	}
	return sprang;
}
