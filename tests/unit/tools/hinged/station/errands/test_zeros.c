/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include "formats/files.h"
#include "tools/hinged/station/errands/zeros.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct zero zero_of(const char *source, double offset)
{
	struct zero zero = {.time = "2026-11-22T10:00:00.000Z", .channels = 3, .plates = 1};

	snprintf(zero.source, sizeof(zero.source), "%s", source);
	snprintf(zero.plate[0].name, sizeof(zero.plate[0].name), "left");
	zero.plate[0].mean_n = offset / 3;
	zero.plate[0].sd_n = 0.1;
	for (size_t c = 0; c < 3; c++)
		zero.channel[c] = offset + (double)c / 7;
	return zero;
}

static void put(struct zeros *zeros, const char *source, double offset)
{
	struct zero zero = zero_of(source, offset);

	zeros_put(zeros, &zero);
}

static void each_device_has_its_last_zero(void **state)
{
	struct zeros zeros = {0};

	(void)state;
	assert_null(zeros_newest(&zeros));
	put(&zeros, "usb:A", 1);
	put(&zeros, "usb:B", 2);
	put(&zeros, "usb:A", 3);
	assert_int_equal(zeros.count, 2);
	assert_near(zeros_find(&zeros, "usb:A")->channel[0], 3, 0);
	assert_near(zeros_find(&zeros, "usb:B")->channel[0], 2, 0);
	assert_string_equal(zeros_newest(&zeros)->source, "usb:A");
	assert_null(zeros_find(&zeros, "usb:C"));
}

static void the_oldest_gives_way(void **state)
{
	struct zeros zeros = {0};
	char source[16];

	(void)state;
	for (int i = 0; i <= ZEROS_MAX; i++) {
		snprintf(source, sizeof(source), "usb:%d", i);
		put(&zeros, source, i);
	}
	assert_int_equal(zeros.count, ZEROS_MAX);
	assert_null(zeros_find(&zeros, "usb:0"));
	assert_non_null(zeros_find(&zeros, "usb:1"));
	assert_string_equal(zeros_newest(&zeros)->source, "usb:8");
}

static void they_are_the_same_after_a_restart(void **state)
{
	const char *path = scratch_path(state, "state/hinge/zeros.json");
	struct zeros zeros = {0}, again;

	put(&zeros, "sim:ai=6,\"x\"", -123456.789);
	put(&zeros, "usb:B", 1.0 / 3);
	assert_int_equal(zeros_save(&zeros, path, NULL), 0);
	assert_int_equal(zeros_save(&zeros, path, NULL), 0); /* over the first */
	assert_int_equal(zeros_load(&again, path, NULL), 0);
	assert_memory_equal(&again, &zeros, sizeof(zeros));
}

static void what_is_no_file_of_zeros_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"[]",
		"{\"Format\": \"hinge-recording\", \"Zeros\": []}",
		"{\"Format\": \"hinge-zeros\", \"Zeros\": [{}]}",
		"{\"Format\": \"hinge-zeros\", \"Zeros\": [{\"Source\": \"a\", \"Time\": \"b\", "
		"\"Channels\": [\"x\"], \"Plates\": []}]}",
		"{\"Format\": \"hinge-zeros\", \"Zeros\": [1,2,3,4,5,6,7,8,9]}",
	};
	const char *path = scratch_path(state, "zeros.json");
	struct zeros zeros;

	assert_int_equal(zeros_load(&zeros, path, NULL), 0); /* not there yet */
	assert_int_equal(zeros.count, 0);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(file_write_atomic(path, texts[i], strlen(texts[i]), true, NULL),
				 0);
		assert_int_equal(zeros_load(&zeros, path, NULL), HINGE_EFORMAT);
		assert_int_equal(zeros.count, 0);
	}
}

static int load_once(void *path)
{
	struct zeros zeros;

	return zeros_load(&zeros, path, NULL);
}

static void zeros_for_which_memory_runs_out_are_not_lost(void **state)
{
	const char *path = scratch_path(state, "zeros.json");
	struct zeros zeros = {0};

	put(&zeros, "usb:A", -123456.789);
	put(&zeros, "usb:B", 1.0 / 3);
	assert_int_equal(zeros_save(&zeros, path, NULL), 0);
	starve(load_once, (void *)path);
}

static void a_folder_that_cannot_be_made_is_told(void **state)
{
	const char *path = scratch_path(state, "file/zeros.json");
	struct zeros zeros = {0};
	struct error err;

	assert_int_equal(file_write_atomic(scratch_path(state, "file"), "x", 1, true, NULL), 0);
	put(&zeros, "usb:A", 1);
	assert_int_equal(zeros_save(&zeros, path, &err), HINGE_EWRITE);
}

static void yesterdays_zero_begins_no_recording(void **state)
{
	struct zero zero = zero_of("usb:A", 0);
	const int64_t taken_s = 1795341600; /* 2026-11-22T10:00Z */

	(void)state;
	assert_true(zero_is_fresh(&zero, taken_s));
	assert_true(zero_is_fresh(&zero, taken_s + 12 * 3600));
	assert_false(zero_is_fresh(&zero, taken_s + 12 * 3600 + 1));
	assert_false(zero_is_fresh(&zero, taken_s - 86400));
	zero.time[0] = 0;
	assert_false(zero_is_fresh(&zero, taken_s));
}

static void where_they_are_kept(void **state)
{
	char path[64];

	(void)state;
	setenv("HOME", "/h", 1);
	unsetenv("XDG_STATE_HOME");
	unsetenv("STATE_DIRECTORY");
	assert_int_equal(zeros_path(path, sizeof(path), NULL), 0);
	assert_string_equal(path, "/h/.local/state/hinge/zeros.json");
	setenv("XDG_STATE_HOME", "/s", 1);
	zeros_path(path, sizeof(path), NULL);
	assert_string_equal(path, "/s/hinge/zeros.json");
	setenv("STATE_DIRECTORY", "/var/lib/hinge:/var/lib/other", 1);
	zeros_path(path, sizeof(path), NULL);
	assert_string_equal(path, "/var/lib/hinge/zeros.json");
	assert_int_equal(zeros_path(path, 10, NULL), HINGE_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_device_has_its_last_zero),
		cmocka_unit_test(the_oldest_gives_way),
		cmocka_unit_test_setup_teardown(they_are_the_same_after_a_restart, scratch_setup,
						scratch_teardown),
		cmocka_unit_test_setup_teardown(what_is_no_file_of_zeros_is_refused, scratch_setup,
						scratch_teardown),
		cmocka_unit_test_setup_teardown(zeros_for_which_memory_runs_out_are_not_lost,
						scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_told, scratch_setup,
						scratch_teardown),
		cmocka_unit_test(yesterdays_zero_begins_no_recording),
		cmocka_unit_test(where_they_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
