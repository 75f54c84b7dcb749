/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Journals, and the recordings made from them, whatever call fails. */
#include "tests/support/assert_near.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/every_fault.h"

#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/finalise.h"
#include "formats/recording/recover.h"
#include "formats/recording/sidecar.h"

#include <malloc.h>
#include <string.h>
#include <unistd.h>

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
		WITH_FOLDER(a_journal_keeps_what_it_called_durable_whatever_fails),
		WITH_FOLDER(a_recording_is_whole_or_made_by_the_next_run_whatever_fails),
		WITH_FOLDER(a_journal_is_removed_only_beside_its_whole_recording),
	};

	/* thousands of runs: keep the memory instead of giving it back each time */
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 16 << 20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
