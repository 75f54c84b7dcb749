/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/charts.h"
#include "tools/report/words/numbers.h"
#include "tools/report/words/phrases.h"
#include "tools/serve/pages/parts/cells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct reps_page {
	const struct page_call *call;
	const struct trial_report *report;
	size_t chosen; /* index */
};

static const double chart_width_pt = 640;

static void put_rep_link(struct html *html, const struct reps_page *page, size_t index)
{
	char path[64], query[32];

	snprintf(path, sizeof(path), "/trial/%s/reps", page->call->id[0]);
	snprintf(query, sizeof(query), "rep=%zu", index + 1);
	link_put(html, &page->call->view, path, query);
}

static void put_seconds(struct html *html, const struct view *view, double seconds)
{
	struct number number;

	html_text(html, "%s", number_say(&number, language_find(view->language), seconds, 2));
	html_markup(html, isnan(seconds) ? "" : "&nbsp;s");
}

static void put_row(struct html *html, const struct reps_page *page, size_t index)
{
	const struct rep *rep = &page->report->rep[index];
	const struct view *view = &page->call->view;
	double mass_kg = page->report->body_mass_kg;
	struct number name;

	html_markup(html, "<tr%s><th scope=\"row\"><a",
		    index == page->chosen ? " aria-current=\"true\"" : "");
	put_rep_link(html, page, index);
	html_markup(html, ">%s</a></th><td>", rep_say(&name, page->report, rep));
	word_put(html, view, rep->valid ? WORD_YES : WORD_NO);
	html_markup(html, "</td><td>");
	put_force(html, view, rep->mean_left_n, mass_kg);
	html_markup(html, "</td><td>");
	put_force(html, view, rep->mean_right_n, mass_kg);
	html_markup(html, "</td><td>");
	put_asymmetry(html, view, rep->asymmetry_lift_pct, NAN, NAN);
	html_markup(html, "</td><td>");
	put_seconds(html, view, rep->lockout_s - rep->liftoff_s);
	html_markup(html, "</td></tr>\n");
}

static void put_table(struct html *html, const struct reps_page *page)
{
	static const int heads[] = {WORD_REP,       WORD_COUNTS,   WORD_LEFT, WORD_RIGHT,
				    WORD_ASYMMETRY, WORD_DURATION, WORDS_END};

	html_markup(html, "<div class=\"wide\"><table>");
	put_heads(html, &page->call->view, heads);
	html_markup(html, "<tbody>\n");
	for (size_t i = 0; i < page->report->reps; i++)
		put_row(html, page, i);
	html_markup(html, "</tbody></table></div>\n");
}

static void put_step(struct html *html, const struct reps_page *page, size_t index,
		     const char *relation, enum word which)
{
	html_markup(html, "<a rel=\"%s\"", relation);
	put_rep_link(html, page, index);
	html_markup(html, ">");
	word_put(html, &page->call->view, which);
	html_markup(html, "</a> ");
}

/* Arrow keys follow these links where scripts run. */
static void put_steps(struct html *html, const struct reps_page *page)
{
	html_markup(html, "<p class=\"steps\">");
	if (page->chosen)
		put_step(html, page, page->chosen - 1, "prev", WORD_EARLIER);
	if (page->chosen + 1 < page->report->reps)
		put_step(html, page, page->chosen + 1, "next", WORD_LATER);
	html_markup(html, "</p>\n");
}

static int put_figure(struct html *html, const struct reps_page *page, const struct chart *chart,
		      double width_pt, const char *id, struct error *err)
{
	const char *language = page->call->view.language;
	char sentence[CHART_SENTENCE_MAX];
	int ret = chart_svg(html, chart, width_pt, language, id, err);

	html_markup(html, "<figcaption>");
	html_text(html, "%s", chart_describe(chart, language, sentence, sizeof(sentence)));
	html_markup(html, "</figcaption></figure>\n");
	return ret;
}

static int put_chart(struct html *html, const struct reps_page *page, struct error *err)
{
	struct chart chart;

	if (!chart_rep(&chart, page->report, page->chosen))
		return 0;
	chart.unit = force_unit_of(&page->call->view, page->report->body_mass_kg);
	html_markup(html, "<figure>");
	return put_figure(html, page, &chart, chart_width_pt, "rep", err);
}

static int put_of_all(struct html *html, const struct reps_page *page, const struct chart *chart,
		      const char *id, struct error *err)
{
	html_markup(html, "<figure><h2>");
	html_text(html, "%s", chart_title(chart, page->call->view.language));
	html_markup(html, "</h2>");
	return put_figure(html, page, chart, chart_width_pt / 2, id, err);
}

/* What only all repetitions together show. */
static int put_together(struct html *html, const struct reps_page *page, struct error *err)
{
	struct chart chart;
	int ret = 0;

	html_markup(html, "<div class=\"two\">");
	if (chart_cop(&chart, page->report))
		ret = put_of_all(html, page, &chart, "cop", err);
	if (!ret && chart_coherence(&chart, page->report))
		ret = put_of_all(html, page, &chart, "coherence", err);
	html_markup(html, "</div>\n");
	return ret;
}

static int put_reps(struct html *html, const struct reps_page *page, struct error *err)
{
	const struct view *view = &page->call->view;
	char reason[256];
	struct number name;
	bool foreign;
	int ret;

	if (!page->report->reps) {
		html_markup(html, "<p>");
		word_put(html, view, WORD_NO_REPS);
		html_markup(html, " ");
		html_text(html, "%s",
			  phrase_say(language_find(view->language), page->report->no_reps_reason,
				     reason, sizeof(reason), &foreign));
		html_markup(html, "</p>\n");
		return 0;
	}
	html_markup(html, "<h2>");
	word_put(html, view, WORD_REP);
	html_markup(html, " %s</h2>\n",
		    rep_say(&name, page->report, &page->report->rep[page->chosen]));
	put_steps(html, page);
	ret = put_chart(html, page, err);
	put_table(html, page);
	ret = ret ? ret : put_together(html, page, err);
	html_markup(html, "<script src=\"/assets/reps.js\" defer></script>\n");
	return ret;
}

/* From 1; what is no rep of this trial is its first. */
static size_t chosen_rep(const struct page_call *call, const struct trial_report *report)
{
	unsigned long given = strtoul(call->words.rep, NULL, 10);

	return given >= 1 && given <= report->reps ? given - 1 : 0;
}

int page_reps(const struct page_study *study, const struct page_call *call, struct page *page,
	      struct error *err)
{
	struct frame frame = {.view = &call->view};
	struct reps_page reps = {.call = call};
	struct registry_trial trial;
	struct trial_report *report;
	int ret = page_read_trial(&report, &trial, study, call->id[0], err);

	if (ret)
		return ret;
	reps.report = report;
	reps.chosen = chosen_rep(call, report);
	frame.title = trial.subject;
	snprintf(frame.here, sizeof(frame.here), "/trial/%s/reps", call->id[0]);
	snprintf(frame.query, sizeof(frame.query), "rep=%zu", reps.chosen + 1);
	frame.forces = report->body_mass_kg > 0 ? FORCES_SHOWN : FORCES_WITHOUT_BODY_MASS;
	frame_begin(&page->body, &frame);
	put_trial_links(&page->body, call, &trial);
	html_markup(&page->body, "<h1>");
	html_text(&page->body, "%s · %s · ", trial.subject,
		  recorded_say(language_find(call->view.language), trial.task));
	put_day(&page->body, &call->view, trial.start_time);
	html_markup(&page->body, "</h1>\n");
	ret = put_reps(&page->body, &reps, err);
	frame_end(&page->body);
	report_free(report);
	return ret;
}
