/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/json.h"
#include "formats/recording/container.h"
#include "formats/recording/finalise.h"
#include "formats/recording/recover.h"
#include "formats/recording/sidecar.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct journal *create(const char *path)
{
	struct recording_info info;
	struct journal *journal;
	struct error err = {0};

	known_info(&info);
	if (journal_create(&journal, path, &info, 0, &err))
		fail_msg("%s", err.text);
	recording_info_reset(&info);
	return journal;
}

/* 300 frames, 50 lost, 200 frames, a mark and two clock pairs; closed or left as by a crash. */
static void make_journal(const char *path, bool close)
{
	struct journal *journal = create(path);
	struct journal_stamp stamp = {.device_counter = 5};
	static const struct clock_pair clocks[] = {
		{.monotonic_ns = 1, .realtime_ns = 1000},
		{.monotonic_ns = 2, .realtime_ns = 2000, .device_counter = 550}};
	struct error err = {0};

	assert_int_equal(journal_clock(journal, &clocks[0], &err), 0);
	known_append(journal, 300, 64);
	assert_int_equal(journal_gap(journal, 50, "device-fifo", 1, &stamp, &err), 0);
	known_append(journal, 150, 64);
	assert_int_equal(journal_event(journal, "note", "grip\tslipped", &stamp, &err), 0);
	known_append(journal, 50, 64);
	assert_int_equal(journal_clock(journal, &clocks[1], &err), 0);
	if (close)
		assert_int_equal(journal_close(journal, &err), 0);
	else
		journal_abandon(journal);
}

static void load(const char *path, char **bytes, size_t *size)
{
	struct error err = {0};

	if (file_read(path, 1 << 24, bytes, size, &err))
		fail_msg("%s", err.text);
}

static void check_w64(const char *path)
{
	static double samples[600 * KNOWN_CHANNELS];
	struct container *container;
	struct container_info info;
	struct error err = {0};

	if (container_open(&container, path, &info, &err))
		fail_msg("%s", err.text);
	assert_int_equal(info.frames, 550);
	assert_near(info.rate_hz, 1000, 0);
	assert_int_equal(container_read(container, samples, 600, &err), 550);
	for (int64_t frame = 0; frame < 550; frame++)
		for (size_t c = 0; c < KNOWN_CHANNELS; c++) {
			/* a lost frame repeats the last good one */
			int64_t from = frame >= 300 && frame < 350 ? 299 : frame;

			assert_near(samples[(size_t)frame * KNOWN_CHANNELS + c],
				    known_count(from, c), 0);
		}
	container_close(container, NULL);
}

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

/* --- a disk that is full --- */

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

/* --- recover --- */

struct visits {
	size_t count;
	struct recovered last;
};

static void note_visit(void *ctx, const struct recovered *recovered)
{
	struct visits *visits = ctx;

	visits->count++;
	visits->last = *recovered;
}

static int run_recover(const char *path, bool prune, struct visits *visits)
{
	struct recover_options options = {.prune = prune};
	struct error err = {0};

	memset(visits, 0, sizeof(*visits));
	return recover(path, &options, note_visit, visits, &err);
}

static void recovering_twice_does_nothing_new(void **state)
{
	const char *journal = scratch_path(state, "sub-S012/t.hjl");
	struct visits visits;
	struct stat first, second;
	char *report, *again, *before, *after;
	size_t size;
	struct error err = {0};

	assert_int_equal(folder_make(scratch_path(state, "sub-S012"), &err), 0);
	make_journal(journal, false);
	load(journal, &before, &size);
	assert_int_equal(run_recover(*state, false, &visits), 0);
	assert_int_equal(visits.count, 1);
	assert_int_equal(visits.last.code, 0);
	assert_false(visits.last.already);
	assert_true(recovered_with_loss(&visits.last));
	check_w64(visits.last.files.w64);
	assert_int_equal(stat(visits.last.files.w64, &first), 0);
	load(visits.last.report, &report, &size);
	assert_non_null(strstr(report, "\"Complete\": false"));
	assert_non_null(strstr(report, "\"Frames\": 550"));

	assert_int_equal(run_recover(journal, false, &visits), 0);
	assert_int_equal(visits.count, 1);
	assert_true(visits.last.already);
	assert_int_equal(visits.last.code, 0);
	assert_int_equal(stat(visits.last.files.w64, &second), 0);
	assert_int_equal(first.st_ino, second.st_ino);
	load(visits.last.report, &again, &size);
	assert_string_equal(report, again);
	load(journal, &after, &size);
	assert_memory_equal(before, after, size);
	free(report);
	free(again);
	free(before);
	free(after);
}

static void a_journal_goes_only_when_asked_and_when_its_copy_is_whole(void **state)
{
	const char *journal = scratch_path(state, "t.hjl");
	struct visits visits;
	int fd;

	make_journal(journal, true);
	assert_int_equal(run_recover(*state, false, &visits), 0);
	assert_true(file_exists(journal));
	assert_false(recovered_with_loss(&visits.last));
	/* one bit of the recording is off: neither pruned nor touched */
	fd = open(visits.last.files.w64, O_RDWR);
	assert_int_equal(pwrite(fd, "\x55", 1, 2000), 1);
	close(fd);
	assert_int_equal(run_recover(*state, true, &visits), 0);
	assert_int_equal(visits.last.code, HINGE_EREFUSED);
	assert_non_null(strstr(visits.last.error.text, "differs from t.hjl"));
	assert_true(file_exists(journal));
	unlink(scratch_path(state, "t_force.w64"));
	assert_int_equal(run_recover(*state, true, &visits), 0);
	assert_int_equal(visits.last.code, 0);
	assert_true(visits.last.pruned);
	assert_false(file_exists(journal));
	check_w64(scratch_path(state, "t_force.w64"));
}

static void another_sidecar_or_length_is_not_taken_for_its_own(void **state)
{
	const char *journal = scratch_path(state, "t.hjl"), *sidecar;
	struct recording_info info;
	struct container *container;
	struct visits visits;
	struct error err = {0};
	int32_t counts[KNOWN_CHANNELS] = {0};

	make_journal(journal, true);
	assert_int_equal(run_recover(journal, false, &visits), 0);
	sidecar = scratch_path(state, "t_force.json");
	assert_int_equal(sidecar_read(sidecar, &info, &err), 0);
	info.sha256[0] = info.sha256[0] == 'a' ? 'b' : 'a';
	unlink(sidecar);
	assert_int_equal(sidecar_write(sidecar, &info, &err), 0);
	recording_info_reset(&info);
	assert_int_equal(run_recover(journal, true, &visits), 0);
	assert_int_equal(visits.last.code, HINGE_EREFUSED);
	assert_non_null(strstr(visits.last.error.text, "is not the sidecar of this recording"));

	unlink(visits.last.files.w64);
	assert_int_equal(container_create(&container, scratch_path(state, "t_force.w64"),
					  CONTAINER_INT24, KNOWN_CHANNELS, 1000, &err),
			 0);
	assert_int_equal(container_write_counts(container, counts, 1, &err), 0);
	assert_int_equal(container_close(container, &err), 0);
	assert_int_equal(run_recover(journal, true, &visits), 0);
	assert_int_equal(visits.last.code, HINGE_EREFUSED);
	assert_non_null(strstr(visits.last.error.text, "1 frames of 8 channels, not 550 of 8"));
	assert_true(file_exists(journal));
}

static void blocks_beyond_damage_keep_their_journal(void **state)
{
	const char *journal = scratch_path(state, "t.hjl");
	struct journal *writer = create(journal);
	struct visits visits;
	struct error err = {0};
	int fd;

	known_append(writer, 1000, 100);
	assert_int_equal(journal_close(writer, &err), 0);
	fd = open(journal, O_RDWR);
	assert_int_equal(pwrite(fd, "\x55\xaa", 2, 20000), 2);
	close(fd);
	assert_int_equal(run_recover(*state, true, &visits), 0);
	assert_int_equal(visits.last.code, 0);
	assert_false(visits.last.pruned);
	assert_true(file_exists(journal));
	assert_true(recovered_with_loss(&visits.last));
	assert_true(visits.last.files.journal.islands > 0);
	assert_true(visits.last.files.journal.frames < 1000);
}

static void each_journal_is_told_and_one_bad_one_stops_nothing(void **state)
{
	struct visits visits;
	struct error err = {0};

	make_journal(scratch_path(state, "a.hjl"), true);
	assert_int_equal(file_write_atomic(scratch_path(state, "b.hjl"), "rubbish", 7, false, &err),
			 0);
	assert_int_equal(file_write_atomic(scratch_path(state, "c.txt"), "rubbish", 7, false, &err),
			 0);
	assert_int_equal(run_recover(*state, false, &visits), 0);
	assert_int_equal(visits.count, 2);
	assert_int_equal(visits.last.code, HINGE_EFORMAT);
	assert_non_null(strstr(visits.last.error.text, "b.hjl: not a hinge journal"));
	assert_int_equal(run_recover(scratch_path(state, "none"), false, &visits), HINGE_EREAD);
	assert_int_equal(visits.count, 0);
}

/* Killed anywhere within finalising, the next run makes it whole. */
static void finalising_killed_anywhere_is_finished_by_the_next_run(void **state)
{
	for (int i = 0; i < 40; i++) {
		const char *journal = scratch_path(state, "t.hjl");
		struct journal *writer = create(journal);
		struct visits visits;
		struct error err = {0};
		pid_t child;

		known_append(writer, 5000, 512);
		assert_int_equal(journal_event(writer, "note", "x", NULL, &err), 0);
		assert_int_equal(journal_close(writer, &err), 0);
		child = fork();
		if (!child) {
			run_recover(journal, false, &visits);
			_exit(0);
		}
		usleep((useconds_t)(i * 300));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		assert_int_equal(run_recover(journal, true, &visits), 0);
		if (visits.last.code)
			fail_msg("kill %d: %s", i, visits.last.error.text);
		assert_true(visits.last.pruned);
		assert_int_equal(visits.last.files.journal.frames, 5000);
		assert_false(file_exists(scratch_path(state, "t_force.w64.part")));
		unlink(visits.last.files.w64);
		unlink(visits.last.files.sidecar);
		unlink(visits.last.files.events);
	}
}

/* --- names --- */

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
		WITH_FOLDER(recovering_twice_does_nothing_new),
		WITH_FOLDER(a_journal_goes_only_when_asked_and_when_its_copy_is_whole),
		WITH_FOLDER(another_sidecar_or_length_is_not_taken_for_its_own),
		WITH_FOLDER(blocks_beyond_damage_keep_their_journal),
		WITH_FOLDER(each_journal_is_told_and_one_bad_one_stops_nothing),
		WITH_FOLDER(finalising_killed_anywhere_is_finished_by_the_next_run),
		WITH_FOLDER(names_are_those_of_the_study_and_take_the_next_free_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
