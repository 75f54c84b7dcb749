/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/motion/motion.h"

#include <math.h>

void motion_integrate(const double *force_n, size_t count, double rate_hz, double weight_n,
		      double mass_kg, double *velocity, double *displacement)
{
	double dt = 1 / rate_hz, v = velocity[0], d = displacement[0];

	/* the next frame need not wait until this one is stored */
	for (size_t i = 1; i < count; i++) {
		double force = (force_n[i - 1] + force_n[i]) / 2, before = v;

		v += (force - weight_n) / mass_kg * dt;
		d += (before + v) / 2 * dt;
		velocity[i] = v;
		displacement[i] = d;
	}
}

static void displace(const double *velocity, size_t count, double rate_hz, double *displacement)
{
	double d = displacement[0];

	for (size_t i = 1; i < count; i++) {
		d += (velocity[i - 1] + velocity[i]) / 2 / rate_hz;
		displacement[i] = d;
	}
}

void motion_correct(double v_rest, double rest, size_t count, double rate_hz, double *velocity,
		    double *displacement)
{
	for (size_t i = 0; i < count; i++)
		velocity[i] -= v_rest * (double)i / rest;
	displace(velocity, count, rate_hz, displacement);
}

void motion_shift(double v, size_t count, double rate_hz, double *velocity, double *displacement)
{
	for (size_t i = 0; i < count; i++)
		velocity[i] += v;
	displace(velocity, count, rate_hz, displacement);
}

void motion_forget(double *velocity, double *displacement, size_t count)
{
	for (size_t i = 0; i < count; i++)
		velocity[i] = displacement[i] = NAN;
}
