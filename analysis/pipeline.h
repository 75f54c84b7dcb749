/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis of one trial from samples to findings. */
#ifndef ANALYSIS_PIPELINE_H
#define ANALYSIS_PIPELINE_H

#include "analysis/pool.h"
#include "formats/config.h"
#include "formats/history.h"
#include "formats/report.h"
#include "formats/trial.h"

struct pipeline_input {
	const struct trial *trial;
	const struct config *config;
	const struct pool *pool;       /* may be NULL */
	const struct history *history; /* before this trial (history_before); may be NULL */
};

/* Always gives a report where the trial can be read at all: what cannot be measured is said in its
 * checks, findings and status. The same input gives the same bits on any pool and ISA.
 * HINGE_ENOMEM, HINGE_EUSAGE (config). */
int pipeline_run(const struct pipeline_input *, struct trial_report **out, struct error *);

#endif
