/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of day as text. */
#include "acquisition/capture/system_clock.h"
#include "tests/support/assert_near.h"

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
		cmocka_unit_test(times_of_day_are_written_in_utc_to_the_nanosecond),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
