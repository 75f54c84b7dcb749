/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart is made of; for the files of this folder only. */
#ifndef TOOLS_DRAW_CHARTS_OPS_H
#define TOOLS_DRAW_CHARTS_OPS_H

#include "tools/draw/charts/charts.h"
#include "tools/draw/charts/frame/frame.h"
#include "tools/draw/charts/frame/words.h"

/* "Left" or "Plate 1", ... */
const char *side_name(const struct trial_report *, size_t side, const char *language);
/* First and last moment of a repetition that is known; NaN: none is. */
double rep_start(const struct rep *);
double rep_end(const struct rep *);
/* Where lowering, from lower_s on, ends: a Romanian one begins with it. */
double rep_lowered(const struct rep *);
/* "3", or "2.3" where the recording has more than one set. Returns out. */
const char *rep_name(const struct trial_report *, const struct rep *, char *out, size_t size);

struct chart_ops {
	enum word title;
	double (*height)(const struct chart *, double width_pt);
	void (*draw)(const struct chart *, struct canvas *, const struct box *,
		     const char *language);
	/* appends to out, which is "" */
	void (*describe)(const struct chart *, const char *language, char *out, size_t size);
};

#endif
