/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/batch/workers.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS = 40, LATE = 1000 };

struct record {
	pid_t parent;
	size_t crash_at, interrupt_at; /* LATE = never */
	int crash_by;                  /* a signal; 0 = exit(3) */
	size_t done[JOBS], lost[JOBS];
	size_t count;
	char cause[64];
	int begun; /* in a worker: begin() was called */
	pid_t workers[JOBS];
};

static void begin(void *ctx)
{
	((struct record *)ctx)->begun++;
}

static void work(void *ctx, size_t job, struct reply *reply)
{
	struct record *record = ctx;

	if (job == record->crash_at && !record->crash_by)
		_exit(3);
	if (job == record->crash_at) {
		signal(record->crash_by, SIG_DFL);
		raise(record->crash_by);
	}
	if (job == record->interrupt_at)
		kill(record->parent, SIGINT);
	if (job >= record->interrupt_at)
		sleep(60);
	reply->outcome = (int)(3 * job);
	reply->detail = record->begun;
	snprintf(reply->error.text, sizeof(reply->error.text), "%d", (int)getpid());
}

static void done(void *ctx, size_t job, const struct reply *reply)
{
	struct record *record = ctx;

	assert_int_equal(reply->outcome, 3 * job);
	assert_int_equal(reply->detail, 1);
	record->done[job]++;
	record->workers[record->count++] = atoi(reply->error.text);
}

static void lost(void *ctx, size_t job, const char *cause)
{
	struct record *record = ctx;

	record->lost[job]++;
	snprintf(record->cause, sizeof(record->cause), "%s", cause ? cause : "interrupted");
}

static int run(struct record *record, size_t jobs, size_t workers, struct error *err)
{
	const struct workers_task task = {
		.jobs = jobs,
		.workers = workers,
		.ctx = record,
		.begin = begin,
		.work = work,
		.done = done,
		.lost = lost,
	};

	record->parent = getpid();
	return workers_run(&task, err);
}

static size_t different_workers(const struct record *record)
{
	size_t count = 0;

	for (size_t i = 0; i < record->count; i++) {
		size_t j = 0;

		while (record->workers[j] != record->workers[i])
			j++;
		count += j == i;
	}
	return count;
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

static void no_child_is_left(void)
{
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void every_job_is_done_once(void **state)
{
	static const size_t workers[] = {1, 2, 7, JOBS};

	(void)state;
	for (size_t i = 0; i < sizeof(workers) / sizeof(workers[0]); i++) {
		struct record record = {.crash_at = LATE, .interrupt_at = LATE};
		size_t files = open_files();
		struct error err;

		assert_int_equal(run(&record, JOBS, workers[i], &err), 0);
		for (size_t job = 0; job < JOBS; job++) {
			assert_int_equal(record.done[job], 1);
			assert_int_equal(record.lost[job], 0);
		}
		/* a process per worker, not per job */
		assert_true(different_workers(&record) <= workers[i]);
		no_child_is_left();
		assert_int_equal(open_files(), files);
	}
}

static void a_crash_costs_its_job_only(void **state)
{
	static const int signals[] = {SIGSEGV, SIGKILL, SIGABRT, 0};

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct record record = {
			.crash_at = 5, .crash_by = signals[i], .interrupt_at = LATE};
		struct error err;

		assert_int_equal(run(&record, 12, 2, &err), 0);
		for (size_t job = 0; job < 12; job++) {
			assert_int_equal(record.done[job], job != 5);
			assert_int_equal(record.lost[job], job == 5);
		}
		assert_string_equal(record.cause,
				    signals[i] ? strsignal(signals[i]) : "exit status 3");
		no_child_is_left();
	}
}

static void the_last_job_may_crash_as_well(void **state)
{
	struct record record = {.crash_at = 2, .crash_by = SIGSEGV, .interrupt_at = LATE};
	struct error err;

	(void)state;
	assert_int_equal(run(&record, 3, 1, &err), 0);
	assert_int_equal(record.done[1], 1);
	assert_int_equal(record.lost[2], 1);
	no_child_is_left();
}

static void an_interruption_ends_all_at_once(void **state)
{
	struct record record = {.crash_at = LATE, .interrupt_at = 4};
	struct error err;
	sigset_t after;

	(void)state;
	alarm(30); /* the workers sleep for longer */
	assert_int_equal(run(&record, 12, 2, &err), HINGE_EINTERRUPTED);
	assert_int_equal(record.lost[4], 1);
	assert_string_equal(record.cause, "interrupted");
	for (size_t job = 6; job < 12; job++)
		assert_int_equal(record.done[job] + record.lost[job], 0);
	no_child_is_left();
	sigprocmask(SIG_SETMASK, NULL, &after);
	assert_false(sigismember(&after, SIGINT));
	alarm(0);
}

static void without_processes_it_says_so(void **state)
{
	struct record record = {.crash_at = LATE, .interrupt_at = LATE};
	struct error err;
	struct rlimit limit;
	rlim_t before;
	int free_fd;

	(void)state;
	/* room for the signals' descriptor, none for a socket */
	free_fd = dup(STDIN_FILENO);
	close(free_fd);
	getrlimit(RLIMIT_NOFILE, &limit);
	before = limit.rlim_cur;
	limit.rlim_cur = (rlim_t)free_fd + 1;
	setrlimit(RLIMIT_NOFILE, &limit);
	assert_int_equal(run(&record, 3, 2, &err), HINGE_EAGAIN);
	assert_non_null(strstr(err.text, "no socket for a worker"));
	limit.rlim_cur = before;
	setrlimit(RLIMIT_NOFILE, &limit);
	no_child_is_left();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_job_is_done_once),
		cmocka_unit_test(a_crash_costs_its_job_only),
		cmocka_unit_test(the_last_job_may_crash_as_well),
		cmocka_unit_test(an_interruption_ends_all_at_once),
		cmocka_unit_test(without_processes_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
