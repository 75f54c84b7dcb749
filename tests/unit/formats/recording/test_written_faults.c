/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, sidecars and an import's W64, whatever call fails. */
#include "tests/support/assert_near.h"
#include "tests/support/faults.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/every_fault.h"

#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/finalise.h"
#include "formats/recording/sidecar.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void assert_holds(const char *path, const char *want)
{
	struct error err = {0};
	char *bytes;
	size_t size;

	if (file_read(path, 1 << 20, &bytes, &size, &err))
		fail_msg("%s", err.text);
	assert_string_equal(bytes, want);
	free(bytes);
}

static void what_is_named_was_synced_before_and_its_folder_after(void **state)
{
	struct finalised files;
	struct recording_info info;
	struct journal *journal;
	struct error err = {0};

	known_info(&info);
	faults_trace_start();
	assert_int_equal(file_write_atomic(scratch_path(state, "a"), "new", 3, true, &err), 0);
	assert_string_equal(faults_trace(), "write sync rename syncfolder");

	faults_trace_start();
	assert_int_equal(journal_create(&journal, scratch_path(state, "j.hjl"), &info, 0, &err), 0);
	assert_string_equal(faults_trace(), "write sync syncfolder");
	known_append(journal, 10, 10);
	faults_trace_start();
	assert_int_equal(journal_sync(journal, &err), 0);
	assert_string_equal(faults_trace(), "sync");
	faults_trace_start();
	assert_int_equal(journal_close(journal, &err), 0);
	assert_string_equal(faults_trace(), "write sync");

	faults_trace_start();
	assert_int_equal(finalise(scratch_path(state, "j.hjl"), scratch_path(state, "j"), &files,
				  NULL, NULL, &err),
			 0);
	/* W64 under its .part; sidecar; only then the W64's name */
	assert_string_equal(faults_trace(),
			    "write sync write sync rename syncfolder rename syncfolder");
}

static void put_old(void **state)
{
	struct error err = {0};

	unlink(scratch_path(state, "a.txt"));
	unlink(scratch_path(state, "a.txt.part"));
	assert_int_equal(file_write_atomic(scratch_path(state, "a.txt"), "old", 3, true, &err), 0);
}

static int write_new(void **state, struct error *err)
{
	return file_write_atomic(scratch_path(state, "a.txt"), "new", 3, true, err);
}

static void old_or_new(void **state, int said, const struct error *err)
{
	struct error ignored;
	char *bytes;
	size_t size;

	(void)err;
	assert_false(file_exists(scratch_path(state, "a.txt.part")));
	if (!said) {
		assert_holds(scratch_path(state, "a.txt"), "new");
		return;
	}
	assert_int_equal(file_read(scratch_path(state, "a.txt"), 99, &bytes, &size, &ignored), 0);
	assert_true(!strcmp(bytes, "old") || !strcmp(bytes, "new"));
	free(bytes);
}

static void a_file_is_old_or_new_whatever_fails(void **state)
{
	run_all(state, &(struct scenario){put_old, write_new, old_or_new});
}

static void put_nothing(void **state)
{
	unlink(scratch_path(state, "a.txt"));
}

static int write_first(void **state, struct error *err)
{
	return file_write_atomic(scratch_path(state, "a.txt"), "new", 3, false, err);
}

static void absent_or_new(void **state, int said, const struct error *err)
{
	(void)err;
	assert_false(file_exists(scratch_path(state, "a.txt.part")));
	if (!said || file_exists(scratch_path(state, "a.txt")))
		assert_holds(scratch_path(state, "a.txt"), "new");
}

static void a_new_file_is_absent_or_whole_whatever_fails(void **state)
{
	run_all(state, &(struct scenario){put_nothing, write_first, absent_or_new});
}

static const char every_kind[] =
	"{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", \"SamplingFrequency\": 1000,"
	"\"Unit\": \"N\", \"Maker\": \"x\", \"Tare\": {\"Before\": [0,1,2,3,4,5,6,7,8,9],"
	"\"After\": [0,1,2,3,4,5,6,7,8,9]}, \"Gaps\": [{\"Frame\": 1, \"Frames\": 2}],"
	"\"Plates\": [{\"Cells\": [{\"Column\": 0, \"Position\": [0, 0], \"Serial\": \"L\"}]},"
	"{\"Fz\": 1, \"CopX\": 2, \"CopY\": 3},"
	"{\"Wrench\": {\"Columns\": [4,5,6,7,8,9], \"Origin\": [0,0,0], \"C3dType\": 2,"
	"\"Corners\": [[0,0,0],[1,0,0],[1,1,0],[0,1,0]]}}]}";

static void remove_sidecar(void **state)
{
	unlink(scratch_path(state, "s.json"));
}

static int copy_sidecar(void **state, struct error *err)
{
	struct recording_info info;
	int ret = sidecar_parse(every_kind, strlen(every_kind), "every.json", &info, err);

	if (ret)
		return ret;
	ret = sidecar_write(scratch_path(state, "s.json"), &info, err);
	recording_info_reset(&info);
	return ret;
}

static void sidecar_is_absent_or_whole(void **state, int said, const struct error *err)
{
	const char *path = scratch_path(state, "s.json");
	struct recording_info info;
	struct error why = {0};

	(void)err;
	assert_true(said || file_exists(path));
	if (!file_exists(path))
		return;
	if (sidecar_read(path, &info, &why))
		fail_msg("%s", why.text);
	assert_int_equal(info.plates, 3);
	assert_int_equal(info.plate[2].wrench_column[5], 9);
	assert_non_null(strstr(info.extra_json, "Serial"));
	recording_info_reset(&info);
}

static void a_sidecar_is_absent_or_whole_whatever_fails(void **state)
{
	run_all(state,
		&(struct scenario){remove_sidecar, copy_sidecar, sidecar_is_absent_or_whole});
}

static void remove_w64(void **state)
{
	unlink(scratch_path(state, "f.w64"));
}

static int write_floats(void **state, struct error *err)
{
	float samples[3000];
	struct container *container;
	int ret = container_create(&container, scratch_path(state, "f.w64"), CONTAINER_FLOAT32, 2,
				   1000, err);

	if (ret)
		return ret;
	for (size_t i = 0; i < 3000; i++)
		samples[i] = (float)i;
	for (int i = 0; i < 4; i++)
		ret = container_write_floats(container, samples, 1500, NULL);
	if (ret)
		assert_int_equal(container_close(container, err), ret);
	else
		ret = container_close(container, err);
	return ret;
}

static void floats_called_saved_are_there(void **state, int said, const struct error *err)
{
	static double samples[6000 * 2];
	struct container *container;
	struct container_info held;
	struct error why = {0};

	(void)err;
	if (said)
		return;
	if (container_open(&container, scratch_path(state, "f.w64"), &held, &why))
		fail_msg("%s", why.text);
	assert_int_equal(held.frames, 6000);
	for (int64_t done = 0, got; done < 6000; done += got) {
		got = container_read(container, samples + 2 * done, (size_t)(6000 - done), &why);
		assert_true(got > 0);
	}
	for (size_t i = 0; i < 12000; i++)
		assert_near(samples[i], (double)(i % 3000), 0);
	container_close(container, NULL);
}

static void a_w64_called_saved_is_whole_whatever_fails(void **state)
{
	run_all(state, &(struct scenario){remove_w64, write_floats, floats_called_saved_are_there});
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(what_is_named_was_synced_before_and_its_folder_after),
		WITH_FOLDER(a_file_is_old_or_new_whatever_fails),
		WITH_FOLDER(a_new_file_is_absent_or_whole_whatever_fails),
		WITH_FOLDER(a_sidecar_is_absent_or_whole_whatever_fails),
		WITH_FOLDER(a_w64_called_saved_is_whole_whatever_fails),
	};

	/* thousands of runs: keep the memory instead of giving it back each time */
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 16 << 20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
