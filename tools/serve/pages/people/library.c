/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/parts/cells.h"
#include "tools/subject/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Each line needs the person's results read. */
enum { LINES = 25 };
static const char code_characters[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";

struct library {
	const struct page_study *study;
	const struct page_call *call;
	struct registry *registry;
	struct registry_subject *subject; /* those that match */
	size_t count, from;
};

static bool matches(const char *code, const char *asked)
{
	return strcasestr(code, asked) != NULL;
}

static void keep_matching(struct library *library)
{
	size_t kept = 0;

	for (size_t i = 0; i < library->count; i++)
		if (matches(library->subject[i].code, library->call->words.q))
			library->subject[kept++] = library->subject[i];
	library->count = kept;
	library->from = strtoul(library->call->words.from, NULL, 10);
	if (library->from >= kept)
		library->from = 0;
}

static void put_search(struct html *html, const struct page_call *call)
{
	html_markup(html, "<form class=\"search\" method=\"get\" action=\"/\" role=\"search\">"
			  "<label>");
	word_put(html, &call->view, WORD_SEARCH);
	html_markup(html, " <input name=\"q\" type=\"search\" autocomplete=\"off\" value=\"");
	html_text(html, "%s", call->words.q);
	html_markup(html, "\"></label> ");
	wishes_put(html, &call->view);
	html_markup(html, "<button>");
	word_put(html, &call->view, WORD_FIND);
	html_markup(html, "</button></form>\n");
}

static void put_notice(struct html *html, const struct page_call *call)
{
	const char *line = call->notice;

	if (!*line)
		return;
	html_markup(html, "<section class=\"notice\"><p>");
	word_put(html, &call->view, WORD_UNREADABLE);
	html_markup(html, "</p><ul>");
	while (*line) {
		int length = (int)strcspn(line, "\n");

		html_markup(html, "<li>");
		html_text(html, "%.*s", length, line);
		html_markup(html, "</li>");
		line += length + (line[length] == '\n');
	}
	html_markup(html, "</ul></section>\n");
}

static int put_results(struct html *html, const struct view *view, const struct timeline *timeline,
		       size_t index, struct error *err)
{
	int ret;

	const struct timeline_session *last = timeline_last(timeline);

	html_markup(html, "<td>");
	ret = put_spark(html, view, timeline, index, err);
	html_markup(html, "</td><td>");
	if (last)
		put_asymmetry(html, view, last->asymmetry_pct, last->ci_low, last->ci_high);
	html_markup(html, "</td><td>");
	put_call(html, view, timeline);
	html_markup(html, "</td>");
	return ret;
}

static int put_line(struct html *html, const struct library *library, size_t index,
		    struct error *err)
{
	const struct registry_subject *subject = &library->subject[index];
	const struct view *view = &library->call->view;
	struct dossier dossier;
	char path[64], id[ID_SIZE];
	int ret = dossier_open(&dossier, library->registry, subject->code, library->study->config,
			       err);

	if (ret)
		return ret;
	subject_id(subject->code, id);
	snprintf(path, sizeof(path), "/subject/%s", id);
	html_markup(html, "<tr><th scope=\"row\"><a");
	link_put(html, view, path, "");
	html_markup(html, ">");
	html_text(html, "%s", subject->code);
	html_markup(html, "</a></th><td>");
	put_day(html, view, subject->last_start_time);
	html_markup(html, "</td><td>%zu</td>", subject->sessions);
	ret = put_results(html, view, dossier.timeline, index, err);
	html_markup(html, "</tr>\n");
	dossier_close(&dossier);
	return ret;
}

static void put_step(struct html *html, const struct library *library, size_t from, enum word which,
		     const char *relation)
{
	const struct view *view = &library->call->view;
	const char *q = library->call->words.q;
	char query[32 + PAGE_WORD_MAX];

	/* what is no code finds nobody, and has no further lines */
	snprintf(query, sizeof(query), "from=%zu&q=%.*s", from, (int)strspn(q, code_characters), q);
	html_markup(html, "<a rel=\"%s\"", relation);
	link_put(html, view, "/", query);
	html_markup(html, ">");
	word_put(html, view, which);
	html_markup(html, "</a> ");
}

static int put_table(struct html *html, const struct library *library, struct error *err)
{
	static const int heads[] = {WORD_SUBJECT,   WORD_LAST_SESSION, WORD_SESSIONS, WORD_COURSE,
				    WORD_ASYMMETRY, WORD_CHANGE,       WORDS_END};
	size_t end =
		library->from + LINES < library->count ? library->from + LINES : library->count;
	int ret = 0;

	html_markup(html, "<div class=\"wide\"><table class=\"library\">");
	put_heads(html, &library->call->view, heads);
	html_markup(html, "<tbody>\n");
	for (size_t i = library->from; i < end && !ret; i++)
		ret = put_line(html, library, i, err);
	html_markup(html, "</tbody></table></div>\n<p>");
	if (library->from)
		put_step(html, library, library->from < LINES ? 0 : library->from - LINES,
			 WORD_EARLIER, "prev");
	if (end < library->count)
		put_step(html, library, end, WORD_LATER, "next");
	html_markup(html, "</p>\n");
	return ret;
}

static int put_library(struct html *html, struct library *library, struct error *err)
{
	const struct page_call *call = library->call;
	struct frame frame = {.view = &call->view,
			      .title = page_word(WORD_SUBJECTS, call->view.language),
			      .here = "/"};
	bool is_empty = !library->count;
	int ret = 0;

	keep_matching(library);
	frame_begin(html, &frame);
	html_markup(html, "<h1>");
	word_put(html, &call->view, WORD_SUBJECTS);
	html_markup(html, "</h1>\n");
	put_search(html, call);
	if (library->count) {
		ret = put_table(html, library, err);
	} else {
		html_markup(html, "<p>");
		word_put(html, &call->view, is_empty ? WORD_EMPTY : WORD_NOBODY);
		html_markup(html, "</p>\n");
	}
	put_notice(html, call);
	frame_end(html);
	return ret;
}

int page_library(const struct page_study *study, const struct page_call *call, struct page *page,
		 struct error *err)
{
	struct library library = {.study = study, .call = call};
	int ret = registry_open(&library.registry, study->folder, false, err);

	if (ret)
		return ret;
	ret = registry_subjects(library.registry, &library.subject, &library.count, err);
	if (!ret)
		ret = put_library(&page->body, &library, err);
	free(library.subject);
	registry_close(library.registry);
	return ret;
}
