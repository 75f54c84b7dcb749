/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns under the names that another maker's software gives them (--as), so that its scripts read
 * them. A naming is one file with one table, and its line in naming.c; what has no counterpart
 * there is left out. */
#ifndef TOOLS_ANALYZE_NAMING_NAMING_H
#define TOOLS_ANALYZE_NAMING_NAMING_H

#include "formats/report.h"

#include <stdio.h>

#define ANY_STRETCH "" /* as phase: quiet standing or a window, whichever the line is of */

struct naming_column {
	const char *name, *unit; /* "Peak Vertical Force", "[N]" */
	const char *phase, *metric;
	double scale; /* of ours to theirs */
	bool sides;   /* followed by left, right and their asymmetry */
};

struct naming {
	const char *name;
	const struct naming_column *columns; /* name NULL at the end */
};
extern const struct naming *const namings[]; /* NULL at the end */

const struct naming *naming_find(const char *name); /* NULL: no such naming */

/* One line a repetition, pull, stretch of standing or window; the header once, before the first. */
void naming_print_header(FILE *, const struct naming *);
void naming_print(FILE *, const struct naming *, const struct trial_report *);

#endif
