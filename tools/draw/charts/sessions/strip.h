/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pain and stage of each session, on the axis of dates of the trend. */
#ifndef TOOLS_DRAW_CHARTS_SESSIONS_STRIP_H
#define TOOLS_DRAW_CHARTS_SESSIONS_STRIP_H

#include "analysis/sessions/timeline.h"
#include "tools/draw/charts/frame/frame.h"

enum { AXIS_PT = 46 }; /* left of the plot, for the numbers of every strip */

/* 0 where nobody entered pain or stage. */
double strip_height(const struct timeline *);
/* At the foot of the plot. */
void put_strip(const struct frame *, struct canvas *, const struct timeline *);
/* A mark and its name right of the plot, below_pt under its top. */
void put_key(const struct frame *, struct canvas *, double below_pt, bool open, enum ink,
	     const char *name);

#endif
