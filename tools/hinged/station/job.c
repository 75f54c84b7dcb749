/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/job.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

int job_init(struct job *job, struct error *err)
{
	memset(job, 0, sizeof(*job));
	job->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return job->event_fd < 0 ? fail_errno(err, HINGE_EAGAIN, "eventfd") : 0;
}

void job_reset(struct job *job)
{
	job_join(job, NULL);
	if (job->event_fd >= 0)
		close(job->event_fd);
	job->event_fd = -1;
}

static void *run(void *arg)
{
	struct job *job = arg;
	const uint64_t one = 1;

	job->result = job->work(job->ctx, &job->error);
	while (write(job->event_fd, &one, sizeof(one)) < 0 && errno == EINTR)
		;
	return NULL;
}

int job_start(struct job *job, int (*work)(void *ctx, struct error *), void *ctx, struct error *err)
{
	int failed;

	job->work = work;
	job->ctx = ctx;
	memset(&job->error, 0, sizeof(job->error));
	failed = pthread_create(&job->thread, NULL, run, job);
	if (failed) {
		errno = failed;
		return fail_errno(err, HINGE_EAGAIN, "cannot start a thread");
	}
	job->running = true;
	return 0;
}

bool job_ended(const struct job *job)
{
	struct pollfd ended = {.fd = job->event_fd, .events = POLLIN};

	return job->running && poll(&ended, 1, 0) > 0;
}

int job_join(struct job *job, struct error *err)
{
	uint64_t count;

	if (!job->running)
		return 0;
	pthread_join(job->thread, NULL);
	job->running = false;
	/* the thread has written it: there is nothing to wait for */
	if (read(job->event_fd, &count, sizeof(count)) < 0 && job->result == 0)
		return fail_errno(err, HINGE_EAGAIN, "eventfd");
	if (err && job->result)
		*err = job->error;
	return job->result;
}
