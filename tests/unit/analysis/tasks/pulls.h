/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pulls against a bar that does not move. */
#ifndef TESTS_UNIT_ANALYSIS_TASKS_PULLS_H
#define TESTS_UNIT_ANALYSIS_TASKS_PULLS_H

#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/support/simulated.h"

#include <stdlib.h>
#include <string.h>

/* 80 kg on the plates; the whole pull is 2000 N. */
static const double weight_n = 80 * 9.80665;
static const double pull_n = 2000;

static inline struct lifter *puller(void)
{
	return lifter_new(1000, 80, pull_n / 9.80665);
}

/* From rest to a share of the whole pull in 0.4 s, held for 3 s, let go in 0.2 s. */
static inline void add_pull(struct lifter *lifter, double share)
{
	lifter_pull(lifter, 0, share, 0.4);
	lifter_pull(lifter, share, share, 3);
	lifter_pull(lifter, share, 0, 0.2);
}

/* Takes the lifter. */
static inline struct trial_report *analyse(struct lifter *lifter, const char *task)
{
	struct trial *trial = lifter_trial(lifter);
	struct trial_report *report;
	struct config config;
	struct error err;

	config_init(&config);
	assert_int_equal(config_set(&config, "task", task, &err), 0);
	report = report_with(trial, &config, NULL);
	trial_free(trial);
	free(lifter);
	return report;
}

static inline const struct metric *find(const struct trial_report *report, int rep,
					const char *name, const char *side)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *metric = &report->metric[i];

		if (metric->set == 1 && metric->rep == rep && !strcmp(metric->metric, name) &&
		    !strcmp(metric->side, side))
			return metric;
	}
	return NULL;
}

static inline double value(const struct trial_report *report, int rep, const char *name,
			   const char *side)
{
	const struct metric *metric = find(report, rep, name, side);

	if (!metric)
		fail_msg("no %s of %s in pull %d", name, side, rep);
	return metric->value;
}

static inline const struct check *check_named(const struct trial_report *report, const char *code)
{
	for (size_t i = 0; i < report->checks; i++)
		if (!strcmp(report->check[i].code, code))
			return &report->check[i];
	return NULL;
}

#endif
