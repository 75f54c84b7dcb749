/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/made_journals.h"

#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/finalise.h"
#include "formats/recording/sidecar.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static void a_journal_becomes_w64_sidecar_and_marks(void **state)
{
	const char *stem = scratch_path(state, "t"), *journal = scratch_path(state, "t.hjl");
	struct finalised files;
	struct recording_info info;
	struct error err = {0};
	char *bytes, hex[65];
	size_t size;

	make_journal(journal, true);
	if (finalise(journal, stem, &files, NULL, NULL, &err))
		fail_msg("%s", err.text);
	assert_string_equal(files.w64, scratch_path(state, "t_force.w64"));
	check_w64(files.w64);
	assert_true(files.journal.complete);
	assert_int_equal(files.journal.gap_frames, 50);

	if (sidecar_read(files.sidecar, &info, &err))
		fail_msg("%s", err.text);
	assert_int_equal(info.frames, 550);
	assert_int_equal(info.channels, KNOWN_CHANNELS);
	assert_int_equal(info.gaps, 1);
	assert_int_equal(info.gap[0].frame, 300);
	assert_int_equal(info.gap[0].frames, 50);
	assert_string_equal(info.gap[0].cause, "device-fifo");
	assert_string_equal(info.subject, "S012");
	assert_non_null(strstr(info.extra_json, "\"ClockPairs\""));
	assert_non_null(strstr(info.extra_json, "\"RealtimeNs\": 2000"));

	/* the checksum is that of the W64's data: what follows its 104 bytes of header */
	load(files.w64, &bytes, &size);
	assert_int_equal(size, 104 + 550 * KNOWN_CHANNELS * 3);
	sha256_hex(bytes + 104, size - 104, hex);
	assert_string_equal(info.sha256, hex);
	assert_string_equal(files.sha256, hex);
	free(bytes);

	load(files.events, &bytes, &size);
	assert_string_equal(bytes, "onset\tduration\tsample\ttrial_type\tvalue\n"
				   "0.500000\tn/a\t500\tnote\tgrip slipped\n");
	free(bytes);
	recording_info_reset(&info);
	assert_true(file_exists(journal));
}

/* The blocks behind are whole, but not the next ones: none of them may come in. */
static void a_block_that_went_missing_ends_the_recording(void **state)
{
	const size_t block_bytes = 64 + 20 * KNOWN_CHANNELS * 4;
	const char *journal = scratch_path(state, "t.hjl");
	struct journal *writer = create(journal);
	struct container *container;
	struct container_info held;
	struct finalised files;
	struct error err = {0};
	double samples[40 * KNOWN_CHANNELS];
	char *bytes;
	size_t size, fifth;

	known_append(writer, 40, 10);
	known_append(writer, 60, 20);
	journal_abandon(writer);
	load(journal, &bytes, &size);
	fifth = size - 3 * block_bytes;
	memmove(bytes + fifth, bytes + fifth + block_bytes, 2 * block_bytes);
	assert_int_equal(file_write_atomic(journal, bytes, size - block_bytes, true, &err), 0);
	free(bytes);
	if (finalise(journal, scratch_path(state, "t"), &files, NULL, NULL, &err))
		fail_msg("%s", err.text);
	assert_int_equal(files.journal.frames, 40);
	assert_int_equal(files.journal.islands, 2);
	assert_int_equal(container_open(&container, files.w64, &held, &err), 0);
	assert_int_equal(held.frames, 40);
	assert_int_equal(container_read(container, samples, 40, &err), 40);
	for (size_t i = 0; i < 40 * KNOWN_CHANNELS; i++)
		assert_near(samples[i],
			    known_count((int64_t)(i / KNOWN_CHANNELS), i % KNOWN_CHANNELS), 0);
	container_close(container, NULL);
}

static void without_marks_there_is_no_events_file(void **state)
{
	const char *journal = scratch_path(state, "t.hjl");
	struct journal *writer = create(journal);
	struct finalised files;
	struct error err = {0};

	known_append(writer, 10, 10);
	assert_int_equal(journal_close(writer, &err), 0);
	assert_int_equal(finalise(journal, scratch_path(state, "t"), &files, NULL, NULL, &err), 0);
	assert_string_equal(files.events, "");
	assert_false(file_exists(scratch_path(state, "t_events.tsv")));
}

static void nothing_that_stands_there_is_replaced(void **state)
{
	static const char *const names[] = {"t_force.w64", "t_force.json", "t_events.tsv"};
	const char *stem = scratch_path(state, "t"), *journal = scratch_path(state, "t.hjl");
	struct finalised files;
	struct error err = {0};

	make_journal(journal, true);
	for (size_t i = 0; i < 3; i++) {
		const char *path = scratch_path(state, names[i]);
		char *bytes;
		size_t size;

		assert_int_equal(file_write_atomic(path, "mine", 4, false, &err), 0);
		assert_int_equal(finalise(journal, stem, &files, NULL, NULL, &err), HINGE_EREFUSED);
		assert_non_null(strstr(err.text, names[i]));
		load(path, &bytes, &size);
		assert_string_equal(bytes, "mine");
		free(bytes);
		unlink(path);
		assert_true(i == 0 || !file_exists(scratch_path(state, "t_force.w64")));
		unlink(scratch_path(state, "t_force.json"));
	}
}

/* A crash between any two steps leaves files that the next run takes up. */
static void what_a_cut_off_run_left_is_in_nobodys_way(void **state)
{
	const char *stem = scratch_path(state, "t"), *journal = scratch_path(state, "t.hjl");
	struct finalised files;
	struct error err = {0};

	make_journal(journal, true);
	assert_int_equal(
		file_write_atomic(scratch_path(state, "t_force.w64.part"), "half", 4, false, &err),
		0);
	assert_int_equal(finalise(journal, stem, &files, NULL, NULL, &err), 0);
	assert_int_equal(unlink(files.w64), 0);
	/* sidecar and events stand, the W64 does not yet */
	assert_int_equal(finalise(journal, stem, &files, NULL, NULL, &err), 0);
	check_w64(files.w64);
	assert_false(file_exists(scratch_path(state, "t_force.w64.part")));
}

static void a_journal_that_is_being_recorded_is_left_alone(void **state)
{
	const char *journal = scratch_path(state, "t.hjl");
	struct journal *writer = create(journal);
	struct finalised files;
	struct error err = {0};

	known_append(writer, 10, 10);
	assert_int_equal(finalise(journal, scratch_path(state, "t"), &files, NULL, NULL, &err),
			 HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "is being recorded"));
	assert_false(file_exists(scratch_path(state, "t_force.w64")));
	journal_abandon(writer);
}

static void a_journal_without_samples_is_no_recording(void **state)
{
	const char *journal = scratch_path(state, "t.hjl");
	struct finalised files;
	struct error err = {0};

	journal_abandon(create(journal));
	assert_int_equal(finalise(journal, scratch_path(state, "t"), &files, NULL, NULL, &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "holds no samples"));
	assert_false(file_exists(scratch_path(state, "t_force.json")));
}

static void note_progress(void *ctx, double fraction)
{
	double *last = ctx;

	assert_true(fraction >= *last && fraction <= 1);
	*last = fraction;
}

static void progress_goes_up_to_one(void **state)
{
	const char *journal = scratch_path(state, "t.hjl");
	struct finalised files;
	struct error err = {0};
	double last = 0;

	make_journal(journal, true);
	assert_int_equal(
		finalise(journal, scratch_path(state, "t"), &files, note_progress, &last, &err), 0);
	assert_near(last, 1, 1e-12);
}

/* Mounts a small tmpfs at path; false where this process may not. */
static bool mount_small(const char *path, const char *size)
{
	assert_int_equal(mkdir(path, 0700), 0);
	return !mount("none", path, "tmpfs", 0, size);
}

static void a_full_disk_is_told_and_room_makes_it_good(void **state)
{
	const char *disk = scratch_path(state, "disk"), *journal = scratch_path(state, "t.hjl");
	const char *stem = scratch_path(state, "disk/t");
	struct journal *writer = create(journal);
	struct finalised files;
	struct error err = {0};

	known_append(writer, 20000, 512);
	assert_int_equal(journal_close(writer, &err), 0);
	if (!mount_small(disk, "size=200k")) {
		print_message("SKIP: may not mount a tmpfs (not root)\n");
		skip();
	}
	/* 480 kB of samples: the check of room says so */
	assert_int_equal(finalise(journal, stem, &files, NULL, NULL, &err), HINGE_EWRITE);
	assert_non_null(strstr(err.text, "free (the journal is kept)"));
	assert_false(file_exists(files.w64));
	assert_int_equal(mount("none", disk, "tmpfs", MS_REMOUNT, "size=2m"), 0);
	assert_int_equal(finalise(journal, stem, &files, NULL, NULL, &err), 0);
	assert_true(file_exists(files.w64));
	assert_int_equal(umount(disk), 0);
}

static void a_journal_on_a_full_disk_keeps_what_was_durable(void **state)
{
	const char *disk = scratch_path(state, "disk"), *path = scratch_path(state, "disk/t.hjl");
	int32_t counts[64 * KNOWN_CHANNELS];
	struct journal *journal;
	struct journal_reader *reader;
	struct journal_state end;
	struct error err = {0};
	int64_t durable;

	if (!mount_small(disk, "size=300k")) {
		print_message("SKIP: may not mount a tmpfs (not root)\n");
		skip();
	}
	journal = create(path);
	for (int i = 0; i < 1000; i++) {
		known_counts(counts, journal_frames(journal), 64);
		if (journal_append(journal, counts, 64, NULL, &err) || journal_sync(journal, &err))
			break;
	}
	assert_int_equal(err.code, HINGE_EWRITE);
	assert_non_null(strstr(err.text, "No space left on device"));
	durable = journal_durable_frames(journal);
	assert_true(durable > 64);
	assert_int_equal(journal_close(journal, &err), HINGE_EWRITE);
	assert_int_equal(journal_reader_open(&reader, path, &err), 0);
	assert_int_equal(known_check(reader, &end), 0);
	assert_true(end.data_frames >= durable);
	journal_reader_close(reader);
	assert_int_equal(umount(disk), 0);
}

static void names_are_those_of_the_study_and_take_the_next_free_run(void **state)
{
	struct recording_info info;
	struct error err = {0};
	char stem[4096];

	known_info(&info);
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), 0);
	assert_string_equal(
		stem, scratch_path(state, "sub-S012/ses-03/sub-S012_ses-03_task-deadlift_run-01"));
	assert_int_equal(info.run, 1);
	make_journal(
		scratch_path(state, "sub-S012/ses-03/sub-S012_ses-03_task-deadlift_run-01.hjl"),
		true);
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), 0);
	assert_int_equal(info.run, 2);
	assert_int_equal(
		file_write_atomic(
			scratch_path(
				state,
				"sub-S012/ses-03/sub-S012_ses-03_task-deadlift_run-02_force.json"),
			"", 0, false, &err),
		0);
	info.run = 0;
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), 0);
	assert_int_equal(info.run, 3);
	info.session[0] = '\0';
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), 0);
	assert_string_equal(stem, scratch_path(state, "sub-S012/sub-S012_task-deadlift_run-03"));
	strcpy(info.subject, "Max Muster");
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), HINGE_EUSAGE);
	strcpy(info.subject, "S1");
	strcpy(info.session, "a b");
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), HINGE_EUSAGE);
	info.session[0] = '\0';
	info.run = RUN_MAX + 1; /* beyond the last */
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), HINGE_EREFUSED);
	info.run = 1;
	strcpy(info.task, "../x");
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), HINGE_EUSAGE);
	strcpy(info.task, "");
	assert_int_equal(recording_stem(*state, &info, stem, 20, &err), HINGE_EWRITE);
	assert_int_equal(recording_stem(*state, &info, stem, sizeof(stem), &err), 0);
	assert_string_equal(stem, scratch_path(state, "sub-S1/sub-S1_task-unknown_run-01"));
	recording_info_reset(&info);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(a_journal_becomes_w64_sidecar_and_marks),
		WITH_FOLDER(a_block_that_went_missing_ends_the_recording),
		WITH_FOLDER(without_marks_there_is_no_events_file),
		WITH_FOLDER(nothing_that_stands_there_is_replaced),
		WITH_FOLDER(what_a_cut_off_run_left_is_in_nobodys_way),
		WITH_FOLDER(a_journal_that_is_being_recorded_is_left_alone),
		WITH_FOLDER(a_journal_without_samples_is_no_recording),
		WITH_FOLDER(progress_goes_up_to_one),
		WITH_FOLDER(a_full_disk_is_told_and_room_makes_it_good),
		WITH_FOLDER(a_journal_on_a_full_disk_keeps_what_was_durable),
		WITH_FOLDER(names_are_those_of_the_study_and_take_the_next_free_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
