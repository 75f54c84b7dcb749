/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stretch on its way into the table of metrics. Inside analysis/stretch only. */
#ifndef ANALYSIS_STRETCH_PARTS_H
#define ANALYSIS_STRETCH_PARTS_H

#include "analysis/stretch/stretch.h"

struct stretch {
	struct analysis *analysis;
	struct row_place place;
	size_t from, to; /* frames, half-open */
	struct error *err;
	int ret; /* of the first row that failed; nothing is added after it */
};

enum { SIDE_LEFT, SIDE_RIGHT, SIDE_BOTH };

void stretch_add(struct stretch *, const char *metric, int side, const char *unit,
		 const char *formula, double value);
/* The centre of pressure and how it wanders. */
void stretch_add_sway(struct stretch *);

#endif
