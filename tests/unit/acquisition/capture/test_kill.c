/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 at any moment of a recording: what capture_status called durable is in the journal. */
#include "acquisition/capture.h"
#include "formats/random.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { KILLS = SLOW_BUILD ? 20 : 100, WORTH_MS = 60 };

static const char address[] = "sim:seed=3,rate=16000,seconds=40,noise=1,pace=real";

static int64_t system_ns(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Twenty times as fast, so that it syncs every 12.5 ms and the test is short. */
static int64_t fast_monotonic(void *ctx)
{
	(void)ctx;
	return 20 * system_ns(CLOCK_MONOTONIC);
}

static int64_t realtime(void *ctx)
{
	(void)ctx;
	return system_ns(CLOCK_REALTIME);
}

/* Tells the parent what is durable, until it is killed. */
static void record_until_killed(struct source *source, const char *path, int to_parent)
{
	static const struct capture_clock clock = {.monotonic_ns = fast_monotonic,
						   .realtime_ns = realtime};
	struct capture_options options;
	struct capture *capture;
	struct capture_status status;

	capture_options_init(&options);
	options.journal_path = path;
	options.clock = &clock;
	options.ring_s = 2;
	if (capture_start(&capture, source, &options, NULL))
		_exit(1);
	for (;;) {
		capture_status(capture, &status);
		if (write(to_parent, &status.durable_frames, sizeof(status.durable_frames)) < 0)
			_exit(1);
		nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
	}
}

static int64_t last_durable(int from_child)
{
	int64_t durable, last = 0;

	while (read(from_child, &durable, sizeof(durable)) == sizeof(durable))
		last = durable;
	return last;
}

static int64_t kill_one(struct source *source, const char *path, struct random *random)
{
	int64_t durable;
	int pipe_fd[2], status;
	pid_t pid;

	assert_int_equal(pipe(pipe_fd), 0);
	fcntl(pipe_fd[1], F_SETPIPE_SZ, 1 << 20);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid)
		record_until_killed(source, path, pipe_fd[1]);
	close(pipe_fd[1]);
	/* one in four dies while it starts, the others once they record */
	if (random_below(random, 4))
		assert_int_equal(read(pipe_fd[0], &durable, sizeof(durable)), sizeof(durable));
	long wait_us = 1000 + (long)random_below(random, WORTH_MS * 1000);
	nanosleep(&(struct timespec){.tv_nsec = wait_us * 1000}, NULL);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	durable = last_durable(pipe_fd[0]);
	close(pipe_fd[0]);
	return durable;
}

static bool has_header(const char *path)
{
	struct journal_reader *reader;

	if (journal_reader_open(&reader, path, NULL))
		return false;
	journal_reader_close(reader);
	return true;
}

static void no_kill_costs_a_durable_sample(void **state)
{
	struct simulation *simulation = simulation_of(address);
	struct source *source;
	struct random random;
	int with_durable = 0, without_header = 0;

	random_init(&random, 7);
	assert_int_equal(source_open(&source, address, NULL), 0);
	for (int i = 0; i < KILLS; i++) {
		char name[32];

		snprintf(name, sizeof(name), "kill-%d.hjl", i);
		const char *path = scratch_path(state, name);
		int64_t durable = kill_one(source, path, &random);
		struct recorded recorded;

		if (!has_header(path)) {
			/* killed before capture_start returned */
			assert_int_equal(durable, 0);
			without_header++;
			continue;
		}
		recorded_read(&recorded, path, simulation, RECORDED_AS_COUNTED);
		assert_false(recorded.state.complete);
		assert_true(recorded.state.data_frames >= durable);
		assert_int_equal(recorded.wrong_frames, 0);
		/* a busy computer's: the simulated device keeps a second */
		if (recorded.gaps)
			assert_string_equal(recorded.gap_cause, "device-fifo");
		with_durable += durable > 0;
		recorded_reset(&recorded);
		unlink(path);
	}
	source_close(source);
	simulation_free(simulation);
	print_message("%d kills: %d with durable samples, %d before the journal\n", KILLS,
		      with_durable, without_header);
	/* otherwise nothing was tried */
	assert_true(with_durable >= KILLS / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_kill_costs_a_durable_sample),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
