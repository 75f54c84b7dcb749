/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/made_journals.h"

#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/recover.h"
#include "formats/recording/sidecar.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(recovering_twice_does_nothing_new),
		WITH_FOLDER(a_journal_goes_only_when_asked_and_when_its_copy_is_whole),
		WITH_FOLDER(another_sidecar_or_length_is_not_taken_for_its_own),
		WITH_FOLDER(blocks_beyond_damage_keep_their_journal),
		WITH_FOLDER(each_journal_is_told_and_one_bad_one_stops_nothing),
		WITH_FOLDER(finalising_killed_anywhere_is_finished_by_the_next_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
