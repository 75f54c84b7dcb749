/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every system call and allocation on the way from samples to files fails once, and from then on:
 * no crash, nothing durable lost, and what is called saved is whole. */
#include "tests/support/assert_near.h"
#include "tests/support/faults.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/finalise.h"
#include "formats/recording/recover.h"
#include "formats/recording/sidecar.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Every point; every eleventh where every access is checked and takes its time. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { STRIDE = 11 };
#else
enum { STRIDE = 1 };
#endif

enum { POINTS_MAX = 5000 };

/* prepare and check run without faults; act with them, and gives what the code said. */
struct scenario {
	void (*prepare)(void **state);
	int (*act)(void **state, struct error *);
	void (*check)(void **state, int said, const struct error *);
};

static void run_point(void **state, const struct scenario *scenario, enum fault fault, unsigned n,
		      bool sticky, bool *fired)
{
	struct error err = {0};
	int said;

	if (scenario->prepare)
		scenario->prepare(state);
	faults_arm(fault, n, sticky);
	said = scenario->act(state, &err);
	*fired = faults_disarm();
	if (said && (err.code != said || !err.text[0]))
		fail_msg("%s %u%s: said %d without a reason", fault_name(fault), n,
			 sticky ? " for good" : "", said);
	/* room that cannot be reserved is no failure, nor is closing what was read or synced */
	if (*fired && !said && (fault == FAULT_EIO || fault == FAULT_ENOSPC) &&
	    strcmp(faults_last_call(), "fallocate") != 0 &&
	    strcmp(faults_last_call(), "close") != 0)
		fail_msg("%s %u: %s failed, and nothing was said", fault_name(fault), n,
			 faults_last_call());
	if ((fault == FAULT_EINTR || fault == FAULT_SHORT) && said)
		fail_msg("%s %u: not taken up again: %s", fault_name(fault), n, err.text);
	scenario->check(state, said, &err);
}

static void run_all(void **state, const struct scenario *scenario)
{
	unsigned points = 0;

	for (int fault = 0; fault < FAULTS; fault++)
		for (int sticky = 0;
		     sticky < (fault == FAULT_EINTR || fault == FAULT_NOMEM ? 1 : 2); sticky++) {
			bool fired = true;

			for (unsigned n = 1; fired && n < POINTS_MAX; n += STRIDE, points += fired)
				run_point(state, scenario, (enum fault)fault, n, sticky, &fired);
			assert_false(fired);
		}
	print_message("%u faults\n", points);
	assert_true(points > 20 / STRIDE);
}

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

/* --- the order in which things reach the disk --- */

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

/* --- a file written whole or not at all --- */

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

/* --- a sidecar of every kind of plate, and an import's W64 --- */

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

/* --- the journal --- */

/* What the recorder was told, for the check. */
static struct {
	bool created, closed;
	int64_t durable;
} told;

static int record(void **state, struct error *err)
{
	int32_t counts[40 * KNOWN_CHANNELS];
	struct recording_info info;
	struct journal *journal;
	int ret;

	memset(&told, 0, sizeof(told));
	unlink(scratch_path(state, "t.hjl"));
	known_info(&info);
	ret = journal_create(&journal, scratch_path(state, "t.hjl"), &info, 1, err);
	if (ret)
		return ret;
	told.created = true;
	for (int i = 0; !ret && i < 4; i++) {
		known_counts(counts, journal_frames(journal), 40);
		ret = journal_append(journal, counts, 40, NULL, err);
		if (!ret && i == 2)
			ret = journal_gap(journal, 5, "ring", 0, NULL, err);
		if (!ret)
			ret = journal_event(journal, "note", "x", NULL, err);
		if (!ret)
			ret = journal_sync(journal, err);
		told.durable = journal_durable_frames(journal);
	}
	if (ret)
		/* failed is failed: the end says so again */
		assert_int_equal(journal_close(journal, NULL), ret);
	else
		ret = journal_close(journal, err);
	told.closed = !ret;
	return ret;
}

static void the_durable_is_there(void **state, int said, const struct error *err)
{
	const char *path = scratch_path(state, "t.hjl");
	struct journal_reader *reader;
	struct journal_state end;
	struct error why = {0};

	(void)err;
	if (!told.created) {
		assert_false(file_exists(path));
		return;
	}
	if (journal_reader_open(&reader, path, &why))
		fail_msg("%s", why.text);
	assert_int_equal(known_check(reader, &end), 0);
	journal_reader_close(reader);
	assert_true(end.frames >= told.durable);
	assert_int_equal(end.islands, 0);
	if (!said)
		assert_true(end.complete && end.frames == 165);
}

static void a_journal_keeps_what_it_called_durable_whatever_fails(void **state)
{
	run_all(state, &(struct scenario){NULL, record, the_durable_is_there});
}

/* --- finalising --- */

static void remove_files(void **state)
{
	static const char *const names[] = {"t_force.w64", "t_force.json", "t_events.tsv",
					    "t_force.w64.part", "t_recover.json"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(scratch_path(state, names[i]));
}

static void put_journal(void **state)
{
	struct error err = {0};

	remove_files(state);
	if (!file_exists(scratch_path(state, "t.hjl")))
		assert_int_equal(record(state, &err), 0);
}

static int make_files(void **state, struct error *err)
{
	struct finalised files;

	return finalise(scratch_path(state, "t.hjl"), scratch_path(state, "t"), &files, NULL, NULL,
			err);
}

/* A W64 that has its name is whole, with its sidecar beside it. */
static void check_recording(void **state)
{
	static double samples[200 * KNOWN_CHANNELS];
	const char *path = scratch_path(state, "t_force.w64");
	struct container *container;
	struct container_info held;
	struct recording_info info;
	struct error err = {0};

	if (container_open(&container, path, &held, &err) ||
	    sidecar_read(scratch_path(state, "t_force.json"), &info, &err))
		fail_msg("%s", err.text);
	assert_int_equal(held.frames, 165);
	assert_int_equal(info.frames, 165);
	assert_int_equal(container_read(container, samples, 200, &err), 165);
	for (int64_t i = 0; i < 165; i++)
		assert_near(samples[i * KNOWN_CHANNELS],
			    known_count(i >= 120 && i < 125 ? 119 : i, 0), 0);
	container_close(container, NULL);
	recording_info_reset(&info);
	assert_true(file_exists(scratch_path(state, "t_events.tsv")));
}

static void saved_or_still_to_do(void **state, int said, const struct error *err)
{
	struct error again = {0};
	bool published = file_exists(scratch_path(state, "t_force.w64"));

	(void)err;
	assert_true(said || published);
	if (published)
		check_recording(state);
	else if (make_files(state, &again))
		fail_msg("not to be done again: %s", again.text);
	check_recording(state);
}

static void a_recording_is_whole_or_made_by_the_next_run_whatever_fails(void **state)
{
	run_all(state, &(struct scenario){put_journal, make_files, saved_or_still_to_do});
}

/* --- recovering, with the journal removed at the end --- */

static void keep_code(void *ctx, const struct recovered *recovered)
{
	struct error *err = ctx;

	*err = recovered->error;
	err->code = recovered->code;
}

static int recover_and_prune(void **state, struct error *err)
{
	struct recover_options options = {.prune = true};
	struct error why = {0}, found = {0};
	int ret = recover(scratch_path(state, "t.hjl"), &options, keep_code, &found, &why);

	*err = ret ? why : found;
	return err->code;
}

static void never_without_journal_or_recording(void **state, int said, const struct error *err)
{
	(void)err;
	if (!file_exists(scratch_path(state, "t.hjl")))
		check_recording(state);
	else
		assert_true(said);
}

static void a_journal_is_removed_only_beside_its_whole_recording(void **state)
{
	run_all(state, &(struct scenario){put_journal, recover_and_prune,
					  never_without_journal_or_recording});
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
		WITH_FOLDER(a_journal_keeps_what_it_called_durable_whatever_fails),
		WITH_FOLDER(a_recording_is_whole_or_made_by_the_next_run_whatever_fails),
		WITH_FOLDER(a_journal_is_removed_only_beside_its_whole_recording),
	};

	/* thousands of runs: keep the memory instead of giving it back each time */
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 16 << 20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
