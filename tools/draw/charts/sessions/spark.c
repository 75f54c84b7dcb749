/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"
#include "tools/draw/charts/sessions/trend.h"

#include <math.h>

static const struct stroke line = {.ink = INK_TEXT, .width_pt = 1.5};

static const struct timeline *timeline_of(const struct chart *chart)
{
	return chart->data;
}

static double height(const struct chart *chart, double width_pt)
{
	(void)chart;
	return round(fmin(fmax(0.24 * width_pt, 16.0), 28.0));
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct timeline *timeline = timeline_of(chart);
	struct frame frame = {
		.plot = {box->x + 3.0, box->y + 3.0, box->width - 6.0, box->height - 6.0},
		.language = language};
	struct point last = {NAN, NAN};

	frame_days(&frame, timeline);
	frame_asymmetry(&frame, timeline, 5.0, 1.25);
	put_own_band(&frame, canvas, timeline);
	for (size_t i = 0; i < timeline->sessions; i++) {
		const struct timeline_session *session = &timeline->session[i];
		struct point at = {frame_x(&frame, session->day),
				   frame_y(&frame, session->asymmetry_pct)};

		if (isnan(session->asymmetry_pct))
			continue;
		canvas_segments(canvas, (struct point[]){last, at}, 2, &line);
		last = at;
	}
	if (!isnan(last.x))
		canvas_disc(canvas, last, 2.5, &(struct fill){INK_TEXT, 1.0});
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	struct chart trend;

	if (chart_trend(&trend, timeline_of(chart)))
		trend.ops->describe(&trend, language, out, size);
}

static const struct chart_ops ops = {
	.title = WORD_SPARK_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_spark(struct chart *out, const struct timeline *timeline)
{
	if (!timeline_last(timeline))
		return false;
	*out = (struct chart){.ops = &ops, .data = timeline};
	return true;
}
