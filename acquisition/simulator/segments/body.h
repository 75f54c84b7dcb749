/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lifter from the side: foot, shank, thigh, pelvis with abdomen, thorax with head, and arms that
 * hang to the bar; both legs do the same. x forward from the ankle, y up from the floor, in m.
 *
 * Masses, centres of mass and radii of gyration: Dempster's as in Winter, Biomechanics and Motor
 * Control of Human Movement (2009), table 4.1; lengths: Drillis & Contini, ibid. figure 4.1. */
#ifndef ACQUISITION_SIMULATOR_SEGMENTS_BODY_H
#define ACQUISITION_SIMULATOR_SEGMENTS_BODY_H

enum joint { JOINT_ANKLE, JOINT_KNEE, JOINT_HIP, JOINT_TRUNK, JOINTS };
/* the first four form the chain from the ankle to the shoulder */
enum segment {
	SEGMENT_SHANK,
	SEGMENT_THIGH,
	SEGMENT_PELVIS,
	SEGMENT_THORAX,
	SEGMENT_ARMS,
	SEGMENTS,
	CHAIN = SEGMENT_ARMS
};

#define PLATE_RADIUS_M 0.225 /* height of the bar that rests on the floor */

struct body {
	double mass_kg, foot_kg, height_m;
	double ankle_m;       /* above the floor */
	double bar_m;         /* the bar is in front of the ankle by this: over the mid-foot */
	double heel_m, toe_m; /* where the foot ends, from the ankle */
	/* of a pair where there are two; a segment's length, from its lower end to its centre of
	 * mass (arms: from the shoulder down), and moment of inertia about it */
	double kg[SEGMENTS], length_m[SEGMENTS], com_m[SEGMENTS], inertia[SEGMENTS];
};

/* Flexion in rad: the shank leans forward, the knee takes the thigh back, the hip and the trunk
 * bend forward. reach: 0 = the arms hang, 1 = the hands are over the bar. */
struct posture {
	double joint[JOINTS], reach;
};

struct point {
	double x, y;
};

struct pose {
	struct point knee, hip, shoulder, hand;
	struct point com[SEGMENTS];
	double lean[SEGMENTS]; /* rad from the vertical, forward positive */
};

struct body body_make(double mass_kg, double height_m);
void body_pose(const struct body *, const struct posture *, struct pose *);
/* The body's centre of mass, feet included. */
struct point body_com(const struct body *, const struct pose *);

/* How a lifter bends down: the back is bent by trunk_rad, the shoulder is in front of the bar by
 * shoulder_m, the centre of mass in front of the ankle by balance_m. */
struct crouch {
	double trunk_rad, shoulder_m, balance_m;
};

/* Bent down to a bar on the floor so that straight arms would end hand_m above it. */
struct posture posture_at_bar(const struct body *, const struct crouch *, double hand_m);
struct posture posture_upright(double shank_rad, double reach);

#endif
