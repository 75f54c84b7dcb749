/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both kinds of search share. Inside analysis/events/reps only. */
#ifndef ANALYSIS_EVENTS_REPS_REPS_H
#define ANALYSIS_EVENTS_REPS_REPS_H

#include "analysis/events/lift/lift.h"

/* What rises less than this share of the usual is no whole rep. */
#define PARTIAL_SHARE 0.6

/* Every time and number NaN. */
struct rep rep_empty(void);
int rep_list_grow(struct rep_list *, size_t more, struct error *);
/* Room for the motion of so many frames, unknown throughout, and for `more` reps: HINGE_ENOMEM. */
int rep_list_room(struct rep_list *, size_t frames, size_t more, struct error *);

/* Touch-and-go: reps of one search, in order of time. */
void reps_mark_turnarounds(const struct lift_search *, struct rep *, size_t count);
/* Kind, valid and flags of reps in order of time; set numbers. */
void reps_classify(const struct event_signals *, const struct config *, struct rep_list *);

#endif
