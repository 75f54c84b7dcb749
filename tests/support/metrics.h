/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a report, and reports of lifters. */
#ifndef TESTS_SUPPORT_METRICS_H
#define TESTS_SUPPORT_METRICS_H

#include "tests/support/lifter.h"

#include "formats/report.h"

/* A row of set 1; rep 0 = the set. NULL: there is none. */
const struct metric *metric_row(const struct trial_report *, int rep, const char *phase,
				const char *side, const char *name);
/* Its value, NaN where there is no row. */
double metric_value(const struct trial_report *, int rep, const char *phase, const char *side,
		    const char *name);

/* The whole analysis at the defaults with the lifter's bar entered as the load. */
struct trial_report *report_of_lifter(const struct lifter *);

#endif
