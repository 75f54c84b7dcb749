/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of forces_new() that stand in files of their own. */
#ifndef ANALYSIS_SIGNAL_FORCE_PARTS_H
#define ANALYSIS_SIGNAL_FORCE_PARTS_H

#include "analysis/signal/force/force.h"
#include "analysis/signal/plate/vertical.h"

/* forces->cop_m holds the moments [frames][2 sides][sum f x, sum f y] and becomes places. */
int forces_find_cop(struct forces *, const struct trial *, const struct verticals *,
		    const struct config *, struct error *);

/* Columns of forces->cell_n: each cell; of any other plate its vertical force. */
size_t cell_forces_count(const struct recording_info *);
void cell_forces_fill(struct forces *, const struct trial *, const struct verticals *);

/* The checks and steps that forces_new() promises. */
int forces_report(const struct forces *, const struct trial *, const struct config *,
		  struct trial_report *, struct error *);

#endif
