/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated set as the trial that a file of it would give. */
#ifndef TESTS_SUPPORT_SIMULATED_H
#define TESTS_SUPPORT_SIMULATED_H

#include "acquisition/simulator/simulator.h"
#include "analysis/pool.h"
#include "formats/config.h"
#include "formats/report.h"
#include "formats/trial.h"

/* Counts, gaps and saturation as read; its load is the true one. Caller frees. */
struct trial *simulated_trial(const struct simulation *);
/* The report of the whole analysis with the defaults; fails the test where there is none, or where
 * a step of it says nan. */
struct trial_report *report_of(const struct trial *);
/* The same with another configuration; pool: NULL = this thread alone. */
struct trial_report *report_with(const struct trial *, const struct config *, const struct pool *);
/* NULL: no such row. */
const struct check *check_coded(const struct trial_report *, const char *code);
const struct finding *finding_coded(const struct trial_report *, const char *id);

#endif
