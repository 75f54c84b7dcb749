/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sessions/compare.h"
#include "analysis/sessions/timeline.h"
#include "formats/results/results.h"
#include "tools/draw/charts/charts.h"
#include "tools/report/words/numbers.h"
#include "tools/serve/pages/parts/cells.h"
#include "tools/subject/study.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDES = 2 };
static const double chart_width_pt = 360;

struct compare_page {
	const struct page_call *call;
	struct registry_trial trial[SIDES];
	struct earlier earlier[SIDES];
	struct trial_report *report[SIDES];
	struct dossier dossier;
	struct comparison comparison;
};

static bool is_id(const char *text)
{
	return strlen(text) == ID_SIZE - 1 && strspn(text, "0123456789abcdef") == ID_SIZE - 1;
}

/* --- the page --- */

static void put_head(struct html *html, const struct compare_page *page)
{
	const struct view *view = &page->call->view;

	html_markup(html, "<thead><tr><th scope=\"col\">");
	word_put(html, view, WORD_PHASE);
	html_markup(html, "</th>");
	for (int side = 0; side < SIDES; side++) {
		html_markup(html, "<th scope=\"col\">");
		put_day(html, view, page->trial[side].start_time);
		html_markup(html, "<br>");
		put_load(html, view, page->earlier[side].load_kg);
		html_markup(html, "</th>");
	}
	html_markup(html, "<th scope=\"col\">");
	word_put(html, view, WORD_SHIFT);
	html_markup(html, "</th><th scope=\"col\">");
	word_put(html, view, WORD_DETECTABLE);
	html_markup(html, "</th></tr></thead>\n");
}

static enum phase_id phase_of(const char *name)
{
	int phase = 0;

	while (phase < PHASES - 1 && strcmp(phase_name((enum phase_id)phase), name) != 0)
		phase++;
	return (enum phase_id)phase;
}

static void put_row(struct html *html, const struct view *view, const struct compared_row *row)
{
	const struct language *language = language_find(view->language);
	const struct compared_value *const values[SIDES] = {&row->from, &row->to};
	struct number number;

	html_markup(html, "<tr><th scope=\"row\">");
	html_text(html, "%s", phase_say(language, phase_of(row->phase)));
	html_markup(html, "</th>");
	for (int side = 0; side < SIDES; side++) {
		html_markup(html, "<td>");
		put_asymmetry(html, view, values[side]->value, values[side]->low,
			      values[side]->high);
		html_markup(html, "</td>");
	}
	html_markup(html, "<td>");
	put_asymmetry(html, view, row->difference, NAN, NAN);
	if (row->change == CHANGE_TO_LEFT || row->change == CHANGE_TO_RIGHT)
		html_markup(html, " ▲");
	html_markup(html, "</td><td>");
	html_text(html, "%s%s", number_say(&number, language, row->mdc95, 1),
		  row->mdc_assumed ? " *" : "");
	html_markup(html, "</td></tr>\n");
}

static void put_comparison(struct html *html, const struct compare_page *page)
{
	const struct view *view = &page->call->view;
	const struct compared_row *row = page->comparison.row;

	html_markup(html, "<p class=\"sentence\">");
	html_text(html, "%s", change_say(row[0].change, view->language));
	html_markup(html, "</p>\n<div class=\"table\"><table>");
	put_head(html, page);
	html_markup(html, "<tbody>\n");
	for (size_t i = 0; i < COMPARED_ROWS; i++)
		put_row(html, view, &row[i]);
	html_markup(html, "</tbody></table></div>\n");
	if (row[0].mdc_assumed) {
		html_markup(html, "<p class=\"note\">* ");
		html_text(html, "%s", language_find(view->language)->assumed);
		html_markup(html, "</p>\n");
	}
}

/* The share over the lift of both, on the same axis. */
static int put_charts(struct html *html, const struct compare_page *page, struct error *err)
{
	static const char *const ids[SIDES] = {"a", "b"};
	const char *language = page->call->view.language;
	int ret = 0;

	html_markup(html, "<div class=\"two\">");
	for (int side = 0; side < SIDES && !ret; side++) {
		char sentence[CHART_SENTENCE_MAX];
		struct chart chart;

		html_markup(html, "<figure><h2>");
		put_day(html, &page->call->view, page->trial[side].start_time);
		html_markup(html, "</h2>");
		if (chart_share(&chart, page->report[side])) {
			ret = chart_svg(html, &chart, chart_width_pt, language, ids[side], err);
			html_markup(html, "<figcaption class=\"note\">");
			html_text(html, "%s",
				  chart_describe(&chart, language, sentence, sizeof(sentence)));
			html_markup(html, "</figcaption>");
		}
		html_markup(html, "</figure>");
	}
	html_markup(html, "</div>\n");
	return ret;
}

static int put_page(struct html *html, const struct compare_page *page, struct error *err)
{
	int ret;

	const struct page_call *call = page->call;
	struct frame frame = {.view = &call->view,
			      .title = page_word(WORD_COMPARE, call->view.language),
			      .here = "/compare"};

	snprintf(frame.query, sizeof(frame.query), "a=%s&b=%s", call->words.a, call->words.b);
	frame_begin(html, &frame);
	html_markup(html, "<h1>");
	html_text(html, "%s · %s", page->trial[0].subject, frame.title);
	html_markup(html, "</h1>\n");
	put_comparison(html, page);
	ret = put_charts(html, page, err);
	frame_end(html);
	return ret;
}

/* --- what it is made of --- */

static int read_one(struct compare_page *page, int side, struct registry *registry, const char *id,
		    struct error *err)
{
	char path[PATH_MAX];
	int ret = study_find_trial(registry, id, &page->trial[side], err);

	if (ret)
		return ret;
	if (snprintf(path, sizeof(path), "%s/%s", registry_study(registry),
		     page->trial[side].path) >= PATH_MAX)
		return fail(err, HINGE_EREAD, "%s: too long a path", page->trial[side].path);
	ret = results_read_earlier(path, &page->earlier[side], err);
	return ret ? ret : results_read(path, &page->report[side], err);
}

static int read_both(struct compare_page *page, struct registry *registry,
		     const struct config *config, struct error *err)
{
	int ret = read_one(page, 0, registry, page->call->words.a, err);

	if (!ret)
		ret = read_one(page, 1, registry, page->call->words.b, err);
	if (!ret && strcmp(page->trial[0].subject, page->trial[1].subject) != 0)
		ret = fail(err, HINGE_EUSAGE, "%s",
			   page_word(WORD_CHOOSE_TWO, page->call->view.language));
	if (!ret)
		ret = dossier_open(&page->dossier, registry, page->trial[0].subject, config, err);
	return ret ? ret
		   : comparison_of(&page->comparison, &page->earlier[0], &page->earlier[1],
				   &page->dossier.history, config, err);
}

int page_compare(const struct page_study *study, const struct page_call *call, struct page *page,
		 struct error *err)
{
	struct compare_page compare = {.call = call};
	struct registry *registry;
	int ret;

	if (!is_id(call->words.a) || !is_id(call->words.b))
		return fail(err, HINGE_EUSAGE, "%s",
			    page_word(WORD_CHOOSE_TWO, call->view.language));
	ret = registry_open(&registry, study->folder, false, err);
	if (ret)
		return ret;
	ret = read_both(&compare, registry, study->config, err);
	registry_close(registry);
	if (!ret)
		ret = put_page(&page->body, &compare, err);
	for (int side = 0; side < SIDES; side++) {
		earlier_reset(&compare.earlier[side]);
		report_free(compare.report[side]);
	}
	dossier_close(&compare.dossier);
	return ret;
}
