/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other published methods would print of the same force. Inside tools/analyze. */
#ifndef TOOLS_ANALYZE_SPREAD_H
#define TOOLS_ANALYZE_SPREAD_H

#include "formats/report.h"

enum { SPREAD_MAX = 16 };

/* Rows of the table of metrics that say the same thing by different methods. */
struct spread {
	size_t count;
	const struct metric *row[SPREAD_MAX];
	double value[SPREAD_MAX]; /* comparable: magnitude in percent, or seconds */
	size_t low, high;         /* of value[] */
};

/* The asymmetry that this headline row (of metric "asymmetry") states, by every formula. false:
 * there are not two. */
bool spread_of_asymmetry(const struct trial_report *, const struct metric *headline,
			 struct spread *);
/* The onset of a rep or pull by every rule. false: there are not two. */
bool spread_of_onset(const struct trial_report *, int set, int rep, struct spread *);

/* The next headline from *i on, which moves behind it; NULL = no more. Of a set, a window or a
 * stretch of standing, each over each phase. */
const struct metric *spread_next_headline(const struct trial_report *, size_t *i);
/* The same of the first onset row of each rep or pull. */
const struct metric *spread_next_onset(const struct trial_report *, size_t *i);

#endif
