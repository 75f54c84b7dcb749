/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands on the plates. */
#include "acquisition/capture/presence/observer.h"
#include "tests/support/assert_near.h"

/* Two plates of one column each, 1 N a count. */
static void two_plates(struct recording_info *info, enum foot first, enum foot second)
{
	recording_info_init(info);
	info->channels = 2;
	info->plates = 2;
	for (size_t i = 0; i < 2; i++) {
		info->plate[i].kind = PLATE_FZ;
		info->plate[i].foot = i ? second : first;
		info->plate[i].cells = 1;
		info->plate[i].cell[0].column = (int)i;
		info->plate[i].cell[0].newton_per_unit = 1;
	}
}

static void look(struct observer *observer, int32_t first, int32_t second)
{
	const int32_t counts[] = {first, second};

	observer_take(observer, counts, 1);
}

static void a_foot_is_on_above_40_and_off_below_20(void **state)
{
	static const int force[] = {39, 41, 25, 21, 19, 39, 41};
	static const bool on[] = {false, true, true, true, false, false, true};
	struct recording_info info;
	struct observer observer;

	(void)state;
	two_plates(&info, FOOT_LEFT, FOOT_RIGHT);
	observer_init(&observer, &info, 40);
	for (size_t i = 0; i < sizeof(force) / sizeof(force[0]); i++) {
		look(&observer, force[i], 0);
		assert_int_equal(observer_sees_any(&observer), on[i]);
		assert_false(observer_sees_all(&observer));
	}
	look(&observer, 100, 100);
	assert_true(observer_sees_all(&observer));
}

static void sides_follow_the_feet_not_the_order(void **state)
{
	struct recording_info info;
	struct observer observer;

	(void)state;
	two_plates(&info, FOOT_RIGHT, FOOT_LEFT);
	observer_init(&observer, &info, 40);
	look(&observer, 300, 500);
	assert_near(observer.force_n[0], 500.0, 0.0);
	assert_near(observer.force_n[1], 300.0, 0.0);
	two_plates(&info, FOOT_UNKNOWN, FOOT_UNKNOWN);
	observer_init(&observer, &info, 40);
	look(&observer, 300, 500);
	assert_near(observer.force_n[0], 300.0, 0.0);
	assert_near(observer.force_n[1], 500.0, 0.0);
}

static void one_plate_is_enough_where_there_is_one(void **state)
{
	struct recording_info info;
	struct observer observer;

	(void)state;
	two_plates(&info, FOOT_BOTH, FOOT_UNKNOWN);
	info.plates = 1;
	observer_init(&observer, &info, 40);
	look(&observer, 0, 0);
	assert_false(observer_sees_any(&observer));
	look(&observer, 800, 0);
	assert_true(observer_sees_all(&observer));
}

static void a_wrench_is_seen_by_its_vertical_force(void **state)
{
	struct recording_info info;
	struct observer observer;

	(void)state;
	two_plates(&info, FOOT_LEFT, FOOT_RIGHT);
	info.plate[0].kind = PLATE_WRENCH;
	info.plate[0].wrench_column[2] = 1;
	info.plate[0].wrench_scale[2] = -0.5;
	/* a column the device does not have is no force */
	info.plate[1].cell[0].column = 2;
	observer_init(&observer, &info, 40);
	look(&observer, 7000, -400);
	assert_near(observer.force_n[0], 200.0, 0.0);
	assert_near(observer.force_n[1], 0.0, 0.0);
}

static void frames_at_a_rail_are_counted(void **state)
{
	struct recording_info info;
	struct observer observer;

	(void)state;
	two_plates(&info, FOOT_LEFT, FOOT_RIGHT);
	observer_init(&observer, &info, 40);
	look(&observer, 8388606, -8388607);
	assert_int_equal(observer.clipped, 0);
	look(&observer, 8388607, 0);
	look(&observer, 0, -8388608);
	look(&observer, 8388607, 8388607);
	assert_int_equal(observer.clipped, 3);
	observer_take(&observer, NULL, 0);
	assert_int_equal(observer.clipped, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_foot_is_on_above_40_and_off_below_20),
		cmocka_unit_test(sides_follow_the_feet_not_the_order),
		cmocka_unit_test(one_plate_is_enough_where_there_is_one),
		cmocka_unit_test(a_wrench_is_seen_by_its_vertical_force),
		cmocka_unit_test(frames_at_a_rail_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
