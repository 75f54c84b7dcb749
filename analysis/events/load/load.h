/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the estimate of the bar's weight. Inside analysis/events/load only. */
#ifndef ANALYSIS_EVENTS_LOAD_LOAD_H
#define ANALYSIS_EVENTS_LOAD_LOAD_H

#include "analysis/events/lift/lift.h"

enum { LOAD_LIFTS_MAX = 64, BOUTS_MAX = 128 };

/* Every step-th frame of the copies. */
struct thinned {
	double *total_50_n, *total_20_n, *side_20_n, *velocity, *displacement;
	uint8_t *quality;
	struct event_signals signals;
	size_t step;
	struct arena *arena;
};
int thin(struct thinned *, const struct event_signals *, struct error *);
void thinned_reset(struct thinned *);

/* A stretch in which the feet carry more than a level. */
struct bout {
	size_t start, end;
};
/* The level for a stretch of one bar. */
double bout_level(const struct lift_search *);
/* At most max, in order of time; returns how many. */
size_t bouts_find(const struct lift_search *, double level_n, struct bout *out, size_t max);
/* Weight of the bar if this is one lift from rest to rest. */
double bout_load(const struct lift_search *, const struct bout *);
/* The same from the steadiest level in it: where reps bounce the mean is too low. */
double bout_steady_load(const struct lift_search *, const struct bout *);

/* What is to be added to the weight, from refined lifts; false where none shows it. */
bool lifts_balance(const struct lift_search *, const struct lift *, size_t count, double *error_n);

/* A weight, how many lifts it implies and how many of those it closes. */
struct guess {
	double load_n, score;
	size_t lifts;
};
bool load_explains(const struct guess *);
/* From a weight to the one that the lifts around it show; lifts: room for LOAD_LIFTS_MAX. */
struct guess load_settle(struct lift_search *, struct lift *lifts, double load_n);
/* From what is told (NaN = nothing), where that closes the lifts, or from the bouts. */
struct guess load_estimate(struct lift_search *, struct lift *lifts, double told_n);

#endif
