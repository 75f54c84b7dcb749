/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/serve/login/lockout.h"

static void five_tries_within_a_quarter_of_an_hour(void **state)
{
	struct lockout lockout = {0};

	(void)state;
	for (int i = 0; i < 4; i++)
		lockout_fail(&lockout, 100 * i);
	assert_int_equal(lockout_wait_s(&lockout, 300), 0);
	lockout_fail(&lockout, 400);
	assert_int_equal(lockout_wait_s(&lockout, 400), 500);
	assert_int_equal(lockout_wait_s(&lockout, 899), 1);
	assert_int_equal(lockout_wait_s(&lockout, 900), 0);
	/* the next one is counted with the four before it */
	lockout_fail(&lockout, 900);
	assert_int_equal(lockout_wait_s(&lockout, 900), 100);
	lockout_reset(&lockout);
	assert_int_equal(lockout_wait_s(&lockout, 900), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_tries_within_a_quarter_of_an_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
