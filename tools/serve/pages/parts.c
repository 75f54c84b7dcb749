/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/parts.h"

#include "analysis/sessions/timeline.h"

#include <math.h>
#include <string.h>

static const double gravity_m_s2 = 9.80665;

static void put_none(struct html *html)
{
	html_markup(html, "–");
}

static double rounded(double value)
{
	return round(10 * value) / 10;
}

static void put_side(struct html *html, const struct view *view, double ai_pct)
{
	if (rounded(ai_pct) == 0)
		return;
	html_markup(html, " ");
	html_text(html, "%s",
		  view->language[0] == 'd' ? (ai_pct > 0 ? "rechts" : "links")
					   : (ai_pct > 0 ? "right" : "left"));
}

/* Both ends in the direction of the value: positive = the side that it names. */
void put_asymmetry(struct html *html, const struct view *view, double ai_pct, double low,
		   double high)
{
	double sign = ai_pct < 0 ? -1 : 1;

	if (isnan(ai_pct)) {
		put_none(html);
		return;
	}
	html_markup(html, "%.1f&nbsp;%%", fabs(ai_pct));
	put_side(html, view, ai_pct);
	if (isnan(low) || isnan(high))
		return;
	html_markup(html, " <span class=\"soft\">(%.1f %s %.1f)</span>", sign > 0 ? low : -high,
		    view->language[0] == 'd' ? "bis" : "to", sign > 0 ? high : -low);
}

void put_force(struct html *html, const struct view *view, double force_n, double body_mass_kg)
{
	double weight_n = body_mass_kg * gravity_m_s2;

	if (isnan(force_n))
		put_none(html);
	else if (view->unit == SHOW_KILOGRAM)
		html_markup(html, "%.1f&nbsp;kg", force_n / gravity_m_s2);
	else if (view->unit == SHOW_BODY_WEIGHT && weight_n > 0)
		html_markup(html, "%.1f&nbsp;%%", 100 * force_n / weight_n);
	else
		html_markup(html, "%.0f&nbsp;N", force_n);
}

void put_load(struct html *html, double load_kg)
{
	if (isnan(load_kg))
		put_none(html);
	else
		html_markup(html, "%.4g&nbsp;kg", load_kg);
}

void put_day(struct html *html, const char *time)
{
	if (!*time)
		put_none(html);
	else
		html_text(html, "%.10s", time);
}

void put_heads(struct html *html, const struct view *view, const int words[])
{
	html_markup(html, "<thead><tr>");
	for (; *words != WORDS_END; words++) {
		html_markup(html, "<th scope=\"col\">");
		word_put(html, view, (enum word) * words);
		html_markup(html, "</th>");
	}
	html_markup(html, "</tr></thead>\n");
}

void put_call(struct html *html, const struct view *view, const struct timeline *timeline)
{
	const struct timeline_session *last = timeline_last(timeline);

	switch (last ? last->call : CALL_UNKNOWN) {
	case CALL_MOVED_LEFT:
		word_put(html, view, WORD_MORE_LEFT);
		break;
	case CALL_MOVED_RIGHT:
		word_put(html, view, WORD_MORE_RIGHT);
		break;
	case CALL_NO_CHANGE:
		word_put(html, view, WORD_NO_CHANGE);
		break;
	case CALL_TOO_FEW:
		word_put(html, view, WORD_TOO_FEW);
		break;
	default:
		put_none(html);
	}
}
