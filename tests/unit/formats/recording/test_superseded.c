/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/recording/superseded.h"

#include <stdio.h>
#include <string.h>

static struct run_key key(const char *subject, int run, int supersedes)
{
	struct run_key key = {.session = "01", .task = "deadlift", run, supersedes};

	snprintf(key.subject, sizeof(key.subject), "%s", subject);
	return key;
}

static void the_later_run_takes_the_place_of_the_one_it_names(void **state)
{
	const struct run_key keys[] = {key("S1", 1, 0), key("S1", 2, 1), key("S1", 3, 2),
				       key("S2", 1, 0), key("S1", 4, 0)};
	const int by_run[] = {2, 3, 0, 0, 0};

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_int_equal(run_superseded_by(&keys[i], keys, 5), by_run[i]);
}

static void another_person_session_or_task_takes_no_place(void **state)
{
	struct run_key earlier = key("S1", 1, 0), later = key("S1", 2, 1);

	(void)state;
	assert_true(run_supersedes(&later, &earlier));
	assert_false(run_supersedes(&earlier, &later));
	strcpy(later.session, "02");
	assert_false(run_supersedes(&later, &earlier));
	later = key("S2", 2, 1);
	assert_false(run_supersedes(&later, &earlier));
	later = key("S1", 2, 1);
	strcpy(later.task, "standing");
	assert_false(run_supersedes(&later, &earlier));
}

/* Or all of them could be left out. */
static void a_run_takes_no_place_of_itself_or_of_a_later_one(void **state)
{
	const struct run_key own = key("S1", 2, 2), before = key("S1", 1, 2);

	(void)state;
	assert_false(run_supersedes(&own, &own));
	assert_false(run_supersedes(&before, &own));
}

static void who_is_not_known_takes_no_place(void **state)
{
	struct run_key earlier = key("", 1, 0), later = key("", 2, 1);
	struct run_key none = key("S1", 0, 0), first = key("S1", 1, 0);

	(void)state;
	assert_false(run_supersedes(&later, &earlier));
	assert_false(run_supersedes(&first, &none));
}

static void it_stands_in_the_sidecar(void **state)
{
	static const char text[] =
		"{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", "
		"\"SamplingFrequency\": 1000, \"TaskName\": \"deadlift\", \"Subject\": \"S1\", "
		"\"Session\": \"02\", \"Run\": 3, \"Supersedes\": 2, \"Unit\": \"N\", "
		"\"Plates\": [{\"Fz\": 0}]}";
	struct run_key read;
	struct error err;

	assert_int_equal(file_write_atomic(scratch_path(state, "a_force.json"), text, strlen(text),
					   true, NULL),
			 0);
	assert_int_equal(run_key_read(&read, scratch_path(state, "a_force.w64"), &err), 0);
	assert_string_equal(read.subject, "S1");
	assert_string_equal(read.session, "02");
	assert_string_equal(read.task, "deadlift");
	assert_int_equal(read.run, 3);
	assert_int_equal(read.supersedes, 2);
	assert_int_equal(run_key_read(&read, scratch_path(state, "b_force.w64"), &err),
			 HINGE_EREAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_later_run_takes_the_place_of_the_one_it_names),
		cmocka_unit_test(another_person_session_or_task_takes_no_place),
		cmocka_unit_test(a_run_takes_no_place_of_itself_or_of_a_later_one),
		cmocka_unit_test(who_is_not_known_takes_no_place),
		cmocka_unit_test_setup_teardown(it_stands_in_the_sidecar, scratch_setup,
						scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
