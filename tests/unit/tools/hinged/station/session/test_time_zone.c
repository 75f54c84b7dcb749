/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "tools/hinged/station/session/time_zone.h"

#include <stdlib.h>
#include <unistd.h>

static const char *zone(const char *link)
{
	static char name[64];

	time_zone_name(link, name, sizeof(name));
	return name;
}

static void the_variable_counts_where_it_is_a_name(void **state)
{
	(void)state;
	setenv("TZ", "Asia/Kathmandu", 1);
	assert_string_equal(zone("/nowhere"), "Asia/Kathmandu");
	setenv("TZ", ":America/New_York", 1);
	assert_string_equal(zone("/nowhere"), "America/New_York");
	setenv("TZ", "CET-1CEST", 1);
	assert_string_equal(zone("/nowhere"), "UTC");
	setenv("TZ", ":/etc/localtime", 1);
	assert_string_equal(zone("/nowhere"), "UTC");
	unsetenv("TZ");
}

static void the_machine_s_link_counts_otherwise(void **state)
{
	const char *link = scratch_path(state, "localtime");

	unsetenv("TZ");
	assert_int_equal(symlink("/usr/share/zoneinfo/Europe/Berlin", link), 0);
	assert_string_equal(zone(link), "Europe/Berlin");
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink("../usr/share/zoneinfo/Etc/UTC", link), 0);
	assert_string_equal(zone(link), "UTC");
}

static void utc_where_nothing_says(void **state)
{
	(void)state;
	unsetenv("TZ");
	assert_string_equal(zone("/nowhere"), "UTC");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_variable_counts_where_it_is_a_name),
		cmocka_unit_test_setup_teardown(the_machine_s_link_counts_otherwise, scratch_setup,
						scratch_teardown),
		cmocka_unit_test(utc_where_nothing_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
