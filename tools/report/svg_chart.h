/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line charts as inline SVG. Colours come from the page's style sheet by class. */
#ifndef TOOLS_REPORT_SVG_CHART_H
#define TOOLS_REPORT_SVG_CHART_H

#include "tools/report/html.h"

struct chart {
	double x0, x1, y0, y1;        /* the data's range */
	int width, height;            /* of the picture, px */
	int left, right, top, bottom; /* margins, px */
};

/* Evenly spaced samples; NaN breaks the line. */
struct series {
	const float *value;
	size_t count, stride;
	double x_first, x_step;
};

/* What the picture shows, for those who cannot see it. */
void chart_begin(struct html *, const struct chart *, const char *description);
void chart_end(struct html *);

double chart_x(const struct chart *, double x);
double chart_y(const struct chart *, double y);
/* A step of 1, 2 or 5 times a power of ten that cuts the range into at most `most` parts. */
double chart_step(double range, int most);

/* Ticks with numbers and their unit at the end of the axis. */
void chart_x_axis(struct html *, const struct chart *, double step, const char *unit);
void chart_y_axis(struct html *, const struct chart *, double step, const char *unit);
/* At most a low and a high point for each pixel: peaks stay, the page stays small. */
void chart_line(struct html *, const struct chart *, const struct series *, const char *css_class);
void chart_band(struct html *, const struct chart *, const struct series *low,
		const struct series *high, const char *css_class);
/* From x0 to x1 over the whole height. */
void chart_span(struct html *, const struct chart *, double x0, double x1, const char *css_class);
void chart_label(struct html *, double x_px, double y_px, const char *css_class, const char *text);

#endif
