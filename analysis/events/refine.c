/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift.h"

#include <math.h>

/* Plateau at lockout: the first stretch near the top where the force stands at the system weight.
 * Its velocity is zero, so what the integral shows there is drift. */
static const double plateau_level_ratio = 0.02;
static const double plateau_min_s = 0.1;
static const double near_top = 0.7;
static const double rest_below_m_s = 0.02;

static void integrate(const struct lift_search *s, size_t from, size_t to, double v, double d)
{
	double mass = system_mass(s), weight = system_weight(s), dt = 1 / s->rate_hz;

	s->velocity[from] = v;
	s->displacement[from] = d;
	for (size_t i = from + 1; i <= to; i++) {
		double was = v;

		v += ((s->fine_n[i - 1] + s->fine_n[i]) / 2 - weight) / mass * dt;
		d += (was + v) / 2 * dt;
		s->velocity[i] = v;
		s->displacement[i] = d;
	}
}

static bool window_is_still(const struct lift_search *s, size_t i)
{
	double weight = system_weight(s);

	return fabs(s->rest_mean_n[i] - weight) < plateau_level_ratio * weight &&
	       s->rest_sd_n[i] < s->rest_sd_ratio * s->rest_mean_n[i];
}

static void find_plateau(const struct lift_search *s, struct lift *lift)
{
	size_t i = lift->liftoff;
	size_t last = lift->end > s->rest_window ? lift->end - s->rest_window : 0;

	lift->hold_start = lift->hold_end = 0;
	while (i < last && s->displacement[i] < near_top * lift->displacement_m)
		i++;
	while (i <= last && !window_is_still(s, i))
		i++;
	if (i > last)
		return;
	lift->hold_start = i;
	while (i <= last && window_is_still(s, i))
		i++;
	lift->hold_end = i - 1 + s->rest_window;
}

static double mean_velocity(const struct lift_search *s, size_t from, size_t to)
{
	double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += s->velocity[i];
	return sum / (double)(to - from);
}

/* Velocity is zero at lift-off and on the plateau: what lies between is corrected by a line, what
 * follows starts again from zero. */
static void correct(const struct lift_search *s, struct lift *lift)
{
	size_t middle = (lift->hold_start + lift->hold_end) / 2;
	double v_end = mean_velocity(s, lift->hold_start, lift->hold_end);
	double slope = v_end / (double)(middle - lift->liftoff), d = 0, dt = 1 / s->rate_hz;

	lift->end_velocity_m_s = v_end;
	for (size_t i = lift->liftoff + 1; i <= lift->hold_end; i++) {
		s->velocity[i] -= slope * (double)(i - lift->liftoff);
		d += (s->velocity[i - 1] + s->velocity[i]) / 2 * dt;
		s->displacement[i] = d;
	}
	integrate(s, lift->hold_end, lift->end, 0, d);
}

static void find_lockout(const struct lift_search *s, struct lift *lift)
{
	double top = 0, fastest = 0, level;
	size_t i, peak = lift->liftoff;

	for (i = lift->liftoff; i <= lift->end; i++) {
		top = fmax(top, s->displacement[i]);
		if (s->velocity[i] > fastest) {
			fastest = s->velocity[i];
			peak = i;
		}
	}
	lift->displacement_m = top;
	lift->peak_velocity_m_s = fastest;
	level = s->config->lockout_fraction * top;
	for (i = lift->liftoff; i < lift->end && s->displacement[i] < level; i++)
		;
	lift->lockout = i;
	for (i = peak; i < lift->end && s->velocity[i] >= rest_below_m_s; i++)
		;
	lift->rest = i;
	for (i = lift->end; i > lift->lockout && s->displacement[i] < level; i--)
		;
	lift->lower = i;
}

void lift_refine(const struct lift_search *s, struct lift *lift)
{
	lift->end_velocity_m_s = NAN;
	integrate(s, lift->liftoff, lift->end, 0, 0);
	find_plateau(s, lift);
	if (lift->hold_end > lift->hold_start)
		correct(s, lift);
	lift->end = touchdown_find(s, lift);
	find_lockout(s, lift);
	lift->end_displacement_m = s->displacement[lift->end];
}
