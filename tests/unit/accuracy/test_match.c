/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tests/accuracy/match.h"

#define LIFT(at)                         \
	{                                \
		(at), (at)-0.5, (at) + 3 \
	}
#define PULL(start, end)            \
	{                           \
		NAN, (start), (end) \
	}

static void a_lift_is_found_within_a_quarter_of_a_second(void **state)
{
	const struct mark planted[] = {LIFT(10), LIFT(20), LIFT(30)};
	const struct mark found[] = {LIFT(10.249), LIFT(19.749), LIFT(29.8)};
	int of_planted[3];

	(void)state;
	assert_int_equal(match_reps(planted, 3, found, 3, of_planted), 2);
	assert_int_equal(of_planted[0], 0);
	assert_int_equal(of_planted[1], -1);
	assert_int_equal(of_planted[2], 2);
}

static void the_nearest_pair_comes_first_and_no_rep_twice(void **state)
{
	const struct mark planted[] = {LIFT(10), LIFT(10.3)};
	const struct mark found[] = {LIFT(10.2), LIFT(10.02)};
	int of_planted[2];

	(void)state;
	assert_int_equal(match_reps(planted, 2, found, 2, of_planted), 2);
	assert_int_equal(of_planted[0], 1);
	assert_int_equal(of_planted[1], 0);
	assert_int_equal(match_reps(planted, 2, found, 1, of_planted), 1);
	assert_int_equal(of_planted[0], -1);
	assert_int_equal(of_planted[1], 0);
}

static void a_failed_pull_is_found_by_its_middle(void **state)
{
	const struct mark planted[] = {PULL(10, 13), PULL(20, 23)};
	const struct mark found[] = {PULL(12, 13.9), PULL(22, 24.1)};
	int of_planted[2];

	(void)state;
	assert_int_equal(match_reps(planted, 2, found, 2, of_planted), 1);
	assert_int_equal(of_planted[0], 0);
	assert_int_equal(of_planted[1], -1);
}

static void a_lift_is_no_failed_pull(void **state)
{
	const struct mark planted[] = {LIFT(10), PULL(20, 23)};
	const struct mark found[] = {PULL(9.8, 10.4), LIFT(21)};
	int of_planted[2];

	(void)state;
	assert_int_equal(match_reps(planted, 2, found, 2, of_planted), 0);
	assert_int_equal(of_planted[0], -1);
	assert_int_equal(of_planted[1], -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lift_is_found_within_a_quarter_of_a_second),
		cmocka_unit_test(the_nearest_pair_comes_first_and_no_rep_twice),
		cmocka_unit_test(a_failed_pull_is_found_by_its_middle),
		cmocka_unit_test(a_lift_is_no_failed_pull),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
