/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the charts of a timeline share. */
#ifndef TOOLS_DRAW_CHARTS_SESSIONS_TREND_H
#define TOOLS_DRAW_CHARTS_SESSIONS_TREND_H

#include "analysis/sessions/timeline.h"
#include "tools/draw/charts/frame/frame.h"

/* Days of all sessions, with room at both ends. */
void frame_days(struct frame *, const struct timeline *);
/* Asymmetry of the compared sessions with intervals and the own band, evenly around 0, `least` at
 * both ends; then `room` times as much, for the words above and below. */
void frame_asymmetry(struct frame *, const struct timeline *, double least, double room);
/* Own band over the whole width; nothing where there is none. */
void put_own_band(const struct frame *, struct canvas *, const struct timeline *);
/* An interval and its value: a full disc, or a ring where it is open. */
void put_value(const struct frame *, struct canvas *, double x, double value, double low,
	       double high, bool open, enum ink);
/* "own range: 3 more sessions needed", "" where it is known. Returns out. */
const char *missing_words(const struct timeline *, const char *language, char *out, size_t size);

#endif
