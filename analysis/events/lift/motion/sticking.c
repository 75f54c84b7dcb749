/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"

static const double deep_share = 0.1; /* of the peak velocity */
static const double rise_share = 0.02;
static const double min_s = 0.08;

/* The deepest valley of velocity between lift-off and lockout: from the maximum before it to its
 * bottom. */
void sticking_find(const struct lift_search *s, struct lift *lift)
{
	const double *v = s->velocity;
	size_t peak = lift->liftoff, bottom = lift->liftoff, valley_peak = lift->liftoff;
	double deepest = deep_share * lift->peak_velocity_m_s;

	lift->sticking_start = lift->sticking_end = 0;
	for (size_t i = lift->liftoff; i <= lift->lockout; i++) {
		if (v[i] >= v[peak])
			peak = bottom = i;
		else if (v[i] < v[bottom]) {
			bottom = i;
			valley_peak = peak;
		}
		if (v[valley_peak] - v[bottom] > deepest &&
		    v[i] - v[bottom] > rise_share * lift->peak_velocity_m_s &&
		    bottom - valley_peak >= frames_of(s, min_s)) {
			deepest = v[valley_peak] - v[bottom];
			lift->sticking_start = valley_peak;
			lift->sticking_end = bottom;
		}
	}
}
