/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"

#include <math.h>

/* Above it nothing of a lift is left. */
static const double highest_hz = 20.0;

static const struct stroke line = {.ink = INK_TEXT, .width_pt = 1.6};
static const struct stroke chance_line = {.ink = INK_TEXT, .width_pt = 1.0, .dash_pt = {1.5, 2.5}};

static const struct trial_report *report_of(const struct chart *chart)
{
	return chart->data;
}

static double top_hz(const struct trial_report *report)
{
	return fmin(highest_hz, report->frequency_hz[report->spectrum_bins - 1]);
}

static void put_curve(const struct frame *frame, struct canvas *canvas,
		      const struct trial_report *report)
{
	enum { MOST = 512 };
	float value[MOST];
	size_t count = 0;

	for (; count < report->spectrum_bins && count < MOST; count++)
		value[count] = (float)report->coherence[count];

	struct series series = {.value = value,
				.count = count,
				.stride = 1,
				.x_first = report->frequency_hz[0],
				.x_step = report->frequency_hz[1] - report->frequency_hz[0]};

	frame_line(frame, canvas, &series, &line);
}

static void put_chance(const struct frame *frame, struct canvas *canvas, double level)
{
	if (isnan(level))
		return;
	frame_level(frame, canvas, level, &chance_line);
	canvas_label(canvas, frame->plot.x + frame->plot.width + 4.0,
		     frame_y(frame, fmin(level, 1.0)) + 2.9, word(WORD_CHANCE, frame->language),
		     &text_axis);
}

static double height(const struct chart *chart, double width_pt)
{
	(void)chart;
	return round(fmin(fmax(0.5 * width_pt, 110.0), 170.0));
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct trial_report *report = report_of(chart);
	struct frame frame = {.x1 = top_hz(report), .y1 = 1.0, .language = language};

	frame_fit(&frame, canvas, box, 0.2, "", 56.0, 6.0, 16.0);
	frame_y_axis(&frame, canvas, 0.2, "");
	put_chance(&frame, canvas, report->coherence_null95);
	put_curve(&frame, canvas, report);
	frame_x_axis(&frame, canvas, frame_step(frame.x1, 5), "Hz");
}

/* Up to which frequency all of it is above chance. */
static double together_to_hz(const struct trial_report *report)
{
	double hz = 0.0;

	for (size_t i = 1; i < report->spectrum_bins; i++) {
		if (!(report->coherence[i] > report->coherence_null95))
			break;
		hz = report->frequency_hz[i];
	}
	return fmin(hz, top_hz(report));
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct trial_report *report = report_of(chart);
	struct number level = number(report->coherence_null95, 2, language);
	struct number hz = number(together_to_hz(report), 1, language);

	say(out, size, WORD_COHERENCE_SAY, language,
	    (const char *const[]){level.text, hz.text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_COHERENCE_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_coherence(struct chart *out, const struct trial_report *report)
{
	if (report->spectrum_segments < 1 || report->spectrum_bins < 2 || !report->coherence)
		return false;
	*out = (struct chart){.ops = &ops, .data = report};
	return true;
}
