/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs in processes of their own: one that crashes costs its job and nothing else. */
#ifndef TOOLS_BATCH_WORKERS_H
#define TOOLS_BATCH_WORKERS_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

/* What a worker says of a job; sent between processes as it is. */
struct reply {
	int outcome, detail; /* the task's own */
	struct error error;  /* code 0 = none */
};

struct workers_task {
	size_t jobs, workers;
	void *ctx;
	/* In a worker, before its first job. */
	void (*begin)(void *ctx);
	/* In a worker: does job i. What it keeps in ctx stays in that worker. */
	void (*work)(void *ctx, size_t job, struct reply *);
	/* Here, in the order in which jobs end. */
	void (*done)(void *ctx, size_t job, const struct reply *);
	/* Here: the worker ended within the job; cause is NULL when it was interrupted. */
	void (*lost)(void *ctx, size_t job, const char *cause);
};

/* Forks once per worker, and again for each that ends early. SIGINT, SIGTERM and SIGHUP end it:
 * HINGE_EINTERRUPTED, when no worker is left running. HINGE_EAGAIN: no process can be made. */
int workers_run(const struct workers_task *, struct error *);

#endif
