/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/batch/workers.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_JOB = -1 };

struct worker {
	pid_t pid;
	int fd;      /* our end; -1 = none running */
	int64_t job; /* in hand */
};

struct pool {
	const struct workers_task *task;
	struct worker *worker;
	struct pollfd *poll; /* one a worker, then the signals */
	size_t next;         /* job that nobody has */
	int signals;
	sigset_t mask; /* of the caller */
};

/* A message is whole or not there. Plain read() and write(): a worker may be confined to them; one
 * whose parent is gone ends by SIGPIPE. */
static bool receive(int fd, void *bytes, size_t size)
{
	ssize_t n;

	do
		n = read(fd, bytes, size);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)size;
}

/* --- in the worker --- */

static bool answer(int fd, const struct reply *reply)
{
	ssize_t n;

	do
		n = write(fd, reply, sizeof(*reply));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(*reply);
}

/* The end of the socket is the end of the work. */
static void work(const struct workers_task *task, int fd)
{
	uint64_t job;

	task->begin(task->ctx);
	while (receive(fd, &job, sizeof(job))) {
		struct reply reply = {0};

		task->work(task->ctx, job, &reply);
		if (!answer(fd, &reply))
			break;
	}
}

/* --- starting and ending one --- */

/* The ends of the others, kept open here, would hide that we are gone. */
static void close_others(const struct pool *pool)
{
	for (size_t i = 0; i < pool->task->workers; i++)
		if (pool->worker[i].fd >= 0)
			close(pool->worker[i].fd);
	close(pool->signals);
}

static int start_worker(struct pool *pool, struct worker *worker, struct error *err)
{
	int ends[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return fail_errno(err, HINGE_EAGAIN, "no socket for a worker");
	fflush(NULL);
	pid = fork();
	if (pid < 0) {
		close(ends[0]);
		close(ends[1]);
		return fail_errno(err, HINGE_EAGAIN, "no process for a worker");
	}
	if (!pid) {
		close_others(pool);
		close(ends[0]);
		work(pool->task, ends[1]);
		_exit(EXIT_SUCCESS);
	}
	close(ends[1]);
	*worker = (struct worker){.pid = pid, .fd = ends[0], .job = NO_JOB};
	return 0;
}

/* Its wait status. */
static int reap(struct worker *worker)
{
	int status = 0;

	close(worker->fd);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	worker->fd = -1;
	return status;
}

static void end_worker(struct pool *pool, struct worker *worker)
{
	char cause[64];
	int status = reap(worker);

	if (WIFSIGNALED(status))
		snprintf(cause, sizeof(cause), "%s", strsignal(WTERMSIG(status)));
	else
		snprintf(cause, sizeof(cause), "exit status %d", WEXITSTATUS(status));
	if (worker->job != NO_JOB)
		pool->task->lost(pool->task->ctx, (size_t)worker->job, cause);
	worker->job = NO_JOB;
}

static void kill_workers(struct pool *pool)
{
	for (size_t i = 0; i < pool->task->workers; i++) {
		struct worker *worker = &pool->worker[i];

		if (worker->fd < 0)
			continue;
		kill(worker->pid, SIGKILL);
		reap(worker);
		if (worker->job != NO_JOB)
			pool->task->lost(pool->task->ctx, (size_t)worker->job, NULL);
	}
}

/* --- handing out jobs --- */

static int give_job(struct pool *pool, struct worker *worker, struct error *err)
{
	int ret = worker->fd < 0 ? start_worker(pool, worker, err) : 0;
	uint64_t job = pool->next;

	if (ret)
		return ret;
	/* where it has died idle, the end of its socket says so next */
	if (send(worker->fd, &job, sizeof(job), MSG_NOSIGNAL) == sizeof(job)) {
		worker->job = (int64_t)job;
		pool->next++;
	}
	return 0;
}

static int give_jobs(struct pool *pool, struct error *err)
{
	size_t running = 0;
	int ret = 0;

	for (size_t i = 0; i < pool->task->workers; i++) {
		struct worker *worker = &pool->worker[i];

		if (worker->job == NO_JOB && pool->next < pool->task->jobs)
			ret = give_job(pool, worker, err);
		running += worker->fd >= 0;
	}
	/* fewer workers than asked for are enough */
	return running || pool->next == pool->task->jobs ? 0 : ret;
}

static void take_reply(struct pool *pool, struct worker *worker)
{
	struct reply reply;

	if (!receive(worker->fd, &reply, sizeof(reply))) {
		end_worker(pool, worker);
		return;
	}
	pool->task->done(pool->task->ctx, (size_t)worker->job, &reply);
	worker->job = NO_JOB;
}

static bool is_finished(const struct pool *pool)
{
	for (size_t i = 0; i < pool->task->workers; i++)
		if (pool->worker[i].job != NO_JOB)
			return false;
	return pool->next == pool->task->jobs;
}

static int wait_for_news(struct pool *pool, struct error *err)
{
	size_t workers = pool->task->workers;

	for (size_t i = 0; i < workers; i++)
		pool->poll[i] = (struct pollfd){.fd = pool->worker[i].fd, .events = POLLIN};
	pool->poll[workers] = (struct pollfd){.fd = pool->signals, .events = POLLIN};
	if (poll(pool->poll, workers + 1, -1) < 0)
		return errno == EINTR ? 0 : fail_errno(err, HINGE_EAGAIN, "waiting for workers");
	if (pool->poll[workers].revents)
		return fail(err, HINGE_EINTERRUPTED, "interrupted");
	for (size_t i = 0; i < workers; i++)
		if (pool->poll[i].revents)
			take_reply(pool, &pool->worker[i]);
	return 0;
}

/* --- all of it --- */

static int catch_signals(struct pool *pool, struct error *err)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, &pool->mask);
	pool->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (pool->signals >= 0)
		return 0;
	sigprocmask(SIG_SETMASK, &pool->mask, NULL);
	return fail_errno(err, HINGE_EAGAIN, "signals");
}

/* Those that were caught must not strike once the mask is gone. */
static void release_signals(struct pool *pool)
{
	struct signalfd_siginfo caught;

	while (read(pool->signals, &caught, sizeof(caught)) == sizeof(caught))
		;
	close(pool->signals);
	sigprocmask(SIG_SETMASK, &pool->mask, NULL);
}

int workers_run(const struct workers_task *task, struct error *err)
{
	struct pool pool = {.task = task};
	int ret = 0;

	pool.worker = calloc(task->workers, sizeof(*pool.worker));
	pool.poll = calloc(task->workers + 1, sizeof(*pool.poll));
	if (!pool.worker || !pool.poll) {
		ret = fail(err, HINGE_ENOMEM, "out of memory");
		goto out;
	}
	for (size_t i = 0; i < task->workers; i++)
		pool.worker[i] = (struct worker){.fd = -1, .job = NO_JOB};
	ret = catch_signals(&pool, err);
	if (ret)
		goto out;
	while (!ret && !is_finished(&pool)) {
		ret = give_jobs(&pool, err);
		if (!ret)
			ret = wait_for_news(&pool, err);
	}
	if (ret)
		kill_workers(&pool);
	for (size_t i = 0; i < task->workers; i++)
		if (pool.worker[i].fd >= 0)
			reap(&pool.worker[i]);
	release_signals(&pool);
out:
	free(pool.worker);
	free(pool.poll);
	return ret;
}
