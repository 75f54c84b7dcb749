/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stages.h"
#include "tools/draw/charts/ops.h"

#include <math.h>

static const struct stroke even = {.ink = INK_TEXT, .width_pt = 1.0, .dash_pt = {1.5, 2.5}};
static const struct stroke mean_line = {.ink = INK_TEXT, .width_pt = 2.0};
static const struct stroke one_line = {.ink = INK_MUTED, .width_pt = 0.6};

static const struct trial_report *report_of(const struct chart *chart)
{
	return chart->data;
}

static bool has_band(const struct trial_report *report)
{
	return !isnan(report->curve_low[CURVE_POINTS / 2]);
}

static double share_of(double ai_pct)
{
	return 50.0 + ai_pct / 2.0;
}

/* The mean is that of the set with most repetitions. */
static size_t curves_of_set(const struct trial_report *report)
{
	int set = fullest_set(report);
	size_t n = 0;

	for (size_t r = 0; r < report->curves; r++)
		n += report->curve[r].set == set;
	return n;
}

/* 40 to 60 % as long as everything drawn fits between the words, else wider by tens. */
static double half_range(const struct trial_report *report)
{
	double most = 0.0;

	for (size_t i = 0; i < CURVE_POINTS; i++) {
		most = fmax(most, fabs(report->curve_mean[i]) / 2.0);
		most = fmax(most, fabs(report->curve_low[i]) / 2.0);
		most = fmax(most, fabs(report->curve_high[i]) / 2.0);
		for (size_t r = 0; !has_band(report) && r < report->curves; r++)
			most = fmax(most, fabs((double)report->curve[r].asymmetry_pct[i]) / 2.0);
	}
	return fmin(50.0, fmax(10.0, 10.0 * ceil(1.15 * most / 10.0)));
}

static void to_share(const double *ai_pct, float *share)
{
	for (size_t i = 0; i < CURVE_POINTS; i++)
		share[i] = (float)share_of(ai_pct[i]);
}

static struct series series_of(const float *share)
{
	return (struct series){.value = share, .count = CURVE_POINTS, .stride = 1, .x_step = 1.0};
}

static void put_band(const struct frame *frame, struct canvas *canvas,
		     const struct trial_report *report)
{
	float low[CURVE_POINTS], high[CURVE_POINTS];

	to_share(report->curve_low, low);
	to_share(report->curve_high, high);

	struct series lower = series_of(low), upper = series_of(high);

	frame_band(frame, canvas, &lower, &upper, &(struct fill){INK_BAND, 1.0});
}

static void put_each(const struct frame *frame, struct canvas *canvas,
		     const struct trial_report *report)
{
	int set = fullest_set(report);

	for (size_t r = 0; r < report->curves; r++) {
		float share[CURVE_POINTS];

		for (size_t i = 0; i < CURVE_POINTS; i++)
			share[i] = (float)share_of(report->curve[r].asymmetry_pct[i]);

		struct series series = series_of(share);

		if (report->curve[r].set == set)
			frame_line(frame, canvas, &series, &one_line);
	}
}

static void put_mean(const struct frame *frame, struct canvas *canvas,
		     const struct trial_report *report)
{
	float share[CURVE_POINTS];

	to_share(report->curve_mean, share);

	struct series series = series_of(share);

	frame_line(frame, canvas, &series, &mean_line);
}

/* Over the band near its end, or under it where the line of one half would cross the name. */
static void name_band(const struct frame *frame, struct canvas *canvas,
		      const struct trial_report *report)
{
	struct text_style style = text_axis;
	double top = frame->y0, base = frame->y1, y;

	for (size_t i = 3 * CURVE_POINTS / 4; i < CURVE_POINTS; i++) {
		top = fmax(top, share_of(report->curve_high[i]));
		base = fmin(base, share_of(report->curve_low[i]));
	}
	y = frame_y(frame, top) - 3.0;
	if (fabs(y - 3.0 - frame_y(frame, 50.0)) < 6.0)
		y = frame_y(frame, base) + 9.0;
	style.align = ALIGN_RIGHT;
	frame_label(canvas, frame->plot.x + frame->plot.width - 2.0, y,
		    word(WORD_BAND, frame->language), &style);
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
	double half = half_range(report), y_step = half > 10.0 ? 10.0 : 5.0;
	struct frame frame = {
		.x1 = 100.0, .y0 = 50.0 - half, .y1 = 50.0 + half, .language = language};

	frame_fit(&frame, canvas, box, y_step, "%", 16.0, 6.0, 26.0);
	frame_y_axis(&frame, canvas, y_step, "%");
	frame_side_words(&frame, canvas);
	if (has_band(report))
		put_band(&frame, canvas, report);
	if (!has_band(report))
		put_each(&frame, canvas, report);
	frame_level(&frame, canvas, 50.0, &even);
	put_mean(&frame, canvas, report);
	frame_x_axis(&frame, canvas, 25.0, "%");
	frame_lift_words(&frame, canvas);
	if (has_band(report))
		name_band(&frame, canvas, report);
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct trial_report *report = report_of(chart);
	const size_t middle = CURVE_POINTS / 2;
	struct count n = count_reps(curves_of_set(report), language);
	struct number at[3], low, high;

	for (size_t i = 0; i < 3; i++)
		at[i] = number(share_of(report->curve_mean[i * middle]), 1, language);
	say(out, size, WORD_SHARE_SAY, language,
	    (const char *const[]){n.text, at[0].text, at[1].text, at[2].text, NULL});
	low = number(share_of(report->curve_low[middle]), 1, language);
	high = number(share_of(report->curve_high[middle]), 1, language);
	say(out, size, has_band(report) ? WORD_SHARE_BAND : WORD_SHARE_FEW, language,
	    (const char *const[]){low.text, high.text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_SHARE_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_share(struct chart *out, const struct trial_report *report)
{
	if (!report->curves || !report->has_sides)
		return false;
	*out = (struct chart){.ops = &ops, .data = report};
	return true;
}
