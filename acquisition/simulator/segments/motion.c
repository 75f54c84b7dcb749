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
	posture.joint[JOINT_ANKLE] += stretch->balance_rad * 4 * u * (1 - u);
	return posture;
}

static double forward_at(const struct stretch *stretch, const struct body *body, double u)
{
	struct posture posture = stretch_posture(stretch, u);
	struct pose pose;

	body_pose(body, &posture, &pose);
	return body_com(body, &pose).x;
}

void stretch_balance(struct stretch *stretch, const struct body *body)
{
	double target_m = (forward_at(stretch, body, 0) + forward_at(stretch, body, 1)) / 2;
	double lo = -0.5, hi = 0.5;

	for (int i = 0; i < 40; i++) {
		stretch->balance_rad = (lo + hi) / 2;
		if (forward_at(stretch, body, 0.5) < target_m)
			lo = stretch->balance_rad;
		else
			hi = stretch->balance_rad;
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
	double creep_at = 0, move_at = 0;
	size_t taut = 0;

	for (size_t k = 0; k < count; k++) {
		/* the middle of the step that ends here */
		double t_s = ((double)(first + k) - 0.5) * GRID_S - stretch->start_s;

		if (pace->creep_s > 0 && t_s > 0)
			creep_at += creep_speed(pace, t_s);
		creep[k] = creep_at;
		if (t_s > pace->creep_s)
			move_at += move_speed(pace, t_s - pace->creep_s, move_s);
		else
			taut = k;
		move[k] = move_at;
	}
	double a = creep[taut] > 0 ? pace->creep_share / creep[taut] : 0;
	double b = (1 - a * creep_at) / move_at;
	for (size_t k = 0; k < count; k++)
		creep[k] = a * creep[k] + b * move[k];
}

static void put(double *row, const struct posture *posture)
{
	memcpy(row, posture->joint, sizeof(posture->joint));
	row[JOINTS] = posture->reach;
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
			put(&angles[k * COLUMNS], &posture);
		if (k < first || first + steps > points)
			break;
		share_gone(&stretch[i], first, steps, scratch, scratch + points);
		for (; k < first + steps; k++) {
			posture = stretch_posture(&stretch[i], fmin(1, scratch[k - first]));
			put(&angles[k * COLUMNS], &posture);
		}
		posture = stretch[i].to;
	}
	for (; k < points; k++)
		put(&angles[k * COLUMNS], &posture);
	free(scratch);
	return 0;
}

static size_t held(ptrdiff_t k, size_t points)
{
	return k < 0 ? 0 : (size_t)k < points ? (size_t)k : points - 1;
}

/* Mean of the points around each, of one column. */
static void smooth(double *angles, size_t points, double *before)
{
	const double width = 2 * SMOOTH_REACH + 1;
	double sum = 0;

	for (size_t k = 0; k < points; k++)
		before[k] = angles[k * COLUMNS];
	for (ptrdiff_t k = -SMOOTH_REACH; k <= SMOOTH_REACH; k++)
		sum += before[held(k, points)];
	for (ptrdiff_t k = 0; k < (ptrdiff_t)points; k++) {
		angles[(size_t)k * COLUMNS] = sum / width;
		sum += before[held(k + SMOOTH_REACH + 1, points)] -
		       before[held(k - SMOOTH_REACH, points)];
	}
}

int motion_angles(const struct stretch *stretch, size_t count, double *angles, size_t points)
{
	double *before = malloc(points * sizeof(*before));
	int ret = before ? fill(stretch, count, angles, points) : -1;

	for (int pass = 0; pass < SMOOTH_PASSES && !ret; pass++)
		for (int j = 0; j < COLUMNS; j++)
			smooth(angles + j, points, before);
	free(before);
	return ret;
}
