/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forces and moments of a set, by inverse dynamics of the segments and by the bar's own motion. */
#ifndef ACQUISITION_SIMULATOR_SEGMENTS_DYNAMICS_H
#define ACQUISITION_SIMULATOR_SEGMENTS_DYNAMICS_H

#include "acquisition/simulator/segments/motion.h"

/* What is known of the set at each grid point. */
enum track {
	/* of the segments as their joints move them, without the bar */
	TRACK_HAND_M, /* where straight arms end */
	TRACK_HAND_X_M,
	TRACK_HIP_X_M,
	TRACK_KNEE_X_M,
	TRACK_BODY_M, /* centre of mass */
	TRACK_BODY_X_M,
	TRACK_BODY_N,   /* sum of m (g + a) */
	TRACK_FLOOR_NM, /* forward moments of weight and inertia about the ankle's place on the
			   floor */
	TRACK_HIP_NM,   /* and of what is above them about hip and knee */
	TRACK_KNEE_NM,
	/* of the bar and of the body that gives way to it */
	TRACK_GRIP, /* 1 = the hands hold the bar */
	TRACK_TENSION_N,
	TRACK_BAR_M,   /* 0 = stands on the floor */
	TRACK_FLOOR_N, /* what the floor gives the discs; below 0 they are off it */
	TRACK_GIVE_M,  /* the body is higher than its joints say */
	TRACK_GIVE_N,  /* the force that accelerates it there */
	TRACKS
};

struct tracks {
	size_t points;
	double *of[TRACKS];
	double *block; /* all of them */
};

int tracks_init(struct tracks *, size_t points); /* zeroes; 0, or -1 when out of memory */
void tracks_reset(struct tracks *);
/* The grid point nearest to a moment that is not negative; the last beyond the end. */
size_t track_point(const struct tracks *, double t_s);
/* Cubic between grid points, held beyond the ends. */
double track_at(const struct tracks *, enum track, double t_s);

/* Bar, floor and the body's spring. The bar bends between hands and discs; it only pulls. The floor
 * only pushes. The body gives way: its joints and soft parts are a spring, upright bodies resonate
 * near 5 Hz (Matsumoto & Griffin 1998). */
struct bar {
	double kg, stiffness, damping; /* N/m, N s/m */
	double floor_stiffness, floor_damping;
	double body_kg, body_stiffness, body_damping;
};

double bar_weight_n(const struct bar *);
double bar_slack_m(const struct bar *); /* the hands' way until they carry the weight */
double bar_sink_m(const struct bar *);  /* how deep the discs stand in the floor */

/* From the angles of motion_angles(). */
void body_forces(const struct body *, const double *angles, struct tracks *);
/* From TRACK_HAND_M and TRACK_GRIP. */
void bar_forces(const struct bar *, struct tracks *);

/* Vertical ground force; forward moment of all about hip and knee; centre of pressure in front of
 * the ankle, within the foot. */
double ground_force(const struct tracks *, size_t k);
double hip_moment(const struct tracks *, size_t k);
double knee_moment(const struct tracks *, size_t k);
double pressure_centre(const struct tracks *, const struct body *, size_t k);
/* Height of body and bar's common centre of mass. */
double system_height(const struct tracks *, const struct bar *, size_t k);

#endif
