/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Velocity and displacement of the whole system (body and bar) from force alone; meaningful only
 * between lift-off and touchdown (docs/methods.md#kinetics). */
#ifndef ANALYSIS_EVENTS_LIFT_MOTION_MOTION_H
#define ANALYSIS_EVENTS_LIFT_MOTION_MOTION_H

#include <stddef.h>

/* Trapezoid integration of (F - weight_n) / mass_kg over count samples from the given state at
 * sample 0 (velocity[0] and displacement[0] are read). (oracle O35) */
void motion_integrate(const double *force_n, size_t count, double rate_hz, double weight_n,
		      double mass_kg, double *velocity, double *displacement);
/* The velocity is known to be zero at sample 0 and at sample rest (> 0), where the integral shows
 * v_rest instead: takes the line between them off 0 .. count - 1 and integrates displacement again
 * from 0. (oracle O36) */
void motion_correct(double v_rest, double rest, size_t count, double rate_hz, double *velocity,
		    double *displacement);
/* Unknown: NaN throughout. */
void motion_forget(double *velocity, double *displacement, size_t count);
/* Adds a constant to the velocity and integrates displacement again from 0. */
void motion_shift(double v, size_t count, double rate_hz, double *velocity, double *displacement);

#endif
