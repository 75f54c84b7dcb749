/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes a lift is made of. A minimum-jerk move (Flash & Hogan 1985) starts and ends at rest
 * and without acceleration; tau = time since its start over its duration. */
#ifndef ACQUISITION_SIMULATOR_PLAN_KINEMATICS_H
#define ACQUISITION_SIMULATOR_PLAN_KINEMATICS_H

double minjerk(double tau);              /* 0 .. 1; held outside 0 <= tau <= 1 */
double minjerk_velocity(double tau);     /* d/dtau, 0 outside */
double minjerk_acceleration(double tau); /* d2/dtau2, 0 outside */
double smoothstep(double tau);           /* 0 .. 1 with flat ends; held outside */

/* A lift as two overlapping minimum-jerk moves: the gap between them is the sticking region.
 * severity 0 = one smooth move, 1 = nearly stopped. */
struct lift_shape {
	double duration_s;
	double first_s;  /* duration of the first move */
	double second_s; /* start of the second, which ends with the lift */
	double weight;   /* share of the rise the first one brings */
};

struct lift_shape lift_shape_make(double duration_s, double severity);
double lift_rise(const struct lift_shape *, double t_s);     /* share of the rise, 0 .. 1 */
double lift_velocity(const struct lift_shape *, double t_s); /* its derivative, 1/s */

/* When they first reach level, 0 < level < 1: tau, tau, s. */
double minjerk_reaches(double level);
double smoothstep_reaches(double level);
double lift_reaches(const struct lift_shape *, double level);

#endif
