/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"

/* A crossing of the system weight is a lift-off when the system then gains this long to move. */
static const double accept_within_s = 1.5;
static const double refuse_below_m_s = -0.03;

/* Integrates from the crossing; the velocity's minimum before it reaches the threshold is the last
 * moment at which the force still stood at the system weight. */
static bool accept(const struct lift_search *s, size_t crossing, size_t *liftoff)
{
	size_t end = crossing + frames_of(s, accept_within_s);
	double mass = system_mass(s), weight = system_weight(s), v = 0, lowest = 0;

	*liftoff = crossing;
	for (size_t i = crossing + 1; i < s->frames && i <= end; i++) {
		if (is_spoiled(s, i))
			return false;
		v += ((s->fine_n[i - 1] + s->fine_n[i]) / 2 - weight) / mass / s->rate_hz;
		if (v < lowest) {
			lowest = v;
			*liftoff = i;
		}
		if (v < refuse_below_m_s)
			return false;
		if (v - lowest >= s->config->liftoff_velocity_m_s)
			return true;
	}
	return false;
}

bool liftoff_next(const struct lift_search *s, size_t from, size_t *liftoff)
{
	double weight = system_weight(s);

	for (size_t i = from ? from : 1; i < s->frames; i++)
		if (s->smooth_n[i - 1] < weight && s->smooth_n[i] >= weight &&
		    accept(s, i, liftoff))
			return true;
	return false;
}
