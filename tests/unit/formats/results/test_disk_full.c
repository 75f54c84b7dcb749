/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fills up: HDF5 tells little of it, so every limit on the way is tried. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/results/results.h"

#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int try_write(const char *path, const struct trial_report *report, struct error *err)
{
	struct config config;

	config_init(&config);
	return results_write(path, report, &config, &(struct results_options){.replace = true},
			     err);
}

static void must_write(const char *path, const struct trial_report *report)
{
	struct error err = {0};

	if (try_write(path, report, &err))
		fail_msg("%s", err.text);
}

static off_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? -1 : st.st_size;
}

static size_t open_files(void)
{
	DIR *folder = opendir("/proc/self/fd");
	size_t count = 0;

	while (folder && readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static void limit_files(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void no_byte_too_few_goes_unnoticed(void **state)
{
	struct trial_report *report = sample_report();
	const char *path = scratch_path(state, "a.h5"), *part = scratch_path(state, "a.h5.part");
	char before[65], after[65];
	size_t files;
	off_t whole;

	signal(SIGXFSZ, SIG_IGN);
	must_write(path, report);
	whole = size_of(path);
	assert_int_equal(file_sha256(path, before, NULL), 0);
	files = open_files();
	for (off_t limit = 0; limit<whole; limit += limit> whole - 64 ? 1 : whole / 48) {
		struct error err = {0};
		int ret;

		limit_files((rlim_t)limit);
		ret = try_write(path, report, &err);
		limit_files(RLIM_INFINITY);
		if (ret != HINGE_EWRITE || !strstr(err.text, "a.h5"))
			fail_msg("limit %ld of %ld: %d %s", (long)limit, (long)whole, ret,
				 err.text);
		assert_false(file_exists(part));
	}
	assert_int_equal(file_sha256(path, after, NULL), 0);
	assert_string_equal(before, after);
	assert_int_equal(open_files(), files);
	must_write(path, report);
	report_free(report);
}

static void the_message_names_the_cause(void **state)
{
	struct trial_report *report = sample_report();
	struct error err = {0};

	signal(SIGXFSZ, SIG_IGN);
	limit_files(100000);
	assert_int_equal(try_write(scratch_path(state, "b.h5"), report, &err), HINGE_EWRITE);
	limit_files(RLIM_INFINITY);
	assert_non_null(strstr(err.text, "b.h5.part"));
	assert_non_null(strstr(err.text, "File too large"));
	assert_false(file_exists(scratch_path(state, "b.h5")));
	report_free(report);
}

static void a_folder_that_cannot_be_written_is_named(void **state)
{
	struct trial_report *report = sample_report_without_reps(10);
	struct error err = {0};

	assert_int_equal(try_write(scratch_path(state, "none/a.h5"), report, &err), HINGE_EWRITE);
	assert_non_null(strstr(err.text, "none/a.h5.part: No such file or directory"));
	report_free(report);
}

static void an_existing_result_is_replaced_on_demand_only(void **state)
{
	struct trial_report *report = sample_report_without_reps(10);
	const char *path = scratch_path(state, "c.h5");
	struct config config;
	struct error err = {0};

	config_init(&config);
	assert_int_equal(file_write_atomic(path, "old", 3, false, NULL), 0);
	assert_int_equal(results_write(path, report, &config, &(struct results_options){0}, &err),
			 HINGE_EREFUSED);
	assert_int_equal(size_of(path), 3);
	assert_false(file_exists(scratch_path(state, "c.h5.part")));
	must_write(path, report);
	assert_true(size_of(path) > 3);
	report_free(report);
}

static void what_a_crash_left_is_in_nobodys_way(void **state)
{
	struct trial_report *report = sample_report_without_reps(10);
	const char *path = scratch_path(state, "d.h5");

	assert_int_equal(
		file_write_atomic(scratch_path(state, "d.h5.part"), "half", 4, false, NULL), 0);
	must_write(path, report);
	assert_false(file_exists(scratch_path(state, "d.h5.part")));
	report_free(report);
}

static void two_programs_do_not_share_a_part(void **state)
{
	struct trial_report *report = sample_report_without_reps(10);
	struct error err = {0};
	int other = part_open(scratch_path(state, "e.h5.part"), &err);

	assert_true(other >= 0);
	assert_int_equal(try_write(scratch_path(state, "e.h5"), report, &err), HINGE_EAGAIN);
	assert_true(file_exists(scratch_path(state, "e.h5.part")));
	close(other);
	report_free(report);
}

/* The child has a file system of 512 KiB of its own; its exit status is the step that failed. */
static int fill_small_disk(const char *folder)
{
	struct trial_report *report = sample_report(), *small = sample_report_without_reps(10);
	struct error err = {0};
	char path[512], part[520];
	off_t before;

	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tmpfs", folder, "tmpfs", 0, "size=512k"))
		return 77;
	snprintf(path, sizeof(path), "%s/a.h5", folder);
	snprintf(part, sizeof(part), "%s.part", path);
	if (try_write(path, small, &err))
		return 1;
	before = size_of(path);
	if (try_write(path, report, &err) != HINGE_EWRITE)
		return 2;
	if (!strstr(err.text, "No space left on device"))
		return 3;
	if (file_exists(part) || size_of(path) != before)
		return 4;
	if (try_write(path, small, &err))
		return 5;
	return 0;
}

static void a_full_disk_costs_no_result(void **state)
{
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (!child)
		_exit(fill_small_disk(*state));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77) {
		print_message("SKIP: mounting a small file system needs root\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_byte_too_few_goes_unnoticed),
		cmocka_unit_test(the_message_names_the_cause),
		cmocka_unit_test(a_folder_that_cannot_be_written_is_named),
		cmocka_unit_test(an_existing_result_is_replaced_on_demand_only),
		cmocka_unit_test(what_a_crash_left_is_in_nobodys_way),
		cmocka_unit_test(two_programs_do_not_share_a_part),
		cmocka_unit_test(a_full_disk_costs_no_result),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
