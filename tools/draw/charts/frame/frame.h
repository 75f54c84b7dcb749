/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plot of a chart: where data lies, its axes, and lines through many samples. */
#ifndef TOOLS_DRAW_CHARTS_FRAME_FRAME_H
#define TOOLS_DRAW_CHARTS_FRAME_FRAME_H

#include "tools/draw/canvas/canvas.h"

struct frame {
	struct box plot;
	double x0, x1, y0, y1; /* the data's range; y grows upwards */
	const char *language;
	bool sides; /* ticks without signs: words say which side is which */
};

/* Evenly spaced samples; NaN breaks the line. */
struct series {
	const float *value;
	size_t count, stride;
	double x_first, x_step;
};

/* Text of axes, of names of lines, and of notes within. */
extern const struct text_style text_axis, text_name, text_note;
/* Left and right, 0 and 1. */
extern const struct stroke stroke_side[2];
extern const enum ink ink_side[2], ink_side_text[2];

double frame_x(const struct frame *, double x);
double frame_y(const struct frame *, double y);
/* A step of 1, 2 or 5 times a power of ten that cuts the range into at most `most` parts. */
double frame_step(double range, int most);
/* The plot between margins: on the left as wide as the y axis' widest number. */
void frame_fit(struct frame *, struct canvas *, const struct box *, double y_step,
	       const char *y_unit, double right_pt, double top_pt, double bottom_pt);
/* Lines across with numbers on the left; the unit stands at the uppermost. */
void frame_y_axis(const struct frame *, struct canvas *, double step, const char *unit);
/* Ticks with numbers below; the unit stands at the last. */
void frame_x_axis(const struct frame *, struct canvas *, double step, const char *unit);
/* "right carries more" and "left carries more" at the upper and lower left corner;
 * before the data, which they must not hide. */
void frame_side_words(const struct frame *, struct canvas *);
/* One line of text that lines across leave room for. */
void frame_label(struct canvas *, double x, double y, const char *text, const struct text_style *);
/* A line across at y. */
void frame_level(const struct frame *, struct canvas *, double y, const struct stroke *);
/* "lift-off" and "lockout" under the numbers of an x axis from 0 to 100 %. */
void frame_lift_words(const struct frame *, struct canvas *);
/* From x0 to x1 over the whole height, what of it lies inside. */
void frame_span(const struct frame *, struct canvas *, double x0, double x1, enum ink);
/* At most a low and a high sample for each point of width: peaks stay, the drawing stays small. */
void frame_line(const struct frame *, struct canvas *, const struct series *,
		const struct stroke *);
/* Between two curves that have the same samples. */
void frame_band(const struct frame *, struct canvas *, const struct series *low,
		const struct series *high, const struct fill *);
/* Names of the two lines right of the plot, each behind a piece of its line, apart enough to be
 * read; y: where the lines end, in data. count 1 or 2. */
void frame_names(const struct frame *, struct canvas *, const char *const names[2],
		 const double y[2], size_t count);
/* What frame_names() needs on the right. */
double frame_names_width(struct canvas *, const char *const names[2], size_t count);

#endif
