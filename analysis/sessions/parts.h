/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a timeline is made. Inside analysis/sessions only. */
#ifndef ANALYSIS_SESSIONS_PARTS_H
#define ANALYSIS_SESSIONS_PARTS_H

#include "analysis/findings/sessions/series.h"
#include "analysis/sessions/timeline.h"

/* The recordings of a session among all, and what was entered of it. */
struct slot {
	const char *start; /* its place in time */
	size_t first, end; /* of history->trial; none: only noted */
	const struct registry_session *fact;
};

struct slots {
	const struct history *all;  /* each recording once, by start */
	const struct earlier *like; /* that is compared; NULL: there is none */
	size_t count;
	struct slot *slot; /* by start */
};

/* HINGE_ENOMEM. */
int slots_new(struct slots *, const struct history *all, const struct registry_session *,
	      size_t facts, struct error *);
void slots_reset(struct slots *);

/* What all is compared with, seen from one of its recordings. */
struct evidence evidence_of(const struct earlier *now, const struct history *before,
			    const struct config *);
/* The row of a whole set that is compared. */
bool is_lift_row(const struct metric *);
/* Has such a row, and left and right are known. */
bool is_usable(const struct earlier *);
/* Chooses slots->like. */
void slots_choose(struct slots *, const struct config *);

/* Value, limit and call of every session, and the own band; the sessions are there. */
int timeline_judge(struct timeline *, const struct slots *, const struct config *, struct error *);
/* The sets of every load, and what is tolerated; the band is there. */
int timeline_load(struct timeline *, const struct slots *, const struct config *, struct error *);

#endif
