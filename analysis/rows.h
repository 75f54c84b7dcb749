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

/* Where a check bars left against right: flags the row of an asymmetry, by whichever formula, and
 * takes its interval, which says how the reps scatter, not how wrong the plates are, and would make
 * a number look sure that no finding is drawn from. Leaves other rows alone. */
void row_bar(struct metric *);

#endif
