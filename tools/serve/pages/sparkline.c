/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sessions/timeline.h"
#include "tools/serve/pages/parts.h"

#include <math.h>
#include <stdio.h>

enum { WIDTH = 160, HEIGHT = 36, MARGIN = 4 };
/* Half the height, where the person's values are smaller. */
static const double reach_min_pct = 10;

struct scale {
	double reach_pct;
	size_t count; /* of points */
};

static double reach(double so_far, double value)
{
	return fabs(value) > so_far ? fabs(value) : so_far; /* NaN is not */
}

static void measure(struct scale *scale, const struct timeline *timeline)
{
	scale->reach_pct = reach(reach_min_pct, timeline->band_low_pct);
	scale->reach_pct = reach(scale->reach_pct, timeline->band_high_pct);
	scale->count = 0;
	for (size_t i = 0; i < timeline->sessions; i++) {
		scale->reach_pct = reach(scale->reach_pct, timeline->session[i].asymmetry_pct);
		scale->count += isnan(timeline->session[i].asymmetry_pct) ? 0 : 1;
	}
}

/* Right is up. */
static double y_of(const struct scale *scale, double ai_pct)
{
	return HEIGHT / 2.0 - ai_pct / scale->reach_pct * (HEIGHT / 2.0 - MARGIN);
}

static double x_of(const struct scale *scale, size_t index)
{
	return scale->count < 2 ? WIDTH / 2.0
				: MARGIN + (WIDTH - 2.0 * MARGIN) * (double)index /
						   (double)(scale->count - 1);
}

static void put_band(struct html *html, const struct scale *scale, const struct timeline *timeline)
{
	double top = y_of(scale, timeline->band_high_pct);
	double bottom = y_of(scale, timeline->band_low_pct);

	if (isnan(top) || isnan(bottom))
		return;
	html_markup(html, "<rect class=\"band\" x=\"0\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>",
		    top, WIDTH, bottom - top);
}

static void put_points(struct html *html, const struct scale *scale,
		       const struct timeline *timeline)
{
	size_t at = 0;

	html_markup(html, "<polyline class=\"trend\" points=\"");
	for (size_t i = 0; i < timeline->sessions; i++) {
		double value = timeline->session[i].asymmetry_pct;

		if (isnan(value))
			continue;
		html_markup(html, "%.1f,%.1f ", x_of(scale, at), y_of(scale, value));
		at++;
	}
	html_markup(html, "\"/>");
}

void put_sparkline(struct html *html, const struct view *view, const struct timeline *timeline)
{
	const struct timeline_session *last = timeline_last(timeline);
	struct scale scale;

	measure(&scale, timeline);
	if (!scale.count)
		return;
	html_markup(html,
		    "<svg class=\"spark\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
		    "role=\"img\" aria-label=\"",
		    WIDTH, HEIGHT, WIDTH, HEIGHT);
	html_text(html, "%zu %s", scale.count, page_word(WORD_SESSIONS, view->language));
	html_markup(html, "\">");
	put_band(html, &scale, timeline);
	html_markup(html, "<line class=\"even\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
		    WIDTH, HEIGHT / 2.0, HEIGHT / 2.0);
	put_points(html, &scale, timeline);
	html_markup(html, "<circle class=\"last\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/></svg>",
		    x_of(&scale, scale.count - 1), y_of(&scale, last->asymmetry_pct));
}
