/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"

#include <math.h>

enum { GAP_PT = 6, RIGHT_PT = 10, TOP_PT = 14, BOTTOM_PT = 16, POINTS = 51 };

static const struct trial_report *report_of(const struct chart *chart)
{
	return chart->data;
}

/* Lift-off to lockout in frames; false: unknown or empty. */
static bool lift_of(const struct trial_report *report, const struct rep *rep, size_t *from,
		    size_t *end)
{
	if (!rep->valid || isnan(rep->liftoff_s) || isnan(rep->lockout_s))
		return false;
	*from = (size_t)(rep->liftoff_s * report->rate_hz + 0.5);
	*end = (size_t)(rep->lockout_s * report->rate_hz + 0.5);
	return *from < *end && *end < report->frames;
}

/* In cm, i of POINTS from lift-off to lockout. */
static struct point place_at(const struct trial_report *report, const struct rep *rep, size_t side,
			     size_t i)
{
	size_t from, end, at;

	if (!lift_of(report, rep, &from, &end))
		return (struct point){NAN, NAN};
	at = from + (end - from) * i / (POINTS - 1);
	return (struct point){100.0 * report->cop_m[4 * at + 2 * side],
			      100.0 * report->cop_m[4 * at + 2 * side + 1]};
}

/* Mean of the repetitions. */
static struct point mean_at(const struct trial_report *report, size_t side, size_t i)
{
	struct point sum = {0};
	double n = 0.0;

	for (size_t r = 0; r < report->reps; r++) {
		struct point p = place_at(report, &report->rep[r], side, i);

		if (isnan(p.x) || isnan(p.y))
			continue;
		sum.x += p.x;
		sum.y += p.y;
		n += 1.0;
	}
	return (struct point){sum.x / n, sum.y / n};
}

/* What holds every path of a foot; false: there is none. */
static bool extent_of(const struct trial_report *report, size_t side, struct frame *frame)
{
	frame->x0 = frame->y0 = INFINITY;
	frame->x1 = frame->y1 = -INFINITY;
	for (size_t r = 0; r < report->reps; r++)
		for (size_t i = 0; i < POINTS; i++) {
			struct point p = place_at(report, &report->rep[r], side, i);

			frame->x0 = fmin(frame->x0, p.x);
			frame->x1 = fmax(frame->x1, p.x);
			frame->y0 = fmin(frame->y0, p.y);
			frame->y1 = fmax(frame->y1, p.y);
		}
	return isfinite(frame->x0) && isfinite(frame->y0);
}

/* Both feet on the same scale, each around its own paths, 4 cm at least. */
static double half_cm(const struct frame frame[2])
{
	double half = 2.0;

	for (size_t side = 0; side < 2; side++) {
		half = fmax(half, 0.55 * (frame[side].x1 - frame[side].x0));
		half = fmax(half, 0.55 * (frame[side].y1 - frame[side].y0));
	}
	return half;
}

static void centre(struct frame *frame, double half_wide, double half_high)
{
	double x = (frame->x0 + frame->x1) / 2.0, y = (frame->y0 + frame->y1) / 2.0;

	frame->x0 = x - half_wide;
	frame->x1 = x + half_wide;
	frame->y0 = y - half_high;
	frame->y1 = y + half_high;
}

/* --- drawing --- */

static void put_path(const struct frame *frame, struct canvas *canvas,
		     const struct trial_report *report, const struct rep *rep, size_t side)
{
	struct point path[POINTS];

	for (size_t i = 0; i < POINTS; i++) {
		struct point p = rep ? place_at(report, rep, side, i) : mean_at(report, side, i);

		path[i] = (struct point){frame_x(frame, p.x), frame_y(frame, p.y)};
	}
	if (rep) {
		canvas_line(canvas, path, POINTS,
			    &(struct stroke){.ink = INK_MUTED, .width_pt = 0.5});
		return;
	}
	canvas_line(canvas, path, POINTS, &(struct stroke){.ink = ink_side[side], .width_pt = 2.0});
	/* open where it starts, full where it ends */
	canvas_ring(canvas, path[0], 4.4, &(struct stroke){.ink = ink_side[side], .width_pt = 1.5});
	canvas_disc(canvas, path[POINTS - 1], 2.8, &(struct fill){ink_side[side], 1.0});
}

static void put_words(const struct frame *frame, struct canvas *canvas,
		      const struct trial_report *report, size_t side)
{
	struct text_style style = text_name;

	style.ink = ink_side_text[side];
	style.align = ALIGN_CENTRE;
	canvas_label(canvas, frame->plot.x + frame->plot.width / 2.0, frame->plot.y - 5.0,
		     side_name(report, side, frame->language), &style);
	style = text_axis;
	canvas_label(canvas, frame->plot.x, frame->plot.y - 5.0, word(WORD_TOES, frame->language),
		     &style);
}

static void put_foot(struct frame *frame, struct canvas *canvas, const struct trial_report *report,
		     size_t side, double step)
{
	frame_y_axis(frame, canvas, step, "cm");
	frame_x_axis(frame, canvas, step, "cm");
	for (size_t r = 0; r < report->reps; r++)
		put_path(frame, canvas, report, &report->rep[r], side);
	put_path(frame, canvas, report, NULL, side);
	put_words(frame, canvas, report, side);
}

static double height(const struct chart *chart, double width_pt)
{
	(void)chart;
	return round(fmin(0.5 * width_pt, 190.0));
}

/* Left and right half; across and along have one scale. */
static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct trial_report *report = report_of(chart);
	struct frame frame[2] = {{.language = language}, {.language = language}};
	double half, step, width = (box->width - GAP_PT) / 2.0;

	for (size_t side = 0; side < 2; side++)
		extent_of(report, side, &frame[side]);
	half = half_cm(frame);
	step = frame_step(2.0 * half, 5);
	for (size_t side = 0; side < 2; side++) {
		struct box part = {box->x + (double)side * (width + GAP_PT), box->y, width,
				   box->height};

		centre(&frame[side], half, half);
		frame_fit(&frame[side], canvas, &part, step, "cm", RIGHT_PT, TOP_PT, BOTTOM_PT);
		centre(&frame[side], half * frame[side].plot.width / frame[side].plot.height, half);
		put_foot(&frame[side], canvas, report, side, step);
	}
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct trial_report *report = report_of(chart);
	struct number forward[2];

	for (size_t side = 0; side < 2; side++)
		forward[side] =
			number(mean_at(report, side, POINTS - 1).y - mean_at(report, side, 0).y, 1,
			       language);
	say(out, size, WORD_COP_SAY, language,
	    (const char *const[]){forward[0].text, forward[1].text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_COP_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_cop(struct chart *out, const struct trial_report *report)
{
	struct frame frame;

	if (!report->has_sides || !extent_of(report, 0, &frame) || !extent_of(report, 1, &frame))
		return false;
	*out = (struct chart){.ops = &ops, .data = report};
	return true;
}
