/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/parts/cells.h"

#include "analysis/sessions/timeline.h"
#include "tools/report/words/numbers.h"

#include <math.h>
#include <stdio.h>

static const double spark_width_pt = 140;
static const double gravity_m_s2 = 9.80665;

static const struct language *language_of(const struct view *view)
{
	return language_find(view->language);
}

static void put_none(struct html *html)
{
	html_markup(html, "–");
}

void put_asymmetry(struct html *html, const struct view *view, double ai_pct, double low,
		   double high)
{
	const struct language *language = language_of(view);
	int decimals = percent_decimals((high - low) / 2);
	struct number number;

	if (isnan(ai_pct)) {
		put_none(html);
		return;
	}
	html_text(html, "%s", side_say(&number, language, ai_pct, decimals));
	if (isnan(low) || isnan(high))
		return;
	html_markup(html, " <span class=\"soft\">(");
	html_text(html, "%s", interval_say(&number, language, low, high, decimals));
	html_markup(html, ")</span>");
}

static void put_number(struct html *html, const struct view *view, double value, int decimals,
		       const char *unit)
{
	struct number number;

	html_text(html, "%s", number_say(&number, language_of(view), value, decimals));
	html_markup(html, "&nbsp;%s", unit);
}

struct force_unit force_unit_of(const struct view *view, double body_mass_kg)
{
	if (view->unit == SHOW_KILOGRAM)
		return (struct force_unit){gravity_m_s2, "kg"};
	if (view->unit == SHOW_BODY_WEIGHT && body_mass_kg > 0)
		return (struct force_unit){body_mass_kg * gravity_m_s2 / 100, "%"};
	return (struct force_unit){1, "N"};
}

void put_force(struct html *html, const struct view *view, double force_n, double body_mass_kg)
{
	const struct force_unit unit = force_unit_of(view, body_mass_kg);

	if (isnan(force_n))
		put_none(html);
	else
		put_number(html, view, force_n / unit.newtons, unit.newtons > 1 ? 1 : 0, unit.name);
}

void put_load(struct html *html, const struct view *view, double load_kg)
{
	struct number number;

	if (isnan(load_kg)) {
		put_none(html);
		return;
	}
	html_text(html, "%s", number_short(&number, language_of(view), load_kg, 4));
	html_markup(html, "&nbsp;kg");
}

void put_day(struct html *html, const struct view *view, const char *time)
{
	struct number number;

	if (!*time)
		put_none(html);
	else
		html_text(html, "%s", date_say(&number, language_of(view), time, false));
}

int put_spark(struct html *html, const struct view *view, const struct timeline *timeline,
	      size_t index, struct error *err)
{
	struct chart chart;
	char id[32];

	snprintf(id, sizeof(id), "s%zu", index);
	if (!chart_spark(&chart, timeline))
		return 0;
	return chart_svg(html, &chart, spark_width_pt, view->language, id, err);
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
