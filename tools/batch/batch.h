/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge batch`: every recording of a study into a tree of results. */
#ifndef TOOLS_BATCH_BATCH_H
#define TOOLS_BATCH_BATCH_H

#include "formats/config.h"
#include "tools/batch/workers.h"

#include <stdbool.h>

struct batch_job {
	char *input;      /* STUDY/sub-S012/ses-03/..._force.w64 */
	const char *file; /* within input: its path below STUDY */
	char *output;     /* FOLDER/sub-S012/ses-03/..._force.h5 */
	int error;        /* errno: it cannot be reached */
	int superseded;   /* the run that was recorded in its place; 0 = none */
};

struct batch_jobs {
	size_t count;          /* to be done */
	size_t left_out;       /* behind them: superseded */
	struct batch_job *job; /* both sorted by file */
};

/* The recordings (*_force.w64, .rf64, .wav, .caf, .flac) below study, without derivatives,
 * sourcedata and the folder of the results. HINGE_EREAD, HINGE_EFORMAT (there are none). */
int jobs_find(struct batch_jobs *, const char *study, const char *folder, struct error *);
void jobs_free(struct batch_jobs *);

enum job_outcome { JOB_DONE, JOB_SKIPPED, JOB_FAILED };

/* The worker's part: reply->outcome, detail = enum report_status, error. */
struct batch_work {
	const struct batch_jobs *jobs;
	const struct config *config;
	char config_sha256[65];
	size_t workers;
};
/* Once per worker: it can write in folder only, and has its share of the machine's memory. */
void work_confine(const char *folder, size_t workers);
void work_file(const struct batch_work *, size_t job, struct reply *);
/* What an interrupted writer left of a job. */
void work_clean(const struct batch_job *);

#endif
