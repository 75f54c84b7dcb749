/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of the time before the recording. */
#include "acquisition/capture/recorder/preroll.h"
#include "tests/support/assert_near.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_contact_two_seconds_are_kept),
		cmocka_unit_test(from_the_contact_on_all_is_kept_as_far_as_there_is_room),
		cmocka_unit_test(a_cleared_preroll_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
