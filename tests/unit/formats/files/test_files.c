/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void assert_holds(const char *path, const char *want)
{
	struct error err = {0};
	char *bytes;
	size_t size;

	assert_int_equal(file_read(path, 1 << 20, &bytes, &size, &err), 0);
	assert_int_equal(size, strlen(want));
	assert_string_equal(bytes, want);
	free(bytes);
}

static void what_is_written_is_read_back(void **state)
{
	const char *path = scratch_path(state, "a.txt");
	struct error err;
	struct stat st;

	assert_int_equal(file_write_atomic(path, "left right", 10, false, &err), 0);
	assert_holds(path, "left right");
	assert_false(file_exists(scratch_path(state, "a.txt.part")));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0137, 0);
}

static void nothing_is_replaced_unless_asked(void **state)
{
	const char *path = scratch_path(state, "a.txt"), *part = scratch_path(state, "b.part");
	struct error err;

	assert_int_equal(file_write_atomic(path, "old", 3, false, &err), 0);
	assert_int_equal(file_write_atomic(path, "new", 3, false, &err), HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "a.txt exists"));
	assert_holds(path, "old");
	assert_int_equal(file_write_atomic(part, "new", 3, false, &err), 0);
	assert_int_equal(file_publish(part, path, false, &err), HINGE_EREFUSED);
	assert_holds(path, "old");
	assert_holds(part, "new");
	assert_int_equal(file_write_atomic(path, "new", 3, true, &err), 0);
	assert_holds(path, "new");
}

static void a_stale_part_of_a_crash_is_in_nobodys_way(void **state)
{
	const char *path = scratch_path(state, "a.txt"), *part = scratch_path(state, "a.txt.part");
	struct error err;

	assert_int_equal(file_write_atomic(part, "half a fi", 9, false, &err), 0);
	assert_int_equal(file_write_atomic(path, "whole", 5, false, &err), 0);
	assert_holds(path, "whole");
	assert_false(file_exists(part));
}

static void two_writers_of_one_file_do_not_mix(void **state)
{
	const char *path = scratch_path(state, "a.txt"), *part = scratch_path(state, "a.txt.part");
	int fd = open(part, O_WRONLY | O_CREAT, 0600);
	struct error err;

	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(file_write_atomic(path, "mine", 4, true, &err), HINGE_EAGAIN);
	assert_true(file_exists(part));
	close(fd);
	assert_int_equal(file_write_atomic(path, "mine", 4, true, &err), 0);
}

static void a_link_in_the_place_of_the_part_is_not_followed(void **state)
{
	const char *victim = scratch_path(state, "victim"), *path = scratch_path(state, "a.txt");
	struct error err;

	assert_int_equal(file_write_atomic(victim, "safe", 4, false, &err), 0);
	assert_int_equal(symlink(victim, scratch_path(state, "a.txt.part")), 0);
	assert_int_equal(file_write_atomic(path, "evil", 4, false, &err), HINGE_EWRITE);
	assert_holds(victim, "safe");
}

static void reading_is_bounded(void **state)
{
	const char *path = scratch_path(state, "big");
	struct error err;
	size_t size = 300000, got;
	char *bytes = calloc(1, size), *back, head[8];

	assert_non_null(bytes);
	bytes[0] = 'R';
	assert_int_equal(file_write_atomic(path, bytes, size, false, &err), 0);
	assert_int_equal(file_read(path, size, &back, &got, &err), 0);
	assert_int_equal(got, size);
	assert_memory_equal(back, bytes, size);
	free(back);
	assert_int_equal(file_read(path, size - 1, &back, &got, &err), HINGE_EFORMAT);
	assert_int_equal(file_read(path, 0, &back, &got, &err), HINGE_EFORMAT);
	assert_int_equal(file_head(path, head, sizeof(head), &got, &err), 0);
	assert_int_equal(got, sizeof(head));
	assert_int_equal(head[0], 'R');
	free(bytes);
}

static void an_empty_file_is_empty_and_a_missing_one_an_error(void **state)
{
	const char *path = scratch_path(state, "empty");
	struct error err;
	char head[4];
	size_t got = 9;

	assert_int_equal(file_write_atomic(path, "", 0, false, &err), 0);
	assert_holds(path, "");
	assert_int_equal(file_head(path, head, sizeof(head), &got, &err), 0);
	assert_int_equal(got, 0);
	assert_int_equal(file_head(scratch_path(state, "none"), head, 4, &got, &err), HINGE_EREAD);
	assert_non_null(strstr(err.text, "none: No such file"));
	assert_int_equal(file_head(*state, head, 4, &got, &err), HINGE_EREAD);
}

static void folders_are_made_to_any_depth_and_only_once(void **state)
{
	const char *deep = scratch_path(state, "sub-S1/ses-01//x/");
	struct error err;
	struct stat st;

	assert_int_equal(folder_make(deep, &err), 0);
	assert_int_equal(folder_make(deep, &err), 0);
	assert_int_equal(stat(deep, &st), 0);
	assert_int_equal(st.st_mode & 0027, 0);
	assert_int_equal(file_write_atomic(scratch_path(state, "f"), "", 0, false, &err), 0);
	assert_int_equal(folder_make(scratch_path(state, "f"), &err), HINGE_EWRITE);
	assert_int_equal(folder_make(scratch_path(state, "f/g"), &err), HINGE_EWRITE);
	assert_int_equal(folder_make("", &err), HINGE_EWRITE);
	assert_true(folder_free_bytes(deep) > 0);
	assert_int_equal(folder_free_bytes(scratch_path(state, "none")), -1);
}

static void a_full_disk_is_a_write_error(void **state)
{
	int fd = open("/dev/full", O_WRONLY);
	struct error err;

	(void)state;
	if (fd < 0) {
		print_message("SKIP: no /dev/full\n");
		skip();
	}
	assert_int_equal(write_all(fd, "x", 1, "/dev/full", &err), HINGE_EWRITE);
	assert_non_null(strstr(err.text, "No space left"));
	close(fd);
}

static void the_sha256_of_a_file_is_that_of_its_bytes(void **state)
{
	const char *path = scratch_path(state, "abc");
	struct error err;
	char hex[65];

	assert_int_equal(file_write_atomic(path, "abc", 3, false, &err), 0);
	assert_int_equal(file_sha256(path, hex, &err), 0);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(file_sha256(scratch_path(state, "none"), hex, &err), HINGE_EREAD);
}

static void the_base_of_a_path_is_what_follows_the_last_slash(void **state)
{
	(void)state;
	assert_string_equal(path_base("a/b/c.w64"), "c.w64");
	assert_string_equal(path_base("c.w64"), "c.w64");
	assert_string_equal(path_base("a/"), "");
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(what_is_written_is_read_back),
		WITH_FOLDER(nothing_is_replaced_unless_asked),
		WITH_FOLDER(a_stale_part_of_a_crash_is_in_nobodys_way),
		WITH_FOLDER(two_writers_of_one_file_do_not_mix),
		WITH_FOLDER(a_link_in_the_place_of_the_part_is_not_followed),
		WITH_FOLDER(reading_is_bounded),
		WITH_FOLDER(an_empty_file_is_empty_and_a_missing_one_an_error),
		WITH_FOLDER(folders_are_made_to_any_depth_and_only_once),
		cmocka_unit_test(a_full_disk_is_a_write_error),
		WITH_FOLDER(the_sha256_of_a_file_is_that_of_its_bytes),
		cmocka_unit_test(the_base_of_a_path_is_what_follows_the_last_slash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
