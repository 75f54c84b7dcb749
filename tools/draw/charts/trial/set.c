/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"

#include <math.h>

static const double margin_s = 1.0;

static const struct trial_report *report_of(const struct chart *chart)
{
	return chart->data;
}

/* The set with a little before and after; the whole recording where there is no set. */
static void frame_time(const struct trial_report *report, struct frame *frame)
{
	double duration = (double)report->frames / report->rate_hz;

	frame->x0 = 0.0;
	frame->x1 = duration;
	if (!report->reps)
		return;
	frame->x0 = fmax(0.0, rep_start(&report->rep[0]) - margin_s);
	frame->x1 = fmin(duration, rep_end(&report->rep[report->reps - 1]) + margin_s);
	if (!(frame->x1 > frame->x0)) {
		frame->x0 = 0.0;
		frame->x1 = duration;
	}
}

static double highest(const struct trial_report *report, const struct frame *frame, size_t side)
{
	size_t first = (size_t)(frame->x0 * report->rate_hz);
	size_t end = (size_t)ceil(frame->x1 * report->rate_hz);
	double high = NAN;

	for (size_t i = first; i < end && i < report->frames; i++)
		high = fmax(high, report->vgrf_n[2 * i + side]);
	return high;
}

static double lowest(const struct trial_report *report, const struct frame *frame)
{
	size_t first = (size_t)(frame->x0 * report->rate_hz);
	size_t end = (size_t)ceil(frame->x1 * report->rate_hz);
	double low = 0.0;

	for (size_t i = 2 * first; i < 2 * end && i < 2 * report->frames; i++)
		low = fmin(low, report->vgrf_n[i]);
	return low;
}

static size_t lines(const struct trial_report *report)
{
	return report->info.plates == 1 ? 1 : 2;
}

static void frame_force(const struct trial_report *report, struct frame *frame)
{
	double low = lowest(report, frame), high = 1.0;

	for (size_t side = 0; side < lines(report); side++)
		high = fmax(high, highest(report, frame, side));
	frame->y0 = low < -0.05 * high ? low : 0.0;
	frame->y1 = high * 1.04;
}

/* Numbers over the repetitions, as many as there is room for. */
static void put_reps(const struct frame *frame, struct canvas *canvas,
		     const struct trial_report *report)
{
	struct text_style style = text_axis;
	double free_from = 0.0;

	style.align = ALIGN_CENTRE;
	for (size_t i = 0; i < report->reps; i++) {
		const struct rep *rep = &report->rep[i];
		double x = frame_x(frame, (rep_start(rep) + rep_end(rep)) / 2.0), width;
		char name[24];

		frame_span(frame, canvas, rep->liftoff_s, rep->lockout_s, INK_SHADE);
		frame_span(frame, canvas, rep->lower_s, rep_lowered(rep), INK_FAINT);
		rep_name(report, rep, name, sizeof(name));
		width = canvas_label_width(canvas, name, &style);
		if (isnan(x) || x - width / 2.0 < free_from)
			continue;
		canvas_label(canvas, x, frame->plot.y - 4.0, name, &style);
		free_from = x + width / 2.0 + 4.0;
	}
}

/* What the shades are, right of the plot, under the names of the lines. */
static void name_shades(const struct frame *frame, struct canvas *canvas)
{
	static const struct {
		enum ink ink;
		enum word word;
	} shades[] = {{INK_SHADE, WORD_LIFT}, {INK_FAINT, WORD_LOWER}};
	double x = frame->plot.x + frame->plot.width + 6.0;

	for (size_t i = 0; i < 2; i++) {
		double y = frame->plot.y + frame->plot.height - 21.0 + 12.0 * (double)i;
		struct box box = {x, y, 16.0, 9.0};

		canvas_rectangle(canvas, &box, &(struct fill){shades[i].ink, 1.0});
		canvas_label(canvas, x + 19.0, y + 7.5, word(shades[i].word, frame->language),
			     &text_axis);
	}
}

static double mean_force(const struct trial_report *report, const struct frame *frame, size_t side)
{
	size_t first = (size_t)(frame->x0 * report->rate_hz), n = 0;
	size_t end = (size_t)ceil(frame->x1 * report->rate_hz);
	double sum = 0.0;

	for (size_t i = first; i < end && i < report->frames; i++)
		if (!isnan(report->vgrf_n[2 * i + side])) {
			sum += report->vgrf_n[2 * i + side];
			n++;
		}
	return n ? sum / (double)n : 0.0;
}

static double height(const struct chart *chart, double width_pt)
{
	(void)chart;
	/* the names of lines and shades need their room on a phone, too */
	return round(fmin(fmax(0.33 * width_pt, 125.0), 170.0));
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct trial_report *report = report_of(chart);
	const char *const names[2] = {side_name(report, 0, language),
				      side_name(report, 1, language)};
	struct frame frame = {.language = language};
	double y_step;

	frame_time(report, &frame);
	frame_force(report, &frame);
	y_step = frame_step(frame.y1 - frame.y0, 5);
	frame_fit(&frame, canvas, box, y_step, "N", frame_names_width(canvas, names, lines(report)),
		  13.0, 16.0);
	put_reps(&frame, canvas, report);
	if (report->reps)
		name_shades(&frame, canvas);
	frame_y_axis(&frame, canvas, y_step, "N");
	frame_x_axis(&frame, canvas, frame_step(frame.x1 - frame.x0, 10), "s");
	for (size_t side = 0; side < lines(report); side++) {
		struct series series = {.value = report->vgrf_n + side,
					.count = report->frames,
					.stride = 2,
					.x_step = 1.0 / report->rate_hz};

		frame_line(&frame, canvas, &series, &stroke_side[side]);
	}
	frame_names(&frame, canvas, names,
		    (double[]){mean_force(report, &frame, 0), mean_force(report, &frame, 1)},
		    lines(report));
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct trial_report *report = report_of(chart);
	struct frame frame = {0};
	struct number seconds, left, right;
	struct count reps = count_reps(report->reps, language);

	frame_time(report, &frame);
	seconds = number(frame.x1 - frame.x0, 0, language);
	left = number(highest(report, &frame, 0), 0, language);
	right = number(highest(report, &frame, 1), 0, language);
	if (lines(report) == 1)
		say(out, size, WORD_ONE_PLATE_SAY, language,
		    (const char *const[]){seconds.text, reps.text, left.text, NULL});
	else
		say(out, size, WORD_SET_SAY, language,
		    (const char *const[]){seconds.text, reps.text, side_name(report, 0, language),
					  left.text, side_name(report, 1, language), right.text,
					  NULL});
}

static const struct chart_ops ops = {
	.title = WORD_SET_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_set(struct chart *out, const struct trial_report *report)
{
	if (!report->frames)
		return false;
	*out = (struct chart){.ops = &ops, .data = report};
	return true;
}
