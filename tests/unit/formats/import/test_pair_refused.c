/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two recordings that are no pair. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/import/two_devices.h"

#include "formats/import/import.h"

#include <stdio.h>
#include <string.h>

static int refusal(const char *path, struct error *err)
{
	struct import_options options;
	struct trial *trial = NULL;
	int ret;

	import_options_init(&options);
	ret = import_read(path, &options, &trial, err);
	assert_null(trial);
	return ret;
}

static void two_clocks_that_nothing_joins_are_refused(void **state)
{
	static const struct two two = {"seed=7,reps=1,tier=clean", "", ",pairs=2"};
	struct error err;

	assert_int_equal(refusal(record_two(state, "none", &two), &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "cannot be brought onto one clock"));
}

static void two_that_never_met_are_refused(void **state)
{
	static const struct two two = {"seed=7,seconds=4,tier=clean,pairs=4", "", ",skew=9"};
	struct error err;

	assert_int_equal(refusal(record_two(state, "late", &two), &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "no moment in common"));
}

static void another_set_is_refused(void **state)
{
	char stem[512];
	struct error err;

	snprintf(stem, sizeof(stem), "%s", scratch_path(state, "other_plate-left"));
	record("sim:seed=7,reps=1,tier=clean,plate=left,pairs=2", "S01", stem);
	snprintf(stem, sizeof(stem), "%s", scratch_path(state, "other_plate-right"));
	record("sim:seed=7,reps=1,tier=clean,plate=right,pairs=2", "S02", stem);
	assert_int_equal(refusal(scratch_path(state, "other_plate-left_force.w64"), &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "another subject"));
}

static void two_left_plates_are_no_pair(void **state)
{
	struct error err;

	record("sim:seed=7,reps=1,tier=clean,plate=left,pairs=2", "S01",
	       scratch_path(state, "ll_plate-left"));
	record("sim:seed=7,reps=1,tier=clean,plate=left,pairs=2", "S01",
	       scratch_path(state, "ll_plate-right"));
	assert_int_equal(refusal(scratch_path(state, "ll_plate-left_force.w64"), &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "do not agree on left and right"));
}

static void two_plates_on_one_device_are_no_part_of_a_pair(void **state)
{
	struct error err;

	record("sim:seed=7,reps=1,tier=clean,plate=left,pairs=2", "S01",
	       scratch_path(state, "three_plate-left"));
	record("sim:seed=7,reps=1,tier=clean,pairs=2", "S01",
	       scratch_path(state, "three_plate-right"));
	assert_int_equal(refusal(scratch_path(state, "three_plate-left_force.w64"), &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "must have one plate"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_clocks_that_nothing_joins_are_refused),
		cmocka_unit_test(two_that_never_met_are_refused),
		cmocka_unit_test(another_set_is_refused),
		cmocka_unit_test(two_left_plates_are_no_pair),
		cmocka_unit_test(two_plates_on_one_device_are_no_part_of_a_pair),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
