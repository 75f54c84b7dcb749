/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An x axis of dates: the frame's x is days since 1970-01-01, UTC. */
#ifndef TOOLS_DRAW_CHARTS_FRAME_DATES_H
#define TOOLS_DRAW_CHARTS_FRAME_DATES_H

#include "tools/draw/charts/frame/frame.h"

/* Ticks at days, Mondays, first of months or years, as far apart as their names need; a name says
 * the year where it is not clear. */
void frame_date_axis(const struct frame *, struct canvas *);

#endif
