/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/segments/motion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = JOINTS + 1, SMOOTH_REACH = 10, SMOOTH_PASSES = 3 };

struct posture stretch_posture(const struct stretch *stretch, double u)
{
	const struct posture *from = &stretch->from, *to = &stretch->to;
	struct posture posture = {.reach = from->reach + u * (to->reach - from->reach)};

	for (int j = 0; j < JOINTS; j++)
		posture.joint[j] = from->joint[j] + (u + stretch->lead[j] * u * (1 - u)) *
							    (to->joint[j] - from->joint[j]);
	/* the cubic through both, and 0 at the ends */
	posture.joint[JOINT_ANKLE] +=
		u * (1 - u) / (0.25 * 0.75 * 0.5) *
		(stretch->balance_rad[0] * (0.75 - u) + stretch->balance_rad[1] * (u - 0.25));
	return posture;
}

static struct point centre_at(const struct stretch *stretch, const struct body *body, double u)
{
	struct posture posture = stretch_posture(stretch, u);
	struct pose pose;

	body_pose(body, &posture, &pose);
	return body_com(body, &pose);
}

void stretch_balance(struct stretch *stretch, const struct body *body)
{
	double from_m = centre_at(stretch, body, 0).x, to_m = centre_at(stretch, body, 1).x;

	/* the body turns about the ankle: each round leaves a small part of the error */
	for (int round = 0; round < 8; round++)
		for (int i = 0; i < 2; i++) {
			double u = i ? 0.75 : 0.25;
			struct point centre = centre_at(stretch, body, u);
			double error_m = centre.x - (from_m + u * (to_m - from_m));

			stretch->balance_rad[i] -= error_m / (centre.y - body->ankle_m);
		}
}

/* 0 .. 1 over 0 <= tau <= 1: from rest, or with a corner where the move turns around. */
static double rise(double tau, bool turns)
{
	if (tau <= 0)
		return 0;
	if (tau >= 1)
		return 1;
	return turns ? tau * (2 - tau) : 0.5 * (1 - cos(M_PI * tau));
}

static double creep_speed(const struct pace *pace, double t_s)
{
	return rise(t_s / pace->creep_s, false) *
	       (1 - rise((t_s - pace->creep_s) / pace->rise_s, false));
}

static double move_speed(const struct pace *pace, double t_s, double duration_s)
{
	double tau = t_s / duration_s, stick = (tau - pace->stick_at) / 0.22;
	double slow = fabs(stick) < 1 ? pace->stick_depth * 0.5 * (1 + cos(M_PI * stick)) : 0;

	return rise(t_s / pace->rise_s, pace->turns_at_start) *
	       rise((duration_s - t_s) / pace->fall_s, pace->turns_at_end) *
	       (1 + pace->tilt * (2 * tau - 1)) * (1 - slow);
}

/* Share of the way at each grid point of the stretch. Speed is a times the creep's plus b times the
 * move's: the creep ends at its share, and the whole at 1. */
static void share_gone(const struct stretch *stretch, size_t first, size_t count, double *creep,
		       double *move)
{
	const struct pace *pace = &stretch->pace;
	double move_s = stretch->duration_s - pace->creep_s;
	double creep_at = 0, move_at = 0, taut_at = 0;

	for (size_t k = 0; k < count; k++) {
		/* the middle of the step that ends here */
		double t_s = ((double)(first + k) - 0.5) * GRID_S - stretch->start_s;

		if (pace->creep_s > 0 && t_s > 0)
			creep_at += creep_speed(pace, t_s);
		creep[k] = creep_at;
		if (t_s > pace->creep_s)
			move_at += move_speed(pace, t_s - pace->creep_s, move_s);
		else
			taut_at = creep_at;
		move[k] = move_at;
	}
	double a = taut_at > 0 ? pace->creep_share / taut_at : 0;
	double b = (1 - a * creep_at) / move_at;
	for (size_t k = 0; k < count; k++)
		creep[k] = a * creep[k] + b * move[k];
}

static void put(double *angles, size_t points, size_t k, const struct posture *posture)
{
	for (size_t j = 0; j < JOINTS; j++)
		angles[j * points + k] = posture->joint[j];
	angles[JOINTS * points + k] = posture->reach;
}

static int fill(const struct stretch *stretch, size_t count, double *angles, size_t points)
{
	double *scratch = malloc(2 * points * sizeof(*scratch));
	struct posture posture = stretch[0].from;
	size_t k = 0;

	if (!scratch)
		return -1;
	for (size_t i = 0; i < count; i++) {
		size_t first = (size_t)ceil(stretch[i].start_s / GRID_S);
		size_t steps = (size_t)ceil(stretch[i].duration_s / GRID_S) + 1;

		for (; k < first && k < points; k++)
			put(angles, points, k, &posture);
		if (k < first || first + steps > points)
			break; /* beyond the grid */
		share_gone(&stretch[i], first, steps, scratch, scratch + points);
		for (; k < first + steps; k++) {
			posture = stretch_posture(&stretch[i], fmin(1, scratch[k - first]));
			put(angles, points, k, &posture);
		}
		posture = stretch[i].to;
	}
	for (; k < points; k++)
		put(angles, points, k, &posture);
	free(scratch);
	return 0;
}

/* Mean of the points around each; the ends go on as they are. before: room for the points and the
 * reach on both sides. */
static void smooth(double *column, size_t points, double *before)
{
	const double width = 2 * SMOOTH_REACH + 1;
	double sum = 0;

	for (size_t k = 0; k < SMOOTH_REACH; k++) {
		before[k] = column[0];
		before[SMOOTH_REACH + points + k] = column[points - 1];
	}
	memcpy(before + SMOOTH_REACH, column, points * sizeof(*column));
	for (size_t k = 0; k < 2 * SMOOTH_REACH; k++)
		sum += before[k];
	for (size_t k = 0; k < points; k++) {
		sum += before[k + 2 * SMOOTH_REACH];
		column[k] = sum / width;
		sum -= before[k];
	}
}

int motion_angles(const struct stretch *stretch, size_t count, double *angles, size_t points)
{
	double *before = malloc((points + 2 * SMOOTH_REACH) * sizeof(*before));
	int ret = before ? fill(stretch, count, angles, points) : -1;

	for (int pass = 0; pass < SMOOTH_PASSES && !ret; pass++)
		for (size_t j = 0; j < COLUMNS; j++)
			smooth(angles + j * points, points, before);
	free(before);
	return ret;
}
