/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the tidy table of metrics. Inside analysis only. */
#ifndef ANALYSIS_ROWS_H
#define ANALYSIS_ROWS_H

#include "formats/report.h"

/* What a number is. */
struct row_kind {
	const char *metric, *side, *unit, *formula;
};

/* What it is of. */
struct row_place {
	int set, rep;
	const char *phase;
	uint32_t flags;
};

/* Adds value without an interval; NaN adds nothing. HINGE_ENOMEM. */
int row_add(struct trial_report *, const struct row_place *, const struct row_kind *, double value,
	    struct error *);

#endif
