/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the estimate of the bar's weight. Inside analysis/events/load only. */
#ifndef ANALYSIS_EVENTS_LOAD_LOAD_H
#define ANALYSIS_EVENTS_LOAD_LOAD_H

#include "analysis/events/lift/lift.h"

/* A stretch in which the feet carry clearly more than the body. */
struct bout {
	size_t start, end;
};
/* At most max, in order of time; returns how many. */
size_t bouts_find(const struct lift_search *, struct bout *out, size_t max);
/* Weight of the bar if this is one lift from rest to rest. */
double bout_load(const struct lift_search *, const struct bout *);

/* What is to be added to the weight, from refined lifts; false where none shows it. */
bool lifts_balance(const struct lift_search *, const struct lift *, size_t count, double *error_n);

#endif
