/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart is made of; for the files of this folder only. */
#ifndef TOOLS_DRAW_CHARTS_OPS_H
#define TOOLS_DRAW_CHARTS_OPS_H

#include "tools/draw/charts/charts.h"
#include "tools/draw/charts/frame.h"
#include "tools/draw/charts/words.h"

struct chart_ops {
	enum word title;
	double (*height)(const struct chart *, double width_pt);
	void (*draw)(const struct chart *, struct canvas *, const struct box *,
		     const char *language);
	/* appends to out, which is "" */
	void (*describe)(const struct chart *, const char *language, char *out, size_t size);
};

#endif
