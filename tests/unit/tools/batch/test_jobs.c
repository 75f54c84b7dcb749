/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "tools/batch/batch.h"
#include "tools/batch/failures.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void touch(void **state, const char *name)
{
	const char *path = scratch_path(state, name);
	char folder[512];

	snprintf(folder, sizeof(folder), "%.*s", (int)(path_base(path) - path), path);
	assert_int_equal(folder_make(folder, NULL), 0);
	assert_int_equal(file_write_atomic(path, "x", 1, true, NULL), 0);
}

static void recordings_are_found_where_a_study_keeps_them(void **state)
{
	static const char *const want[] = {"sub-A/ses-1/a_force.w64", "sub-A/ses-2/b_force.flac",
					   "sub-B/c_force.wav", "top_force.caf"};
	struct batch_jobs jobs;
	struct error err;
	char study[512], folder[600], output[1024];

	touch(state, "s/sub-A/ses-1/a_force.w64");
	touch(state, "s/sub-A/ses-1/a_force.json");
	touch(state, "s/sub-A/ses-1/a_events.tsv");
	touch(state, "s/sub-A/ses-2/b_force.flac");
	touch(state, "s/sub-A/ses-2/.b_force.w64");
	touch(state, "s/sub-A/ses-2/b_force.w64.part");
	touch(state, "s/sub-B/c_force.wav");
	touch(state, "s/.git/x_force.w64");
	touch(state, "s/derivatives/other/x_force.w64");
	touch(state, "s/sourcedata/x_force.w64");
	touch(state, "s/mine/x_force.w64");
	touch(state, "s/top_force.caf");
	touch(state, "s/participants.tsv");
	/* with and without a slash at the end */
	for (int slash = 0; slash < 2; slash++) {
		snprintf(study, sizeof(study), "%s%s", scratch_path(state, "s"), slash ? "//" : "");
		snprintf(folder, sizeof(folder), "%s/mine", scratch_path(state, "s"));
		assert_int_equal(jobs_find(&jobs, study, folder, &err), 0);
		assert_int_equal(jobs.count, 4);
		for (size_t i = 0; i < 4; i++) {
			assert_string_equal(jobs.job[i].file, want[i]);
			assert_int_equal(jobs.job[i].error, 0);
			snprintf(output, sizeof(output), "%s/%.*s.h5", folder,
				 (int)strcspn(want[i], "."), want[i]);
			assert_string_equal(jobs.job[i].output, output);
			assert_true(file_exists(jobs.job[i].input));
		}
		jobs_free(&jobs);
	}
}

static void what_cannot_be_reached_is_a_job_that_fails(void **state)
{
	struct batch_jobs jobs;
	struct error err;

	touch(state, "t/b/y_force.w64");
	assert_int_equal(symlink("/nowhere", scratch_path(state, "t/x_force.w64")), 0);
	assert_int_equal(symlink("/nowhere", scratch_path(state, "t/other.txt")), 0);
	assert_int_equal(symlink("..", scratch_path(state, "t/b/loop")), 0);
	assert_int_equal(jobs_find(&jobs, scratch_path(state, "t"), "out", &err), 0);
	assert_int_equal(jobs.count, 2);
	assert_string_equal(jobs.job[1].file, "x_force.w64");
	assert_int_equal(jobs.job[1].error, ENOENT);
	jobs_free(&jobs);
}

/* Root may read what nobody may: put that down, and take it up again. No effect for others. */
static void read_as_root(bool on)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
	const uint32_t reading = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;

	assert_int_equal(syscall(SYS_capget, &header, sets), 0);
	if (on)
		sets[0].effective |= sets[0].permitted & reading;
	else
		sets[0].effective &= ~reading;
	assert_int_equal(syscall(SYS_capset, &header, sets), 0);
}

static void an_unreadable_folder_is_named(void **state)
{
	struct batch_jobs jobs;
	struct error err;
	int ret;

	touch(state, "u/a_force.w64");
	touch(state, "u/locked/b_force.w64");
	chmod(scratch_path(state, "u/locked"), 0);
	read_as_root(false);
	ret = jobs_find(&jobs, scratch_path(state, "u"), "out", &err);
	read_as_root(true);
	chmod(scratch_path(state, "u/locked"), 0700);
	assert_int_equal(ret, 0);
	assert_int_equal(jobs.count, 2);
	assert_string_equal(jobs.job[1].file, "locked");
	assert_int_equal(jobs.job[1].error, EACCES);
	jobs_free(&jobs);
}

static void a_study_that_is_none_is_refused(void **state)
{
	struct batch_jobs jobs;
	struct error err;

	assert_int_equal(jobs_find(&jobs, scratch_path(state, "none"), "out", &err), HINGE_EREAD);
	assert_non_null(strstr(err.text, "none: No such file or directory"));
	touch(state, "empty/readme.txt");
	assert_int_equal(jobs_find(&jobs, scratch_path(state, "empty"), "out", &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "empty: no recording in it"));
	assert_int_equal(jobs_find(&jobs, scratch_path(state, "empty/readme.txt"), "out", &err),
			 HINGE_EREAD);
	assert_non_null(strstr(err.text, "Not a directory"));
}

static void failures_are_a_table_in_the_order_of_the_files(void **state)
{
	struct failures failures = {0};
	struct error err;
	char *text;
	size_t size;

	assert_int_equal(
		failures_add(&failures, 7, "b.w64", "bad input", "two\nlines\tand a tab", &err), 0);
	assert_int_equal(failures_add(&failures, 2, "a.w64", "crashed", "gone", &err), 0);
	assert_int_equal(failures_write(&failures, *state, &err), 0);
	assert_int_equal(file_read(scratch_path(state, "failed.tsv"), 1000, &text, &size, &err), 0);
	assert_string_equal(text, "file\tcode\tmessage\n"
				  "a.w64\tcrashed\tgone\n"
				  "b.w64\tbad input\ttwo lines and a tab\n");
	free(text);
	failures_free(&failures);
	assert_int_equal(failures_write(&failures, *state, &err), 0);
	assert_int_equal(file_read(scratch_path(state, "failed.tsv"), 1000, &text, &size, &err), 0);
	assert_string_equal(text, "file\tcode\tmessage\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recordings_are_found_where_a_study_keeps_them),
		cmocka_unit_test(what_cannot_be_reached_is_a_job_that_fails),
		cmocka_unit_test(an_unreadable_folder_is_named),
		cmocka_unit_test(a_study_that_is_none_is_refused),
		cmocka_unit_test(failures_are_a_table_in_the_order_of_the_files),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
