/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"

#include <math.h>
#include <stdio.h>

/* Columns: number, bar of the left, bar of the right, difference. */
enum { NUMBER_PT = 30, DIFFERENCE_PT = 72, TOP_PT = 15, VALUE_PT = 34 };

static const double row_most_pt = 14.0, rows_most_pt = 340.0, text_row_pt = 9.5;

static const struct trial_report *report_of(const struct chart *chart)
{
	return chart->data;
}

static double row_height(const struct trial_report *report)
{
	return fmin(row_most_pt, rows_most_pt / (double)report->reps);
}

static double greatest(const struct trial_report *report)
{
	double most = 0.0;

	for (size_t i = 0; i < report->reps; i++)
		most = fmax(most, fmax(report->rep[i].mean_left_n, report->rep[i].mean_right_n));
	return most;
}

static double height(const struct chart *chart, double width_pt)
{
	const struct trial_report *report = report_of(chart);

	(void)width_pt;
	return ceil(TOP_PT + row_height(report) * (double)report->reps + 2.0);
}

/* Where things stand across. */
struct columns {
	double number, middle, scale, difference;
};

static struct columns columns_of(const struct box *box, double most)
{
	double left = box->x + NUMBER_PT, right = box->x + box->width - DIFFERENCE_PT;

	return (struct columns){.number = box->x + NUMBER_PT - 8.0,
				.middle = (left + right) / 2.0,
				.scale = ((right - left) / 2.0 - VALUE_PT) / most,
				.difference = box->x + box->width};
}

/* From the middle outwards; right has a rim left free, so that grey tells them apart too. */
static void put_bar(struct canvas *canvas, const struct columns *at, const struct box *row,
		    double force_n, size_t side)
{
	double length = force_n * at->scale, inset = fmin(2.0, row->height / 6.0);
	struct box bar = {at->middle + (side ? 0.75 : -0.75 - length), row->y + inset, length,
			  row->height - 2.0 * inset};

	if (!(length > 0.0))
		return;
	canvas_rectangle(canvas, &bar, &(struct fill){ink_side[side], side ? 0.3 : 1.0});
	if (side)
		canvas_line(canvas,
			    (struct point[]){{bar.x, bar.y},
					     {bar.x + bar.width, bar.y},
					     {bar.x + bar.width, bar.y + bar.height},
					     {bar.x, bar.y + bar.height}},
			    4, &(struct stroke){.ink = INK_RIGHT, .width_pt = 1.0});
}

static void put_value(struct canvas *canvas, const struct columns *at, const struct box *row,
		      double force_n, size_t side, const char *language)
{
	double out = force_n * at->scale + 4.0;
	struct text_style style = text_axis;

	style.align = side ? ALIGN_LEFT : ALIGN_RIGHT;
	style.ink = ink_side_text[side];
	canvas_label(canvas, at->middle + (side ? out : -out), row->y + row->height / 2.0 + 2.9,
		     number(force_n, 0, language).text, &style);
}

static void put_difference(struct canvas *canvas, const struct columns *at, const struct box *row,
			   const struct rep *rep, const char *language)
{
	double ai = rep->asymmetry_lift_pct;
	struct text_style style = text_axis;
	char text[64];

	style.align = ALIGN_RIGHT;
	style.ink = rep->valid ? INK_TEXT : INK_MUTED;
	if (isnan(ai) || !rep->valid)
		snprintf(text, sizeof(text), "%s", word(WORD_NOT_COUNTED, language));
	else
		snprintf(text, sizeof(text), "%s\xc2\xa0%% %s", number(fabs(ai), 1, language).text,
			 fabs(ai) < 0.05
				 ? ""
				 : word(ai > 0.0 ? WORD_RIGHT_SMALL : WORD_LEFT_SMALL, language));
	canvas_label(canvas, at->difference, row->y + row->height / 2.0 + 2.9, text, &style);
}

static void put_row(const struct trial_report *report, size_t i, struct canvas *canvas,
		    const struct columns *at, const struct box *row, const char *language)
{
	const struct rep *rep = &report->rep[i];
	struct text_style style = text_axis;
	char name[24];

	put_bar(canvas, at, row, rep->mean_left_n, 0);
	put_bar(canvas, at, row, rep->mean_right_n, 1);
	/* with many repetitions every so many have a text */
	if (i % (size_t)ceil(text_row_pt / row->height))
		return;
	style.align = ALIGN_RIGHT;
	canvas_label(canvas, at->number, row->y + row->height / 2.0 + 2.9,
		     rep_name(report, rep, name, sizeof(name)), &style);
	if (!isnan(rep->mean_left_n) && !isnan(rep->mean_right_n)) {
		put_value(canvas, at, row, rep->mean_left_n, 0, language);
		put_value(canvas, at, row, rep->mean_right_n, 1, language);
	}
	put_difference(canvas, at, row, rep, language);
}

static void put_heads(struct canvas *canvas, const struct columns *at, const struct box *box,
		      const char *language)
{
	struct text_style style = text_name;
	char text[48];

	style.align = ALIGN_RIGHT;
	style.ink = INK_LEFT_TEXT;
	snprintf(text, sizeof(text), "%s, N", word(WORD_LEFT, language));
	canvas_label(canvas, at->middle - 5.0, box->y + 9.0, text, &style);
	style.align = ALIGN_LEFT;
	style.ink = INK_RIGHT_TEXT;
	snprintf(text, sizeof(text), "%s, N", word(WORD_RIGHT, language));
	canvas_label(canvas, at->middle + 5.0, box->y + 9.0, text, &style);
	style = text_axis;
	style.align = ALIGN_RIGHT;
	canvas_label(canvas, at->number, box->y + 9.0, word(WORD_REP, language), &style);
	canvas_label(canvas, at->difference, box->y + 9.0, word(WORD_DIFFERENCE, language), &style);
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct trial_report *report = report_of(chart);
	struct columns at = columns_of(box, greatest(report));
	double step = row_height(report);

	put_heads(canvas, &at, box, language);
	for (size_t i = 0; i < report->reps; i++) {
		struct box row = {box->x, box->y + TOP_PT + step * (double)i, box->width, step};

		put_row(report, i, canvas, &at, &row, language);
	}
	canvas_segments(
		canvas,
		(struct point[]){{at.middle, box->y + TOP_PT},
				 {at.middle, box->y + TOP_PT + step * (double)report->reps}},
		2, &(struct stroke){.ink = INK_TEXT, .width_pt = 1.0});
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct trial_report *report = report_of(chart);
	double low = NAN, high = NAN;
	size_t right = 0, n = 0;
	struct count reps;
	struct number words[3];

	for (size_t i = 0; i < report->reps; i++)
		if (report->rep[i].valid && !isnan(report->rep[i].asymmetry_lift_pct)) {
			double ai = report->rep[i].asymmetry_lift_pct;

			low = fmin(low, ai);
			high = fmax(high, ai);
			right += ai > 0.0;
			n++;
		}
	reps = count_reps(n, language);
	words[0] = number((double)right, 0, language);
	words[1] = number(low / 2.0 + 50.0, 1, language);
	words[2] = number(high / 2.0 + 50.0, 1, language);
	say(out, size, WORD_BUTTERFLY_SAY, language,
	    (const char *const[]){reps.text, words[0].text, words[1].text, words[2].text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_BUTTERFLY_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_butterfly(struct chart *out, const struct trial_report *report)
{
	if (!report->has_sides || !report->reps || !(greatest(report) > 0.0))
		return false;
	*out = (struct chart){.ops = &ops, .data = report};
	return true;
}
