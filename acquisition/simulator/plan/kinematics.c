/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/plan/kinematics.h"

#include <stdbool.h>
#include <stddef.h>

static double clamp01(double x)
{
	return x < 0 ? 0 : x > 1 ? 1 : x;
}

static bool is_inside(double tau)
{
	return tau > 0 && tau < 1;
}

double minjerk(double tau)
{
	double t = clamp01(tau);

	return t * t * t * (10 + t * (-15 + t * 6));
}

double minjerk_velocity(double tau)
{
	return is_inside(tau) ? 30 * tau * tau * (1 - tau) * (1 - tau) : 0;
}

double minjerk_acceleration(double tau)
{
	return is_inside(tau) ? 60 * tau * (1 - tau) * (1 - 2 * tau) : 0;
}

double smoothstep(double tau)
{
	double t = clamp01(tau);

	return t * t * (3 - 2 * t);
}

struct lift_shape lift_shape_make(double duration_s, double severity)
{
	return (struct lift_shape){
		.duration_s = duration_s,
		.first_s = duration_s * (1 - 0.38 * severity),
		.second_s = duration_s * 0.36 * severity,
		.weight = 1 - 0.45 * severity,
	};
}

double lift_rise(const struct lift_shape *lift, double t_s)
{
	double rest_s = lift->duration_s - lift->second_s;

	return lift->weight * minjerk(t_s / lift->first_s) +
	       (1 - lift->weight) * minjerk((t_s - lift->second_s) / rest_s);
}

double lift_velocity(const struct lift_shape *lift, double t_s)
{
	double rest_s = lift->duration_s - lift->second_s;

	return lift->weight / lift->first_s * minjerk_velocity(t_s / lift->first_s) +
	       (1 - lift->weight) / rest_s * minjerk_velocity((t_s - lift->second_s) / rest_s);
}

/* First t in [0, hi] with value(ctx, t) >= level, of a function that rises. */
static double first_crossing(double (*value)(const void *ctx, double t), const void *ctx, double hi,
			     double level)
{
	double lo = 0;

	for (int i = 0; i < 60; i++) {
		double middle = (lo + hi) / 2;

		if (value(ctx, middle) >= level)
			hi = middle;
		else
			lo = middle;
	}
	return hi;
}

static double minjerk_at(const void *ctx, double tau)
{
	(void)ctx;
	return minjerk(tau);
}

double minjerk_reaches(double level)
{
	return first_crossing(minjerk_at, NULL, 1, level);
}

static double smoothstep_at(const void *ctx, double tau)
{
	(void)ctx;
	return smoothstep(tau);
}

double smoothstep_reaches(double level)
{
	return first_crossing(smoothstep_at, NULL, 1, level);
}

static double rise_at(const void *lift, double t_s)
{
	return lift_rise(lift, t_s);
}

double lift_reaches(const struct lift_shape *lift, double level)
{
	return first_crossing(rise_at, lift, lift->duration_s, level);
}
