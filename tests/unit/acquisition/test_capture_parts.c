/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a capture that decide by themselves: who stands, what is kept, which marks wait. */
#include "acquisition/capture/marks.h"
#include "acquisition/capture/observer.h"
#include "acquisition/capture/preroll.h"
#include "acquisition/capture/system_clock.h"
#include "tests/support/assert_near.h"

#include <stdlib.h>
#include <string.h>

/* --- who stands --- */

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

/* --- what is kept --- */

enum { RATE_HZ = 1000, BLOCK = 20 };

static void add_block(struct preroll *preroll, int64_t first_frame, bool in_contact)
{
	struct note note = {.frames = BLOCK, .first_frame = first_frame};
	int32_t counts[BLOCK];

	for (int i = 0; i < BLOCK; i++)
		counts[i] = (int32_t)first_frame + i;
	preroll_add(preroll, &note, counts, in_contact);
}

/* Takes all; the first frame of what there was, and whether it was without a hole. */
static int64_t take_all(struct preroll *preroll, int64_t *frames)
{
	const int32_t *counts;
	struct note note;
	int64_t first = -1;

	*frames = 0;
	while (preroll_take(preroll, &note, &counts)) {
		if (first < 0)
			first = note.first_frame;
		for (size_t i = 0; i < note.frames; i++)
			assert_int_equal(counts[i], first + *frames + (int64_t)i);
		*frames += (int64_t)note.frames;
	}
	return first;
}

static void without_contact_two_seconds_are_kept(void **state)
{
	struct preroll preroll;
	int64_t frames;

	(void)state;
	assert_int_equal(preroll_init(&preroll, 1, BLOCK, RATE_HZ, NULL), 0);
	for (int64_t k = 0; k < 10000; k += BLOCK)
		add_block(&preroll, k, false);
	assert_int_equal(take_all(&preroll, &frames), 8000);
	assert_int_equal(frames, 2000);
	preroll_reset(&preroll);
}

static void from_the_contact_on_all_is_kept_as_far_as_there_is_room(void **state)
{
	struct preroll preroll;
	int64_t frames, first;

	(void)state;
	assert_int_equal(preroll_init(&preroll, 1, BLOCK, RATE_HZ, NULL), 0);
	for (int64_t k = 0; k < 9000; k += BLOCK)
		add_block(&preroll, k, k >= 4000);
	/* contact at 4 s: everything from 2 s on */
	assert_int_equal(take_all(&preroll, &frames), 2000);
	assert_int_equal(frames, 7000);
	/* one foot for a minute: the newest 12 s at least */
	for (int64_t k = 0; k < 60000; k += BLOCK)
		add_block(&preroll, k, true);
	first = take_all(&preroll, &frames);
	assert_int_equal(first + frames, 60000);
	assert_true(frames >= 12000 && frames < 20000);
	preroll_reset(&preroll);
}

static void a_cleared_preroll_is_empty(void **state)
{
	struct preroll preroll;
	int64_t frames;

	(void)state;
	assert_int_equal(preroll_init(&preroll, 1, BLOCK, RATE_HZ, NULL), 0);
	for (int64_t k = 0; k < 5000; k += BLOCK)
		add_block(&preroll, k, false);
	preroll_clear(&preroll);
	assert_int_equal(take_all(&preroll, &frames), -1);
	add_block(&preroll, 7000, false);
	assert_int_equal(take_all(&preroll, &frames), 7000);
	assert_int_equal(frames, BLOCK);
	preroll_reset(&preroll);
}

/* --- marks --- */

static void marks_come_out_in_order_and_the_17th_must_wait(void **state)
{
	struct marks *marks = calloc(1, sizeof(*marks));
	struct mark mark;
	struct error err;

	(void)state;
	for (int64_t i = 0; i < 16; i++)
		assert_int_equal(marks_add(marks, "note", "x", i, NULL), 0);
	assert_int_equal(marks_add(marks, "note", "x", 16, &err), HINGE_EAGAIN);
	for (int64_t i = 0; i < 5; i++) {
		assert_true(marks_take(marks, &mark));
		assert_int_equal(mark.monotonic_ns, i);
	}
	assert_int_equal(marks_add(marks, "note", "later", 16, NULL), 0);
	for (int64_t i = 5; i < 17; i++) {
		assert_true(marks_take(marks, &mark));
		assert_int_equal(mark.monotonic_ns, i < 16 ? i : 16);
	}
	assert_string_equal(mark.text, "later");
	assert_false(marks_take(marks, &mark));
	free(marks);
}

static void the_longest_mark_fits_and_a_longer_one_is_refused(void **state)
{
	struct marks *marks = calloc(1, sizeof(*marks));
	char text[4098], kind[33];
	struct error err;

	(void)state;
	memset(text, 'x', sizeof(text));
	memset(kind, 'k', sizeof(kind));
	text[4097] = kind[32] = 0;
	assert_int_equal(marks_add(marks, "note", text, 0, &err), HINGE_EUSAGE);
	assert_int_equal(marks_add(marks, "note", text + 1, 0, &err), 0);
	assert_int_equal(marks_add(marks, kind, "", 0, &err), HINGE_EUSAGE);
	assert_int_equal(marks_add(marks, kind + 1, "", 0, &err), 0);
	assert_int_equal(marks_add(marks, "", "", 0, &err), HINGE_EUSAGE);
	free(marks);
}

/* --- time --- */

static void times_of_day_are_written_in_utc_to_the_nanosecond(void **state)
{
	char text[40];

	(void)state;
	format_utc(text, 0);
	assert_string_equal(text, "1970-01-01T00:00:00.000000000Z");
	/* date -u -d @1795342530 */
	format_utc(text, 1795342530123456789);
	assert_string_equal(text, "2026-11-22T10:15:30.123456789Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_foot_is_on_above_40_and_off_below_20),
		cmocka_unit_test(sides_follow_the_feet_not_the_order),
		cmocka_unit_test(one_plate_is_enough_where_there_is_one),
		cmocka_unit_test(a_wrench_is_seen_by_its_vertical_force),
		cmocka_unit_test(frames_at_a_rail_are_counted),
		cmocka_unit_test(without_contact_two_seconds_are_kept),
		cmocka_unit_test(from_the_contact_on_all_is_kept_as_far_as_there_is_room),
		cmocka_unit_test(a_cleared_preroll_is_empty),
		cmocka_unit_test(marks_come_out_in_order_and_the_17th_must_wait),
		cmocka_unit_test(the_longest_mark_fits_and_a_longer_one_is_refused),
		cmocka_unit_test(times_of_day_are_written_in_utc_to_the_nanosecond),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
