/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/frame/frame.h"
#include "tools/draw/charts/frame/words.h"

#include <math.h>
#include <stdio.h>

enum { TEXT_PT = 8, NAME_GAP_PT = 6, SAMPLE_PT = 16 };

const struct text_style text_axis = {.size_pt = TEXT_PT, .ink = INK_MUTED};
const struct text_style text_name = {
	.size_pt = TEXT_PT + 1, .weight = WEIGHT_SEMIBOLD, .ink = INK_TEXT};
const struct text_style text_note = {.size_pt = TEXT_PT, .ink = INK_TEXT};
const struct stroke stroke_side[2] = {
	{.ink = INK_LEFT, .width_pt = 1.6},
	{.ink = INK_RIGHT, .width_pt = 1.6, .dash_pt = {4.0, 1.6}},
};
const enum ink ink_side[2] = {INK_LEFT, INK_RIGHT};
const enum ink ink_side_text[2] = {INK_LEFT_TEXT, INK_RIGHT_TEXT};

static const struct stroke grid = {.ink = INK_RULE, .width_pt = 0.5};
static const struct stroke tick_line = {.ink = INK_MUTED, .width_pt = 0.75};

double frame_x(const struct frame *frame, double x)
{
	return frame->plot.x + (x - frame->x0) / (frame->x1 - frame->x0) * frame->plot.width;
}

double frame_y(const struct frame *frame, double y)
{
	return frame->plot.y + (frame->y1 - y) / (frame->y1 - frame->y0) * frame->plot.height;
}

double frame_step(double range, int most)
{
	double decade = pow(10.0, floor(log10(range / most)));

	for (int i = 0; i < 3; i++) {
		static const double parts[] = {1.0, 2.0, 5.0};

		if (range / (decade * parts[i]) <= most * (1.0 + 1e-9))
			return decade * parts[i];
	}
	return decade * 10.0;
}

/* --- axes --- */

/* First multiple of step at or above from; a whole number of steps keeps ticks exact. */
static double first_tick(double from, double step)
{
	return ceil(from / step - 1e-9);
}

static bool is_inside(double k, double step, double end)
{
	return k * step <= end + 1e-9 * step;
}

/* Text of a tick; the outermost has the unit. */
struct tick {
	char text[48];
};

static struct tick tick_at(const struct frame *frame, double value, double step, const char *unit)
{
	int decimals = step < 1.0 ? (int)ceil(-log10(step) - 1e-9) : 0;
	struct tick tick;

	if (frame->sides)
		value = fabs(value);
	snprintf(tick.text, sizeof(tick.text), "%s%s%s",
		 number(value, decimals, frame->language).text, *unit ? "\xc2\xa0" : "", unit);
	return tick;
}

void frame_fit(struct frame *frame, struct canvas *canvas, const struct box *box, double y_step,
	       const char *y_unit, double right_pt, double top_pt, double bottom_pt)
{
	double left = 0.0;

	for (double k = first_tick(frame->y0, y_step); is_inside(k, y_step, frame->y1); k++) {
		bool last = !is_inside(k + 1, y_step, frame->y1);
		struct tick tick = tick_at(frame, k * y_step, y_step, last ? y_unit : "");

		left = fmax(left, canvas_label_width(canvas, tick.text, &text_axis));
	}
	left = ceil(left) + 6.5;
	frame->plot = (struct box){box->x + left, box->y + top_pt, box->width - left - right_pt,
				   box->height - top_pt - bottom_pt};
}

void frame_y_axis(const struct frame *frame, struct canvas *canvas, double step, const char *unit)
{
	double right = frame->plot.x + frame->plot.width;
	struct text_style style = text_axis;

	style.align = ALIGN_RIGHT;
	for (double k = first_tick(frame->y0, step); is_inside(k, step, frame->y1); k++) {
		bool last = !is_inside(k + 1, step, frame->y1);
		double y = frame_y(frame, k * step);
		struct tick tick = tick_at(frame, k * step, step, last ? unit : "");

		canvas_segments(canvas, (struct point[]){{frame->plot.x, y}, {right, y}}, 2, &grid);
		canvas_label(canvas, frame->plot.x - 5.0, y + 2.9, tick.text, &style);
	}
}

void frame_x_axis(const struct frame *frame, struct canvas *canvas, double step, const char *unit)
{
	double base = frame->plot.y + frame->plot.height;
	struct text_style style = text_axis;

	style.align = ALIGN_CENTRE;
	for (double k = first_tick(frame->x0, step); is_inside(k, step, frame->x1); k++) {
		bool last = !is_inside(k + 1, step, frame->x1);
		double x = frame_x(frame, k * step);
		struct tick tick = tick_at(frame, k * step, step, last ? unit : "");

		canvas_segments(canvas, (struct point[]){{x, base}, {x, base + 3.0}}, 2,
				&tick_line);
		canvas_label(canvas, x, base + 12.0, tick.text, &style);
	}
}

void frame_lift_words(const struct frame *frame, struct canvas *canvas)
{
	double y = frame->plot.y + frame->plot.height + 23.0;
	struct text_style style = text_axis;

	canvas_label(canvas, frame->plot.x, y, word(WORD_LIFT_OFF, frame->language), &style);
	style.align = ALIGN_RIGHT;
	canvas_label(canvas, frame->plot.x + frame->plot.width, y,
		     word(WORD_LOCKOUT, frame->language), &style);
}

void frame_label(struct canvas *canvas, double x, double y, const char *text,
		 const struct text_style *style)
{
	double width = canvas_label_width(canvas, text, style);
	double left = style->align == ALIGN_RIGHT ? x - width : x;

	canvas_rectangle(canvas, &(struct box){left - 2.0, y - 8.0, width + 4.0, 10.5},
			 &(struct fill){INK_PAPER, 1.0});
	canvas_label(canvas, x, y, text, style);
}

static void put_side_words(const struct frame *frame, struct canvas *canvas, double y,
			   enum word what, enum ink ink)
{
	struct text_style style = text_axis;

	style.ink = ink;
	frame_label(canvas, frame->plot.x + 4.0, y, word(what, frame->language), &style);
}

void frame_side_words(const struct frame *frame, struct canvas *canvas)
{
	double top = frame->plot.y, base = top + frame->plot.height;

	put_side_words(frame, canvas, top + 9.0, WORD_MORE_RIGHT, INK_RIGHT_TEXT);
	put_side_words(frame, canvas, base - 4.0, WORD_MORE_LEFT, INK_LEFT_TEXT);
}

void frame_level(const struct frame *frame, struct canvas *canvas, double y,
		 const struct stroke *stroke)
{
	double at = frame_y(frame, y), right = frame->plot.x + frame->plot.width;

	canvas_segments(canvas, (struct point[]){{frame->plot.x, at}, {right, at}}, 2, stroke);
}

void frame_span(const struct frame *frame, struct canvas *canvas, double x0, double x1,
		enum ink ink)
{
	double from = frame_x(frame, fmax(x0, frame->x0)), to = frame_x(frame, fmin(x1, frame->x1));
	struct box box = {from, frame->plot.y, to - from, frame->plot.height};

	if (!isnan(x0) && !isnan(x1) && to > from)
		canvas_rectangle(canvas, &box, &(struct fill){ink, 1.0});
}

/* --- names of lines --- */

double frame_names_width(struct canvas *canvas, const char *const names[2], size_t count)
{
	double width = 0.0;

	for (size_t i = 0; i < count; i++)
		width = fmax(width, canvas_label_width(canvas, names[i], &text_name));
	return ceil(width) + 2 * NAME_GAP_PT + SAMPLE_PT;
}

static void put_name(const struct frame *frame, struct canvas *canvas, const char *name, double y,
		     size_t side)
{
	double x = frame->plot.x + frame->plot.width + NAME_GAP_PT;
	struct text_style style = text_name;

	style.ink = ink_side_text[side];
	canvas_segments(canvas, (struct point[]){{x, y}, {x + SAMPLE_PT, y}}, 2,
			&stroke_side[side]);
	canvas_label(canvas, x + SAMPLE_PT + NAME_GAP_PT / 2.0, y + 3.2, name, &style);
}

void frame_names(const struct frame *frame, struct canvas *canvas, const char *const names[2],
		 const double y[2], size_t count)
{
	double at[2] = {frame_y(frame, y[0]), frame_y(frame, y[count - 1])};
	double middle = (at[0] + at[1]) / 2.0, apart = fmax(fabs(at[0] - at[1]), 13.0) / 2.0;

	if (count == 1) {
		put_name(frame, canvas, names[0], at[0], 0);
		return;
	}
	for (size_t side = 0; side < 2; side++) {
		bool above = at[side] < at[!side] || (at[0] == at[1] && side == 1);

		put_name(frame, canvas, names[side], above ? middle - apart : middle + apart, side);
	}
}
