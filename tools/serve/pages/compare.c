/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDES = 2 };

struct compare_page {
	const struct page_call *call;
	struct registry_trial trial[SIDES];
	struct trial_report *report[SIDES];
};

static bool is_id(const char *text)
{
	return strlen(text) == ID_SIZE - 1 && strspn(text, "0123456789abcdef") == ID_SIZE - 1;
}

static void put_row_head(struct html *html, const struct view *view, enum word which)
{
	html_markup(html, "<tr><th scope=\"row\">");
	word_put(html, view, which);
	html_markup(html, "</th>");
}

/* AI of the whole set while lifting, NULL where there is none. */
static const struct metric *find_asymmetry(const struct trial_report *report)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *metric = &report->metric[i];

		if (!metric->rep && !strcmp(metric->metric, "asymmetry") &&
		    !strcmp(metric->phase, "lift"))
			return metric;
	}
	return NULL;
}

static void put_asymmetries(struct html *html, const struct compare_page *page)
{
	const struct view *view = &page->call->view;

	put_row_head(html, view, WORD_ASYMMETRY);
	for (int side = 0; side < SIDES; side++) {
		const struct metric *metric = find_asymmetry(page->report[side]);

		html_markup(html, "<td>");
		if (metric)
			put_asymmetry(html, view, metric->value, metric->ci_low, metric->ci_high);
		html_markup(html, "</td>");
	}
	html_markup(html, "</tr>\n");
}

static size_t count_valid(const struct trial_report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < report->reps; i++)
		count += report->rep[i].valid;
	return count;
}

static void put_facts(struct html *html, const struct compare_page *page)
{
	const struct view *view = &page->call->view;

	put_row_head(html, view, WORD_DATE);
	for (int side = 0; side < SIDES; side++) {
		html_markup(html, "<td>");
		put_day(html, page->trial[side].start_time);
		html_markup(html, "</td>");
	}
	html_markup(html, "</tr>\n");
	put_row_head(html, view, WORD_LOAD);
	for (int side = 0; side < SIDES; side++) {
		html_markup(html, "<td>");
		put_load(html, page->report[side]->load_kg);
		html_markup(html, "</td>");
	}
	html_markup(html, "</tr>\n");
	put_row_head(html, view, WORD_VALID_REPS);
	for (int side = 0; side < SIDES; side++)
		html_markup(html, "<td>%zu</td>", count_valid(page->report[side]));
	html_markup(html, "</tr>\n");
}

static void put_comparison(struct html *html, const struct compare_page *page)
{
	static const int heads[] = {WORD_COMPARE, WORD_FIRST, WORD_SECOND, WORDS_END};

	html_markup(html, "<div class=\"wide\"><table>");
	put_heads(html, &page->call->view, heads);
	html_markup(html, "<tbody>\n");
	put_facts(html, page);
	put_asymmetries(html, page);
	html_markup(html, "</tbody></table></div>\n");
}

static int read_both(struct compare_page *page, const struct page_study *study, struct error *err)
{
	const char *const ids[SIDES] = {page->call->words.a, page->call->words.b};
	int ret = 0;

	for (int side = 0; side < SIDES && !ret; side++) {
		if (!is_id(ids[side]))
			return fail(err, HINGE_EUSAGE, "%s",
				    page_word(WORD_CHOOSE_TWO, page->call->view.language));
		ret = page_read_trial(&page->report[side], &page->trial[side], study, ids[side],
				      err);
	}
	if (!ret && strcmp(page->trial[0].subject, page->trial[1].subject) != 0)
		ret = fail(err, HINGE_EUSAGE, "%s",
			   page_word(WORD_CHOOSE_TWO, page->call->view.language));
	return ret;
}

int page_compare(const struct page_study *study, const struct page_call *call, struct page *page,
		 struct error *err)
{
	struct frame frame = {.view = &call->view,
			      .title = page_word(WORD_COMPARE, call->view.language)};
	struct compare_page compare = {.call = call};
	int ret = read_both(&compare, study, err);

	if (!ret) {
		strcpy(frame.here, "/compare");
		snprintf(frame.query, sizeof(frame.query), "a=%s&b=%s", call->words.a,
			 call->words.b);
		frame_begin(&page->body, &frame);
		html_markup(&page->body, "<h1>");
		html_text(&page->body, "%s: %s", compare.trial[0].subject, frame.title);
		html_markup(&page->body, "</h1>\n");
		put_comparison(&page->body, &compare);
		frame_end(&page->body);
	}
	for (int side = 0; side < SIDES; side++)
		report_free(compare.report[side]);
	return ret;
}
