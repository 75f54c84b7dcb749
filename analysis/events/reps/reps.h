/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both kinds of search share. Inside analysis/events/reps only. */
#ifndef ANALYSIS_EVENTS_REPS_REPS_H
#define ANALYSIS_EVENTS_REPS_REPS_H

#include "analysis/events/events.h"

/* Every time and number NaN. */
struct rep rep_empty(void);
int rep_list_grow(struct rep_list *, size_t more, struct error *);
/* Room for the motion of so many frames, unknown throughout, and for `more` reps: HINGE_ENOMEM. */
int rep_list_room(struct rep_list *, size_t frames, size_t more, struct error *);

#endif
