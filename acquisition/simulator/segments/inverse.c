/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton and Euler on every segment. Accelerations are second differences of the grid: what they
 * add up to over a lift is the change of momentum, to the last bit. */
#include "acquisition/simulator/plan/plan.h"
#include "acquisition/simulator/segments/dynamics.h"

#include <math.h>
#include <stdbool.h>

static double second(double before, double now, double after)
{
	return (before - 2 * now + after) / (GRID_S * GRID_S);
}

/* What weight and inertia of one segment do. */
struct load {
	double down_n, back_n; /* m (g + a), m a forward */
	double turn_nm;        /* inertia against its turning */
	struct point at;
};

static struct load load_of(const struct body *body, int i, const struct pose *const pose[3])
{
	const struct point *a = &pose[0]->com[i], *b = &pose[1]->com[i], *c = &pose[2]->com[i];

	return (struct load){
		.down_n = body->kg[i] * (STANDARD_GRAVITY + second(a->y, b->y, c->y)),
		.back_n = body->kg[i] * second(a->x, b->x, c->x),
		.turn_nm = body->inertia[i] *
			   second(pose[0]->lean[i], pose[1]->lean[i], pose[2]->lean[i]),
		.at = *b,
	};
}

static double moment_about(const struct load *load, struct point pivot)
{
	return load->down_n * (load->at.x - pivot.x) - load->back_n * (load->at.y - pivot.y) -
	       load->turn_nm;
}

static void put_point(const struct body *body, const struct pose *const pose[3],
		      struct tracks *tracks, size_t k)
{
	const struct point floor = {0, 0};
	struct point com = body_com(body, pose[1]);
	double force_n = body->foot_kg * STANDARD_GRAVITY;
	double floor_nm = force_n * (body->heel_m + body->toe_m) / 2, hip_nm = 0, knee_nm = 0;

	for (int i = 0; i < SEGMENTS; i++) {
		struct load load = load_of(body, i, pose);

		force_n += load.down_n;
		floor_nm += moment_about(&load, floor);
		if (i > SEGMENT_SHANK)
			knee_nm += moment_about(&load, pose[1]->knee);
		if (i > SEGMENT_THIGH)
			hip_nm += moment_about(&load, pose[1]->hip);
	}
	tracks->of[TRACK_HAND_M][k] = pose[1]->hand.y;
	tracks->of[TRACK_HAND_X_M][k] = pose[1]->hand.x;
	tracks->of[TRACK_HIP_X_M][k] = pose[1]->hip.x;
	tracks->of[TRACK_KNEE_X_M][k] = pose[1]->knee.x;
	tracks->of[TRACK_BODY_M][k] = com.y;
	tracks->of[TRACK_BODY_X_M][k] = com.x;
	tracks->of[TRACK_BODY_N][k] = force_n;
	tracks->of[TRACK_FLOOR_NM][k] = floor_nm;
	tracks->of[TRACK_HIP_NM][k] = hip_nm;
	tracks->of[TRACK_KNEE_NM][k] = knee_nm;
}

/* Far below what moves a force by a millionth of a newton. */
#define STILL_RAD 1e-13

static bool has_moved(struct posture *posture, const double *angles, size_t points, size_t k)
{
	struct posture now = {.reach = angles[JOINTS * points + k]};
	bool moved = fabs(now.reach - posture->reach) > STILL_RAD;

	for (size_t j = 0; j < JOINTS; j++) {
		now.joint[j] = angles[j * points + k];
		moved = moved || fabs(now.joint[j] - posture->joint[j]) > STILL_RAD;
	}
	if (moved)
		*posture = now;
	return moved;
}

void body_forces(const struct body *body, const double *angles, struct tracks *tracks)
{
	struct posture posture = {.reach = -1};
	size_t points = tracks->points;
	struct pose pose[3];

	has_moved(&posture, angles, points, 0);
	body_pose(body, &posture, &pose[0]);
	pose[2] = pose[0];
	for (size_t k = 0; k < points; k++) {
		const struct pose *const around[3] = {&pose[(k + 2) % 3], &pose[k % 3],
						      &pose[(k + 1) % 3]};

		if (k + 1 < points && has_moved(&posture, angles, points, k + 1))
			body_pose(body, &posture, &pose[(k + 1) % 3]);
		else
			pose[(k + 1) % 3] = pose[k % 3];
		put_point(body, around, tracks, k);
	}
}
