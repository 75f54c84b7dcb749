/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "acquisition/capture/presence/empty.h"

#include <math.h>
#include <string.h>

enum { RATE = 1000, BLOCK = 20 };

/* A plate a side of one cell, 0.1 N a count. */
static void two_cells(struct recording_info *info)
{
	recording_info_init(info);
	info->rate_hz = RATE;
	info->channels = info->plates = 2;
	for (int p = 0; p < 2; p++) {
		struct plate *plate = &info->plate[p];

		strcpy(plate->name, p ? "right" : "left");
		plate->foot = p ? FOOT_RIGHT : FOOT_LEFT;
		plate->cells = 1;
		plate->cell[0].column = p;
		plate->cell[0].newton_per_unit = 0.1;
		plate->cell[0].zero = 0;
	}
}

static void begin(struct empty_plates *empty)
{
	struct recording_info info;

	two_cells(&info);
	empty_init(empty, &info, 40);
}

static void give(struct empty_plates *empty, double seconds, int32_t left, int32_t right)
{
	int32_t block[2 * BLOCK];

	for (int f = 0; f < BLOCK; f++) {
		block[2 * f] = left;
		block[2 * f + 1] = right;
	}
	for (int i = 0; i < (int)lround(seconds * RATE / BLOCK); i++)
		empty_take(empty, block, BLOCK);
}

static void the_plates_ends_are_compared(void **state)
{
	struct empty_plates empty;
	double moved_n[2];
	char text[EMPTY_TEXT_MAX];

	(void)state;
	begin(&empty);
	give(&empty, 2, 10, -20);
	give(&empty, 5, 4000, 4000);
	give(&empty, 3, 70, -40);
	assert_true(empty_knows_before(&empty) && empty_knows_after(&empty));
	empty_moved_n(&empty, moved_n);
	assert_near(moved_n[0], 6, 1e-9);
	assert_near(moved_n[1], -2, 1e-9);
	empty_format(&empty, &empty.before, text);
	assert_string_equal(text, "[10.000,-20.000]");
	empty_format(&empty, &empty.after, text);
	assert_string_equal(text, "[70.000,-40.000]");
}

static void a_foot_that_comes_slowly_is_not_part_of_the_zero(void **state)
{
	struct empty_plates empty;
	double moved_n[2];

	(void)state;
	for (double from_s = 1.5; from_s < 2.1; from_s += 0.02) {
		begin(&empty);
		give(&empty, from_s, 0, 0);
		give(&empty, 0.24, 390, 0); /* 39 N: nobody counts as on yet */
		give(&empty, 5, 4000, 4000);
		give(&empty, 0.4, 190, 0); /* and 19 N as still leaving */
		give(&empty, 2, 0, 0);
		empty_moved_n(&empty, moved_n);
		assert_near(moved_n[0], 0, 1e-9);
	}
}

static void too_short_or_restless_an_end_is_not_known(void **state)
{
	struct empty_plates empty;
	double moved_n[2];

	(void)state;
	begin(&empty);
	give(&empty, 1, 0, 0); /* the last quarters do not count */
	give(&empty, 5, 4000, 4000);
	give(&empty, 0.9, 0, 0);
	assert_false(empty_knows_before(&empty));
	assert_false(empty_knows_after(&empty));
	empty_moved_n(&empty, moved_n);
	assert_true(isnan(moved_n[0]) && isnan(moved_n[1]));
	give(&empty, 1, 0, 0);
	assert_true(empty_knows_after(&empty));
	give(&empty, 0.5, 0, 41); /* touched: 4.1 N */
	assert_false(empty_knows_after(&empty));
}

static void stepping_on_again_forgets_the_end(void **state)
{
	struct empty_plates empty;
	double moved_n[2];

	(void)state;
	begin(&empty);
	give(&empty, 2, 0, 0);
	give(&empty, 2, 4000, 4000);
	give(&empty, 2, 50, 0);
	give(&empty, 2, 4000, 4000);
	assert_false(empty_knows_after(&empty));
	give(&empty, 2, 10, 0);
	empty_moved_n(&empty, moved_n);
	assert_near(moved_n[0], 1, 1e-9);
}

static void the_cell_longest_at_its_rail_is_named(void **state)
{
	struct empty_plates empty;
	char name[64];

	(void)state;
	begin(&empty);
	give(&empty, 1, 0, 0);
	observer_name_clipped(&empty.observer, name, sizeof(name));
	assert_string_equal(name, "");
	give(&empty, 0.1, 8388607, 0);
	give(&empty, 0.2, 0, -8388608);
	observer_name_clipped(&empty.observer, name, sizeof(name));
	assert_string_equal(name, "cell 1 of the right plate");
	assert_int_equal(empty.observer.clipped, 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plates_ends_are_compared),
		cmocka_unit_test(a_foot_that_comes_slowly_is_not_part_of_the_zero),
		cmocka_unit_test(too_short_or_restless_an_end_is_not_known),
		cmocka_unit_test(stepping_on_again_forgets_the_end),
		cmocka_unit_test(the_cell_longest_at_its_rail_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
