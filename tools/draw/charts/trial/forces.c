/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stages.h"
#include "tools/draw/charts/ops.h"

#include <math.h>

/* Of one foot, over the repetitions of the set that has most. */
struct spread {
	float mean[CURVE_POINTS], low[CURVE_POINTS], high[CURVE_POINTS];
	size_t n;
};

static const double tint = 0.22;

static const struct trial_report *report_of(const struct chart *chart)
{
	return chart->data;
}

static double force_at(const struct report_curve *curve, size_t side, size_t i)
{
	return side ? curve->right_n[i] : curve->left_n[i];
}

/* Two passes; one curve has a spread of NaN. */
static void spread_at(const struct trial_report *report, size_t side, size_t i,
		      struct spread *spread)
{
	int set = fullest_set(report);
	double sum = 0.0, squares = 0.0, mean, sd;
	size_t n = 0;

	for (size_t r = 0; r < report->curves; r++)
		if (report->curve[r].set == set) {
			sum += force_at(&report->curve[r], side, i);
			n++;
		}
	mean = sum / (double)n;
	for (size_t r = 0; r < report->curves; r++)
		if (report->curve[r].set == set)
			squares += pow(force_at(&report->curve[r], side, i) - mean, 2.0);
	sd = n > 1 ? sqrt(squares / (double)(n - 1)) : (double)NAN;
	spread->n = n;
	spread->mean[i] = (float)mean;
	spread->low[i] = (float)(mean - sd);
	spread->high[i] = (float)(mean + sd);
}

static void spread_of(const struct trial_report *report, struct spread spread[2])
{
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < CURVE_POINTS; i++)
			spread_at(report, side, i, &spread[side]);
}

static struct series series_of(const float *value)
{
	return (struct series){.value = value, .count = CURVE_POINTS, .stride = 1, .x_step = 1.0};
}

static double highest(const struct spread spread[2])
{
	double high = 1.0;

	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < CURVE_POINTS; i++)
			high = fmax(high,
				    (double)fmaxf(spread[side].mean[i], spread[side].high[i]));
	return high;
}

static void put_foot(const struct frame *frame, struct canvas *canvas, const struct spread *spread,
		     size_t side)
{
	struct series low = series_of(spread->low), high = series_of(spread->high);

	frame_band(frame, canvas, &low, &high, &(struct fill){ink_side[side], tint});
}

/* In the room that an axis from zero leaves. */
static void put_note(const struct frame *frame, struct canvas *canvas, size_t n)
{
	struct number reps = number((double)n, 0, frame->language);
	struct text_style style = text_axis;
	char text[80] = "";

	say(text, sizeof(text), n > 1 ? WORD_MEAN_SD : WORD_ONE_REP, frame->language,
	    (const char *const[]){reps.text, NULL});
	canvas_label(canvas, frame->plot.x + 4.0, frame->plot.y + frame->plot.height - 5.0, text,
		     &style);
}

static double height(const struct chart *chart, double width_pt)
{
	(void)chart;
	return round(fmin(fmax(0.55 * width_pt, 120.0), 180.0));
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct trial_report *report = report_of(chart);
	const char *const names[2] = {side_name(report, 0, language),
				      side_name(report, 1, language)};
	struct spread spread[2];
	struct frame frame = {.x1 = 100.0, .language = language};
	double y_step;

	spread_of(report, spread);
	frame.y1 = 1.05 * highest(spread);
	y_step = frame_step(frame.y1, 4);
	frame_fit(&frame, canvas, box, y_step, "N", frame_names_width(canvas, names, 2), 6.0, 26.0);
	frame_y_axis(&frame, canvas, y_step, "N");
	for (size_t side = 0; side < 2; side++)
		put_foot(&frame, canvas, &spread[side], side);
	for (size_t side = 0; side < 2; side++) {
		struct series mean = series_of(spread[side].mean);

		frame_line(&frame, canvas, &mean, &stroke_side[side]);
	}
	frame_x_axis(&frame, canvas, 25.0, "%");
	frame_lift_words(&frame, canvas);
	put_note(&frame, canvas, spread[0].n);
	frame_names(&frame, canvas, names,
		    (double[]){spread[0].mean[CURVE_POINTS - 1], spread[1].mean[CURVE_POINTS - 1]},
		    2);
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct trial_report *report = report_of(chart);
	struct spread spread[2];
	struct number at[2][2];
	struct count n;

	spread_of(report, spread);
	n = count_reps(spread[0].n, language);
	for (size_t side = 0; side < 2; side++) {
		at[side][0] = number(spread[side].mean[0], 0, language);
		at[side][1] = number(spread[side].mean[CURVE_POINTS - 1], 0, language);
	}
	say(out, size, spread[0].n > 1 ? WORD_FORCES_SAY : WORD_FORCES_ONE_SAY, language,
	    (const char *const[]){n.text, at[0][0].text, at[1][0].text, at[0][1].text,
				  at[1][1].text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_FORCES_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_forces(struct chart *out, const struct trial_report *report)
{
	if (!report->curves || !report->has_sides || !fullest_set(report))
		return false;
	*out = (struct chart){.ops = &ops, .data = report};
	return true;
}
