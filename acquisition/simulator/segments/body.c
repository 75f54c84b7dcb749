/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/segments/body.h"

#include <math.h>

/* Of body mass, both sides together; of body height; from the lower end (arms: upper), of the
 * length; radius of gyration, of the length. The trunk is cut at T12-L1, 0.45 of the way from hip
 * to shoulder; the centre of thorax and head follows from that of the whole (0.66). Its halves turn
 * like rods: the table has no figure. The arms' figures are of shoulder to wrist (0.332 of height),
 * here of shoulder to the grip (0.386). */
static const struct {
	double mass, length, com, gyration;
} table[SEGMENTS] = {
	[SEGMENT_SHANK] = {2 * 0.0465, 0.246, 0.567, 0.302},
	[SEGMENT_THIGH] = {2 * 0.100, 0.245, 0.567, 0.323},
	[SEGMENT_PELVIS] = {0.281, 0.45 * 0.288, 0.73, 0.289},
	[SEGMENT_THORAX] = {0.297, 0.55 * 0.288, 0.952, 0.289},
	[SEGMENT_ARMS] = {2 * 0.050, 0.386, 0.53 * 0.332 / 0.386, 0.368 * 0.332 / 0.386},
};
static const double foot_mass = 2 * 0.0145, foot_length = 0.152, ankle_height = 0.039;

struct body body_make(double mass_kg, double height_m)
{
	double foot_m = foot_length * height_m;
	struct body body = {
		.mass_kg = mass_kg,
		.foot_kg = foot_mass * mass_kg,
		.height_m = height_m,
		.ankle_m = ankle_height * height_m,
		.bar_m = 0.25 * foot_m,
		.heel_m = -0.25 * foot_m,
		.toe_m = 0.75 * foot_m,
	};

	for (int i = 0; i < SEGMENTS; i++) {
		double radius_m = table[i].gyration * table[i].length * height_m;

		body.kg[i] = table[i].mass * mass_kg;
		body.length_m[i] = table[i].length * height_m;
		body.com_m[i] = table[i].com * body.length_m[i];
		body.inertia[i] = body.kg[i] * radius_m * radius_m;
	}
	return body;
}

static struct point along(struct point from, double lean, double length_m)
{
	double s, c;

	sincos(lean, &s, &c);
	return (struct point){from.x + length_m * s, from.y + length_m * c};
}

/* Straight arms from the shoulder down to hands at hand_x. */
static void hang_arms(const struct body *body, double hand_x, struct pose *pose)
{
	double arm_m = body->length_m[SEGMENT_ARMS], part = body->com_m[SEGMENT_ARMS] / arm_m;
	double s = (pose->shoulder.x - hand_x) / arm_m;
	double down_m = arm_m * sqrt(1 - s * s);
	struct point shoulder = pose->shoulder;

	pose->hand = (struct point){hand_x, shoulder.y - down_m};
	pose->com[SEGMENT_ARMS] =
		(struct point){shoulder.x - part * s * arm_m, shoulder.y - part * down_m};
	pose->lean[SEGMENT_ARMS] = asin(s);
}

void body_pose(const struct body *body, const struct posture *posture, struct pose *pose)
{
	const double *joint = posture->joint;
	struct point end[CHAIN + 1] = {{0, body->ankle_m}};

	pose->lean[SEGMENT_SHANK] = joint[JOINT_ANKLE];
	pose->lean[SEGMENT_THIGH] = pose->lean[SEGMENT_SHANK] - joint[JOINT_KNEE];
	pose->lean[SEGMENT_PELVIS] = pose->lean[SEGMENT_THIGH] + joint[JOINT_HIP];
	pose->lean[SEGMENT_THORAX] = pose->lean[SEGMENT_PELVIS] + joint[JOINT_TRUNK];
	for (int i = 0; i < CHAIN; i++) {
		double part = body->com_m[i] / body->length_m[i];

		end[i + 1] = along(end[i], pose->lean[i], body->length_m[i]);
		pose->com[i] = (struct point){end[i].x + part * (end[i + 1].x - end[i].x),
					      end[i].y + part * (end[i + 1].y - end[i].y)};
	}
	pose->knee = end[SEGMENT_SHANK + 1];
	pose->hip = end[SEGMENT_THIGH + 1];
	pose->shoulder = end[CHAIN];
	hang_arms(body, pose->shoulder.x + posture->reach * (body->bar_m - pose->shoulder.x), pose);
}

struct point body_com(const struct body *body, const struct pose *pose)
{
	/* the foot's own is halfway from heel to toe */
	struct point sum = {body->foot_kg * (body->heel_m + body->toe_m) / 2,
			    body->foot_kg * body->ankle_m / 2};

	for (int i = 0; i < SEGMENTS; i++) {
		sum.x += body->kg[i] * pose->com[i].x;
		sum.y += body->kg[i] * pose->com[i].y;
	}
	return (struct point){sum.x / body->mass_kg, sum.y / body->mass_kg};
}

/* The hip lies behind the line from knee to shoulder, where two arcs meet. */
static struct posture posture_on_shank(const struct body *body, const struct crouch *crouch,
				       double hand_m, double shank_rad)
{
	double trunk_rad = crouch->trunk_rad, shoulder_m = crouch->shoulder_m;
	double arm_m = body->length_m[SEGMENT_ARMS], thigh_m = body->length_m[SEGMENT_THIGH];
	double lower_m = body->length_m[SEGMENT_PELVIS], upper_m = body->length_m[SEGMENT_THORAX];
	struct point knee =
		along((struct point){0, body->ankle_m}, shank_rad, body->length_m[SEGMENT_SHANK]);
	struct point shoulder = {body->bar_m + shoulder_m,
				 hand_m + sqrt(arm_m * arm_m - shoulder_m * shoulder_m)};
	/* the bent trunk as one link */
	double trunk_m = hypot(lower_m + upper_m * cos(trunk_rad), upper_m * sin(trunk_rad));
	double bend = atan2(upper_m * sin(trunk_rad), lower_m + upper_m * cos(trunk_rad));
	double dx = shoulder.x - knee.x, dy = shoulder.y - knee.y, d = hypot(dx, dy);
	double foot = (d * d + thigh_m * thigh_m - trunk_m * trunk_m) / (2 * d);
	double off = sqrt(fmax(0, thigh_m * thigh_m - foot * foot));
	struct point hip = {knee.x + (foot * dx - off * dy) / d,
			    knee.y + (foot * dy + off * dx) / d};
	double thigh = atan2(hip.x - knee.x, hip.y - knee.y);
	double pelvis = atan2(shoulder.x - hip.x, shoulder.y - hip.y) - bend;

	return (struct posture){
		{shank_rad, shank_rad - thigh, pelvis - thigh, trunk_rad},
		1,
	};
}

/* The further the shank leans, the further everything above comes forward. */
struct posture posture_at_bar(const struct body *body, const struct crouch *crouch, double hand_m)
{
	double lo = 0.05, hi = 0.6;
	struct posture posture;
	struct pose pose;

	for (int i = 0; i < 30; i++) {
		double middle = (lo + hi) / 2;

		posture = posture_on_shank(body, crouch, hand_m, middle);
		body_pose(body, &posture, &pose);
		if (body_com(body, &pose).x < crouch->balance_m)
			lo = middle;
		else
			hi = middle;
	}
	return posture;
}

struct posture posture_upright(double shank_rad, double reach)
{
	/* the knees nearly straight, the trunk upright */
	double knee = 0.02;

	return (struct posture){{shank_rad, knee, knee - shank_rad, 0}, reach};
}
