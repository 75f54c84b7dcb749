/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of slow work in a thread of its own, so that the loop never waits: opening a device,
 * finalising a recording. What the work reads and writes is its own until job_join. */
#ifndef TOOLS_HINGED_STATION_JOB_H
#define TOOLS_HINGED_STATION_JOB_H

#include "formats/error.h"

#include <pthread.h>
#include <stdbool.h>

struct job {
	pthread_t thread;
	bool running;
	int event_fd; /* readable once the work has ended */
	int (*work)(void *ctx, struct error *);
	void *ctx;
	int result;
	struct error error;
};

int job_init(struct job *, struct error *);
void job_reset(struct job *); /* waits for work that still runs */
int job_start(struct job *, int (*work)(void *ctx, struct error *), void *ctx, struct error *);
bool job_ended(const struct job *);
/* Waits for the end; returns what the work returned. */
int job_join(struct job *, struct error *);

#endif
