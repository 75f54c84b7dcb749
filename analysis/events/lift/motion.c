/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/motion.h"

#include <math.h>

void motion_integrate(const double *force_n, size_t count, double rate_hz, double weight_n,
		      double mass_kg, double *velocity, double *displacement)
{
	double dt = 1 / rate_hz;

	for (size_t i = 1; i < count; i++) {
		double force = (force_n[i - 1] + force_n[i]) / 2;

		velocity[i] = velocity[i - 1] + (force - weight_n) / mass_kg * dt;
		displacement[i] = displacement[i - 1] + (velocity[i - 1] + velocity[i]) / 2 * dt;
	}
}

static void displace(const double *velocity, size_t count, double rate_hz, double *displacement)
{
	for (size_t i = 1; i < count; i++)
		displacement[i] =
			displacement[i - 1] + (velocity[i - 1] + velocity[i]) / 2 / rate_hz;
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
