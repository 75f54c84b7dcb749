/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of segments against geometry and the published table. */
#include "acquisition/simulator/segments/set.h"
#include "tests/support/assert_near.h"

#include <stdio.h>

static double distance(struct point a, struct point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

static void the_segments_weigh_the_body(void **state)
{
	struct body body = body_make(80, 1.75);
	double sum = body.foot_kg;

	(void)state;
	for (int i = 0; i < SEGMENTS; i++)
		sum += body.kg[i];
	assert_near(sum, 80, 1e-9);
	/* head, arms and trunk: 0.678 of body mass */
	assert_near(body.kg[SEGMENT_PELVIS] + body.kg[SEGMENT_THORAX] + body.kg[SEGMENT_ARMS],
		    0.678 * 80, 1e-9);
}

/* Trunk, head and neck: 0.66 of the way from hip to shoulder (Winter 2009, table 4.1). */
static void the_trunk_in_two_has_the_centre_of_the_whole(void **state)
{
	struct body body = body_make(80, 1.75);
	struct posture upright = {{0}, 0};
	struct pose pose;

	(void)state;
	body_pose(&body, &upright, &pose);
	double lower = body.kg[SEGMENT_PELVIS], upper = body.kg[SEGMENT_THORAX];
	double centre = (lower * pose.com[SEGMENT_PELVIS].y + upper * pose.com[SEGMENT_THORAX].y) /
			(lower + upper);
	assert_near((centre - pose.hip.y) / (pose.shoulder.y - pose.hip.y), 0.66, 0.001);
	/* hip and shoulder at 0.530 and 0.818 of height (ibid. figure 4.1) */
	assert_near(pose.hip.y, 0.530 * 1.75, 1e-9);
	assert_near(pose.shoulder.y, 0.818 * 1.75, 1e-9);
}

/* Standing people have it at 0.55 to 0.58 of their height. */
static void the_centre_of_mass_of_an_upright_body_is_behind_the_navel(void **state)
{
	struct body body = body_make(80, 1.75);
	struct posture upright = posture_upright(0.05, 0);
	struct pose pose;

	(void)state;
	body_pose(&body, &upright, &pose);
	struct point com = body_com(&body, &pose);
	assert_near(com.y / 1.75, 0.565, 0.02);
	/* over the foot, a few centimetres before the ankle */
	assert_near(com.x, 0.04, 0.02);
}

static void the_posture_at_the_bar_is_the_one_asked_for(void **state)
{
	(void)state;
	for (double height_m = 1.63; height_m <= 1.9; height_m += 0.09) {
		struct body body = body_make(75, height_m);
		struct crouch crouch = {0.2, 0.03, -0.01};
		struct posture posture = posture_at_bar(&body, &crouch, 0.215);
		struct pose pose;

		body_pose(&body, &posture, &pose);
		assert_near(pose.hand.y, 0.215, 1e-9);
		assert_near(pose.hand.x, body.bar_m, 1e-9);
		assert_near(pose.shoulder.x, body.bar_m + 0.03, 1e-9);
		assert_near(body_com(&body, &pose).x, -0.01, 1e-6);
		assert_near(distance(pose.hand, pose.shoulder), body.length_m[SEGMENT_ARMS], 1e-9);
		assert_near(distance(pose.knee, pose.hip), body.length_m[SEGMENT_THIGH], 1e-9);
		/* bent down, not sitting: the hip is behind the foot and above the knee */
		assert_true(pose.hip.x < body.heel_m && pose.hip.y > pose.knee.y);
	}
}

static void bending_and_rising_keep_balance_and_lift_the_hands(void **state)
{
	static struct plan plan;
	static struct set set;
	struct simulator_options options;

	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		simulator_options_init(&options);
		options.seed = seed;
		options_draw(&options);
		set_draw(&set, &plan, &options);
		for (size_t i = 0; i < 2; i++) { /* down to the bar, and up with it */
			const struct stretch *stretch = &set.stretch[i];
			double before_m = i ? -INFINITY : INFINITY, from_m = 0, to_m = 0;

			for (int k = 0; k <= 20; k++) {
				struct posture posture = stretch_posture(stretch, k / 20.0);
				struct pose pose;

				body_pose(&set.body, &posture, &pose);
				assert_true(i ? pose.hand.y > before_m : pose.hand.y < before_m);
				before_m = pose.hand.y;
				if (k == 0)
					from_m = body_com(&set.body, &pose).x;
				to_m = body_com(&set.body, &pose).x;
				assert_true(to_m > set.body.heel_m && to_m < set.body.toe_m);
			}
			assert_true(fabs(from_m - to_m) < 0.08);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_segments_weigh_the_body),
		cmocka_unit_test(the_trunk_in_two_has_the_centre_of_the_whole),
		cmocka_unit_test(the_centre_of_mass_of_an_upright_body_is_behind_the_navel),
		cmocka_unit_test(the_posture_at_the_bar_is_the_one_asked_for),
		cmocka_unit_test(bending_and_rising_keep_balance_and_lift_the_hands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
