/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"
#include "analysis/events/lift/motion/motion.h"

#include <math.h>

/* Plateau at lockout: where the force stands at the system weight near the top. Its velocity is
 * zero, so what the integral shows there is drift. */
static const double plateau_level_ratio_max = 0.02;
static const double near_top = 0.7;
/* more than this is motion (a sticking region), not drift; after a bounce the start is unknown */
static const double drift_m_s = 0.035, drift_m_s2 = 0.012, bounce_m_s = 0.1;
static const double agree_m_s = 0.015;
static const double settled_m_s = 0.005;
static const double rest_below_m_s = 0.02;

/* From a known velocity and displacement at frame from to frame to. */
static void integrate(const struct lift_search *s, const struct lift *lift, size_t from, size_t to,
		      double v, double d)
{
	double weight = lift_weight(s, lift);

	s->velocity[from] = v;
	s->displacement[from] = d;
	motion_integrate(s->smooth_n + from, to - from + 1, s->rate_hz, weight,
			 weight / s->config->gravity_m_s2, s->velocity + from,
			 s->displacement + from);
}

static size_t window_middle(const struct lift_search *s, size_t i)
{
	return i + s->rest_window / 2;
}

/* More than this is motion. */
static double drift_limit(const struct lift_search *s, const struct lift *lift, size_t i)
{
	double t = (double)(i - lift->liftoff) / s->rate_hz;

	return (lift->turnaround ? bounce_m_s : drift_m_s) +
	       (drift_m_s2 + s->load_error_n / system_mass(s)) * t;
}

/* What costs least and refuses most comes first. */
static bool window_is_still(const struct lift_search *s, const struct lift *lift, double level_n,
			    size_t i)
{
	return s->displacement[i] > near_top * lift->displacement_m &&
	       fabs(s->rest_mean_n[i] - lift_weight(s, lift)) < level_n &&
	       s->rest_sd_n[i] < s->rest_sd_ratio * s->rest_mean_n[i] &&
	       fabs(s->velocity[window_middle(s, i)]) < drift_limit(s, lift, i);
}

/* Mean over the still windows within reach of a velocity; NaN where there is none. */
static double still_velocity(const struct lift_search *s, const struct lift *lift, double level_n,
			     size_t last, double about, double reach)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = lift->liftoff + 1; i <= last; i++) {
		double v = s->velocity[window_middle(s, i)];

		if (fabs(v - about) <= reach && window_is_still(s, lift, level_n, i)) {
			sum += v;
			n++;
		}
	}
	return n ? sum / (double)n : NAN;
}

/* The last centimetre of a grinding lift passes for rest too: the plateau is where most still
 * windows agree in velocity. */
static bool find_plateau_at(const struct lift_search *s, struct lift *lift, double level_n)
{
	size_t last = lift->end > s->rest_window ? lift->end - s->rest_window : 0;
	double v = still_velocity(s, lift, level_n, last, 0, INFINITY);

	lift->hold_start = lift->hold_end = 0;
	for (double reach = agree_m_s * 2; reach >= agree_m_s && !isnan(v); reach /= 2)
		v = still_velocity(s, lift, level_n, last, v, reach);
	for (size_t i = lift->liftoff + 1; i <= last && !isnan(v); i++) {
		if (fabs(s->velocity[window_middle(s, i)] - v) > agree_m_s ||
		    !window_is_still(s, lift, level_n, i))
			continue;
		if (!lift->hold_end)
			lift->hold_start = i;
		lift->hold_end = i + s->rest_window;
	}
	return lift->hold_end > 0;
}

/* The slow end of a lift is steady too, but stands below the weight: the wider limit counts only
 * where nothing is as near as the noise allows. */
static bool find_plateau(const struct lift_search *s, struct lift *lift)
{
	double weight = lift_weight(s, lift);

	return find_plateau_at(s, lift, s->rest_level_ratio * weight + s->load_error_n) ||
	       find_plateau_at(s, lift, plateau_level_ratio_max * weight);
}

static double mean_velocity(const struct lift_search *s, size_t from, size_t to)
{
	double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += s->velocity[i];
	return sum / (double)(to - from);
}

/* After a bounce the body still moves at lift-off: the velocity there is unknown, not the weight.
 */
static void correct_rise(const struct lift_search *s, const struct lift *lift)
{
	size_t count = lift->hold_end - lift->liftoff + 1;
	double middle = (double)(lift->hold_start + lift->hold_end) / 2 - (double)lift->liftoff;
	double *v = s->velocity + lift->liftoff, *d = s->displacement + lift->liftoff;

	if (lift->turnaround)
		motion_shift(-lift->end_velocity_m_s, count, s->rate_hz, v, d);
	else
		motion_correct(lift->end_velocity_m_s, middle, count, s->rate_hz, v, d);
}

/* On the plateau the mean velocity is zero, and from the first moment at which it is so nothing
 * moves until the last still window; from there integration starts again. */
static void correct(const struct lift_search *s, struct lift *lift)
{
	size_t last = lift->hold_end - s->rest_window / 2;

	lift->end_velocity_m_s = mean_velocity(s, lift->hold_start, lift->hold_end);
	correct_rise(s, lift);
	lift->hold_rest = lift->hold_start;
	while (lift->hold_rest < last && s->velocity[lift->hold_rest] > settled_m_s)
		lift->hold_rest++;
	for (size_t i = lift->hold_rest + 1; i < last; i++) {
		s->velocity[i] = 0;
		s->displacement[i] = s->displacement[lift->hold_rest];
	}
	integrate(s, lift, last, lift->end, 0, s->displacement[lift->hold_rest]);
}

/* First frame from i on at which x has reached level; end where it never does. */
static size_t first_reaching(const double *x, double level, size_t i, size_t end)
{
	while (i < end && x[i] < level)
		i++;
	return i;
}

static size_t largest(const double *x, size_t from, size_t to)
{
	size_t best = from;

	for (size_t i = from; i <= to; i++)
		if (x[i] > x[best])
			best = i;
	return best;
}

static void find_lockout(const struct lift_search *s, struct lift *lift)
{
	size_t top = lift->hold_end ? lift->hold_rest
				    : largest(s->displacement, lift->liftoff, lift->end);
	size_t fastest = largest(s->velocity, lift->liftoff, top);
	double level = s->config->lockout_fraction * s->displacement[top];

	lift->displacement_m = s->displacement[top];
	lift->peak_velocity_m_s = s->velocity[fastest];
	lift->lockout = first_reaching(s->displacement, level, lift->liftoff, top);
	lift->rest = fastest;
	while (lift->rest < lift->end && s->velocity[lift->rest] >= rest_below_m_s)
		lift->rest++;
	lift->lower = top;
	while (lift->lower < lift->end && s->displacement[lift->lower] >= level)
		lift->lower++;
}

void lift_refine(const struct lift_search *s, struct lift *lift)
{
	lift->end_velocity_m_s = NAN;
	lift->end = touchdown_find(s, lift); /* past it the integral means nothing */
	integrate(s, lift, lift->liftoff, lift->end, lift->start_m_s, 0);
	if (find_plateau(s, lift))
		correct(s, lift);
	find_lockout(s, lift);
	sticking_find(s, lift);
	lift->end_displacement_m = s->displacement[lift->end];
}
