/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kills and power losses leave of a journal. */
#include "tests/support/assert_near.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/journal/left_behind.h"

#include "formats/random.h"
#include "formats/recording/journal/frames.h"

#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Records for ever and says after each sync how many frames are durable. */
static void record_and_tell(const char *path, int tell)
{
	struct recording_info info;
	struct journal *journal;
	int32_t counts[20 * KNOWN_CHANNELS];

	known_info(&info);
	if (journal_create(&journal, path, &info, 0, NULL))
		_exit(1);
	for (int i = 1;; i++) {
		int64_t durable;

		known_counts(counts, journal_frames(journal), 20);
		if (journal_append(journal, counts, 20, NULL, NULL))
			_exit(1);
		if (i % 7)
			continue;
		if (journal_sync(journal, NULL))
			_exit(1);
		durable = journal_durable_frames(journal);
		if (write(tell, &durable, sizeof(durable)) != sizeof(durable))
			_exit(1);
	}
}

/* Kills a recorder after wait_ns; returns the frames it had reported durable. */
static int64_t kill_recorder(const char *path, int64_t wait_ns)
{
	struct timespec wait = {.tv_nsec = wait_ns};
	int64_t durable = 0, told;
	int pipes[2], status;
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child)
		record_and_tell(path, pipes[1]);
	close(pipes[1]);
	/* from the first report on, so that every kill hits a recording */
	if (read(pipes[0], &durable, sizeof(durable)) != sizeof(durable))
		fail_msg("the recorder did not start");
	nanosleep(&wait, NULL);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
	while (read(pipes[0], &told, sizeof(told)) == sizeof(told))
		durable = told;
	close(pipes[0]);
	return durable;
}

static void a_hundred_kills_lose_no_durable_frame(void **state)
{
	struct random random;

	random_init(&random, 7);
	for (int i = 0; i < 100; i++) {
		const char *path = scratch_path(state, "a.hjl");
		int64_t durable = kill_recorder(path, (int64_t)random_below(&random, 5000000));
		struct journal_reader *reader;
		struct journal_state end;
		struct error err = {0};

		if (journal_reader_open(&reader, path, &err))
			fail_msg("kill %d: %s", i, err.text);
		assert_int_equal(known_check(reader, &end), 0);
		journal_reader_close(reader);
		if (end.data_frames < durable)
			fail_msg("kill %d: %lld frames of %lld durable ones", i,
				 (long long)end.data_frames, (long long)durable);
		assert_false(end.complete);
		unlink(path);
	}
}

enum { PAGE = 4096, SYNCS = 12 };

/* A journal, and how long and how full it was at each sync. */
struct history {
	char *bytes;
	size_t size;
	size_t synced_bytes[SYNCS];
	int64_t synced_frames[SYNCS];
};

static void record_history(void **state, struct history *history)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct error err = {0};

	for (size_t i = 0; i < SYNCS; i++) {
		char *bytes;

		known_append(journal, 200, 20);
		assert_int_equal(journal_sync(journal, &err), 0);
		load(path, &bytes, &history->synced_bytes[i]);
		free(bytes);
		history->synced_frames[i] = journal_durable_frames(journal);
	}
	journal_abandon(journal);
	load(path, &history->bytes, &history->size);
}

/* Between sync and the next one the disk may hold any of the pages written since: a clean prefix
 * (model 0), a random set of pages up to the last of them (1), or that with the full length and
 * zeros elsewhere (2). */
static size_t make_image(const struct history *history, size_t sync, int model,
			 struct random *random, char *image)
{
	size_t synced = history->synced_bytes[sync];
	size_t end = sync + 1 < SYNCS ? history->synced_bytes[sync + 1] : history->size;
	size_t size = synced;

	memset(image, 0, history->size);
	memcpy(image, history->bytes, synced);
	if (model == 0) {
		size = synced + random_below(random, end - synced + 1);
		memcpy(image, history->bytes, size);
		return size;
	}
	for (size_t page = synced / PAGE; page * PAGE < end; page++) {
		size_t from = page * PAGE < synced ? synced : page * PAGE;
		size_t to = (page + 1) * PAGE < end ? (page + 1) * PAGE : end;

		if (random_u64(random) & 1)
			continue;
		memcpy(image + from, history->bytes + from, to - from);
		size = to;
	}
	return model == 2 ? end : size;
}

static void no_power_loss_takes_a_durable_frame_or_makes_a_wrong_one(void **state)
{
	enum { IMAGES = 100 };
	struct history history;
	struct random random;
	char *image;

	random_init(&random, 3);
	record_history(state, &history);
	image = malloc(history.size);
	assert_non_null(image);
	for (int model = 0; model < 3; model++)
		for (int i = 0; i < IMAGES; i++) {
			size_t sync = random_below(&random, SYNCS - 1);
			size_t size = make_image(&history, sync, model, &random, image);
			struct journal_state end;

			assert_true(check_bytes(image, size, &end));
			assert_true(end.data_frames >= history.synced_frames[sync]);
			assert_true(end.data_frames <= history.synced_frames[sync + 1]);
		}
	free(image);
	free(history.bytes);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(a_hundred_kills_lose_no_durable_frame),
		WITH_FOLDER(no_power_loss_takes_a_durable_frame_or_makes_a_wrong_one),
	};

	mallopt(M_TRIM_THRESHOLD, 64 << 20); /* thousands of runs: keep the memory */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
