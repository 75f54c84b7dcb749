/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double margin_s = 0.25;
static const struct stroke moment_line = {
	.ink = INK_MUTED, .width_pt = 0.75, .dash_pt = {1.5, 2.0}};

static const struct trial_report *report_of(const struct chart *chart)
{
	return chart->data;
}

static const struct rep *rep_of(const struct chart *chart)
{
	return &report_of(chart)->rep[chart->item];
}

/* Times from lift-off on, or from the start where there is none. */
static double origin_of(const struct rep *rep)
{
	return isnan(rep->liftoff_s) ? rep_start(rep) : rep->liftoff_s;
}

static void frame_rep(const struct chart *chart, struct frame *frame)
{
	const struct rep *rep = rep_of(chart);

	frame->x0 = rep_start(rep) - origin_of(rep) - margin_s;
	frame->x1 = rep_end(rep) - origin_of(rep) + margin_s;
}

static struct force_unit unit_of(const struct chart *chart)
{
	return chart->unit.newtons > 0 ? chart->unit : (struct force_unit){1.0, "N"};
}

static struct series force_of(const struct chart *chart, size_t side)
{
	const struct trial_report *report = report_of(chart);

	return (struct series){.value = report->vgrf_n + side,
			       .count = report->frames,
			       .stride = 2,
			       .x_first = -origin_of(rep_of(chart)),
			       .x_step = 1.0 / report->rate_hz};
}

static double extreme(const struct chart *chart, const struct frame *frame, size_t side,
		      double (*more)(double, double), double value)
{
	const struct trial_report *report = report_of(chart);
	double from = (frame->x0 + origin_of(rep_of(chart))) * report->rate_hz;
	double end = (frame->x1 + origin_of(rep_of(chart))) * report->rate_hz;

	for (size_t i = (size_t)fmax(from, 0.0); (double)i < end && i < report->frames; i++)
		value = more(value, report->vgrf_n[2 * i + side]);
	return value;
}

static size_t lines(const struct chart *chart)
{
	return report_of(chart)->info.plates == 1 ? 1 : 2;
}

static void frame_force(const struct chart *chart, struct frame *frame)
{
	double low = 0.0, high = 1.0;

	for (size_t side = 0; side < lines(chart); side++) {
		low = extreme(chart, frame, side, fmin, low);
		high = extreme(chart, frame, side, fmax, high);
	}
	frame->y0 = low < -0.05 * high ? low : 0.0;
	frame->y1 = 1.04 * high;
}

/* --- moments and phases --- */

/* Over the plot, between two moments, where there is room for it. */
static void put_phase(const struct frame *frame, struct canvas *canvas, double from, double to,
		      enum word what)
{
	const char *text = word(what, frame->language);
	struct text_style style = text_axis;
	double room = frame_x(frame, to) - frame_x(frame, from);

	style.align = ALIGN_CENTRE;
	if (!(room > canvas_label_width(canvas, text, &style) + 4.0))
		return;
	canvas_label(canvas, frame_x(frame, (from + to) / 2.0), frame->plot.y - 4.0, text, &style);
}

static void put_moment(const struct frame *frame, struct canvas *canvas, double moment)
{
	double x = frame_x(frame, moment), top = frame->plot.y;

	canvas_segments(canvas, (struct point[]){{x, top}, {x, top + frame->plot.height}}, 2,
			&moment_line);
}

static void put_phases(const struct chart *chart, const struct frame *frame, struct canvas *canvas)
{
	const struct rep *rep = rep_of(chart);
	double origin = origin_of(rep);
	const struct {
		enum word word;
		double from, to;
	} phases[] = {
		{WORD_TENSION, rep->onset_s, rep->liftoff_s},
		{WORD_LIFT, rep->liftoff_s, rep->lockout_s},
		{WORD_HOLD, rep->lockout_s, rep->lower_s},
		{WORD_LOWER, rep->lower_s, rep_lowered(rep)},
	};

	for (size_t i = 0; i < sizeof(phases) / sizeof(phases[0]); i++) {
		put_phase(frame, canvas, phases[i].from - origin, phases[i].to - origin,
			  phases[i].word);
		put_moment(frame, canvas, phases[i].from - origin);
	}
	put_moment(frame, canvas, rep->touchdown_s - origin);
}

static double height(const struct chart *chart, double width_pt)
{
	(void)chart;
	return round(fmin(0.36 * width_pt, 190.0));
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct trial_report *report = report_of(chart);
	const struct rep *rep = rep_of(chart);
	const char *const names[2] = {side_name(report, 0, language),
				      side_name(report, 1, language)};
	struct frame frame = {.language = language};
	const struct force_unit unit = unit_of(chart);
	double y_step, at[2] = {0}, origin = origin_of(rep), low_n, high_n;

	frame_rep(chart, &frame);
	frame_force(chart, &frame);
	low_n = frame.y0;
	high_n = frame.y1;
	frame.y0 = low_n / unit.newtons;
	frame.y1 = high_n / unit.newtons;
	y_step = frame_step(frame.y1 - frame.y0, 5);
	frame_fit(&frame, canvas, box, y_step, unit.name,
		  frame_names_width(canvas, names, lines(chart)), 13.0, 16.0);
	frame_span(&frame, canvas, rep->liftoff_s - origin, rep->lockout_s - origin, INK_SHADE);
	frame_span(&frame, canvas, rep->lower_s - origin, rep_lowered(rep) - origin, INK_FAINT);
	frame_y_axis(&frame, canvas, y_step, unit.name);
	/* only the numbers are of another unit */
	frame.y0 = low_n;
	frame.y1 = high_n;
	frame_x_axis(&frame, canvas, frame_step(frame.x1 - frame.x0, 8), "s");
	put_phases(chart, &frame, canvas);
	for (size_t side = 0; side < lines(chart); side++) {
		struct series series = force_of(chart, side);

		frame_line(&frame, canvas, &series, &stroke_side[side]);
		at[side] = side ? rep->mean_right_n : rep->mean_left_n;
		if (isnan(at[side]))
			at[side] = frame.y1 / 2.0;
	}
	frame_names(&frame, canvas, names, at, lines(chart));
}

/* "849 N" "86.6 kg" */
static struct number force_words(const struct chart *chart, double force_n, const char *language)
{
	const struct force_unit unit = unit_of(chart);
	struct number text = number(force_n / unit.newtons, unit.newtons > 1.0 ? 1 : 0, language);
	size_t used = strlen(text.text);

	snprintf(text.text + used, sizeof(text.text) - used, " %s", unit.name);
	return text;
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct rep *rep = rep_of(chart);
	char name[24];
	struct number left = force_words(chart, rep->mean_left_n, language);
	struct number right = force_words(chart, rep->mean_right_n, language);
	struct number seconds = number(rep->lockout_s - rep->liftoff_s, 1, language);

	say(out, size, isnan(rep->mean_left_n) ? WORD_REP_UNFINISHED_SAY : WORD_REP_SAY, language,
	    (const char *const[]){rep_name(report_of(chart), rep, name, sizeof(name)), seconds.text,
				  side_name(report_of(chart), 0, language), left.text,
				  side_name(report_of(chart), 1, language), right.text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_REP_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_rep(struct chart *out, const struct trial_report *report, size_t rep)
{
	if (!report->frames || rep >= report->reps || isnan(rep_start(&report->rep[rep])))
		return false;
	*out = (struct chart){.ops = &ops, .data = report, .item = rep};
	return true;
}
