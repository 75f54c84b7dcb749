/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"

#include <math.h>

static const double patience_s = 20;
static const double moved_m = 0.06; /* before that nothing can end the lift */
static const double flight_n = 20;

/* Zero-velocity update: the force stands at the system weight and the velocity is small enough to
 * be drift. Without the limit on velocity a sticking region is taken for the lockout. */
static const double rest_velocity_m_s = 0.035, rest_velocity_drift_m_s2 = 0.012;
static const double rest_above_m = 0.1; /* a slow start passes for rest too */
static const double rest_hold_s = 0.05;
static const double rest_decay_per_ms = 0.98;

struct follower {
	double v, d, d_max, v_max;
	size_t still, low; /* frames in a row at rest, and with the bar's weight gone */
	double decay;
};

/* One frame further. */
static void step(const struct lift_search *s, const struct lift *lift, size_t i, struct follower *f)
{
	double t = (double)(i - lift->liftoff) / s->rate_hz;
	double force = (s->fine_n[i - 1] + s->fine_n[i]) / 2;

	f->v += (force - system_weight(s)) / system_mass(s) / s->rate_hz;
	if (f->d > rest_above_m && stands_still(s, i, system_weight(s)) &&
	    fabs(f->v) < rest_velocity_m_s + rest_velocity_drift_m_s2 * t) {
		if (++f->still > frames_of(s, rest_hold_s))
			f->v *= f->decay;
	} else {
		f->still = 0;
	}
	f->d += f->v / s->rate_hz;
	f->d_max = f->d > f->d_max ? f->d : f->d_max;
	f->v_max = f->v > f->v_max ? f->v : f->v_max;
	f->low = load_share(s, s->smooth_n[i]) < 0.15 ? f->low + 1 : 0;
}

static bool is_over(const struct lift_search *s, const struct lift *lift, size_t i,
		    const struct follower *f, enum lift_stop *stop)
{
	if (is_spoiled(s, i))
		return *stop = STOP_GAP, true;
	if (s->smooth_n[i] < flight_n)
		return *stop = STOP_FLIGHT, true;
	if (f->d < -0.04 - s->drift_share * f->d_max && i - lift->liftoff > frames_of(s, 0.4))
		return *stop = STOP_BELOW, true;
	if (f->d_max <= moved_m)
		return false;
	if (unloads_at(s, i)) {
		if (f->d < 0.6 * f->d_max)
			return *stop = STOP_UNLOADED, true;
		if (f->d > 0.75 * f->d_max && f->v < 0.5 * f->v_max && is_let_go(s, i))
			return *stop = STOP_DROPPED, true;
	}
	if (f->low > frames_of(s, 0.08) && f->d < 0.5 * f->d_max)
		return *stop = STOP_UNLOADED, true;
	return false;
}

void lift_follow(const struct lift_search *s, struct lift *lift)
{
	size_t limit = lift->liftoff + frames_of(s, patience_s), i = lift->liftoff + 1;
	struct follower f = {.decay = pow(rest_decay_per_ms, 1000 / s->rate_hz)};

	lift->stop = STOP_UNFINISHED;
	for (; i < s->frames && i < limit; i++) {
		step(s, lift, i, &f);
		if (is_over(s, lift, i, &f, &lift->stop))
			break;
	}
	lift->end = i < s->frames ? i : s->frames - 1;
	lift->displacement_m = f.d_max;
	lift->peak_velocity_m_s = f.v_max;
	lift->end_displacement_m = f.d;
}
