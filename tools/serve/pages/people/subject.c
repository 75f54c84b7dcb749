/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/document.h"
#include "tools/report/words/numbers.h"
#include "tools/serve/pages/parts/cells.h"
#include "tools/subject/study.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person {
	const struct page_study *study;
	const struct page_call *call;
	struct dossier dossier; /* trials by start */
	size_t first, second;   /* what is compared where nothing else is chosen */
};

/* --- the recordings, and two of them to compare --- */

static void put_link(struct html *html, const struct view *view, const char *format, const char *id,
		     enum word which)
{
	char path[64];

	snprintf(path, sizeof(path), "/trial/%s%s", id, format);
	html_markup(html, "<a");
	link_put(html, view, path, "");
	html_markup(html, ">");
	word_put(html, view, which);
	html_markup(html, "</a>");
}

static void put_choice(struct html *html, const struct view *view, const char *name, const char *id,
		       bool chosen, enum word label)
{
	html_markup(html, "<td><input type=\"radio\" name=\"%s\" value=\"%s\"%s aria-label=\"",
		    name, id, chosen ? " checked" : "");
	word_put(html, view, label);
	html_markup(html, "\"></td>");
}

static bool is_of_session(const struct registry_trial *a, const struct registry_trial *b)
{
	/* sessions without a code are told apart by their day */
	return !strcmp(a->session, b->session) &&
	       !strncmp(a->start_time, b->start_time, sizeof("2026-11-22") - 1);
}

/* The last recording, and of the session before that with the load nearest to its own: the loads
 * of one session are not there to be compared with each other. */
static void choose_two(struct person *person)
{
	const struct registry_trial *trial = person->dossier.trial, *before = NULL;
	size_t last = person->dossier.trials - 1;
	double nearest_kg = INFINITY;

	person->second = last;
	person->first = last ? last - 1 : last;
	for (size_t i = last; i-- > 0;) {
		double apart_kg = fabs(trial[i].load_kg - trial[last].load_kg);

		if (is_of_session(&trial[i], &trial[last]))
			continue;
		if (!before) {
			before = &trial[i];
			person->first = i;
		}
		if (!is_of_session(&trial[i], before))
			return;
		if (apart_kg < nearest_kg) {
			nearest_kg = apart_kg;
			person->first = i;
		}
	}
}

static void put_trial(struct html *html, const struct person *person, size_t index)
{
	const struct registry_trial *trial = &person->dossier.trial[index];
	const struct view *view = &person->call->view;
	char id[ID_SIZE];

	trial_id(trial->path, id);
	html_markup(html, "<tr><td>");
	put_day(html, view, trial->start_time);
	html_markup(html, "</td><td>");
	html_text(html, "%s", trial->session);
	html_markup(html, "</td><td>");
	html_text(html, "%s", recorded_say(language_find(view->language), trial->task));
	if (trial->run)
		html_text(html, " · %s %d", page_word(WORD_RUN, view->language), trial->run);
	html_markup(html, "</td><td>");
	put_load(html, view, trial->load_kg);
	html_markup(html, "</td><td>");
	put_link(html, view, "", id, WORD_REPORT);
	html_markup(html, "</td><td>");
	put_link(html, view, "/reps", id, WORD_REPS);
	html_markup(html, "</td>");
	put_choice(html, view, "a", id, index == person->first, WORD_FIRST);
	put_choice(html, view, "b", id, index == person->second, WORD_SECOND);
	html_markup(html, "</tr>\n");
}

static void put_trials(struct html *html, const struct person *person)
{
	static const int heads[] = {WORD_DATE, WORD_SESSION, WORD_TASK,   WORD_LOAD, WORD_REPORT,
				    WORD_REPS, WORD_FIRST,   WORD_SECOND, WORDS_END};
	const struct view *view = &person->call->view;

	html_markup(html, "<section><h2>");
	word_put(html, view, WORD_RECORDINGS);
	html_markup(html, "</h2><form method=\"get\" action=\"/compare\">");
	wishes_put(html, view);
	html_markup(html, "<div class=\"wide\"><table>");
	put_heads(html, view, heads);
	html_markup(html, "<tbody>\n");
	for (size_t i = person->dossier.trials; i-- > 0;)
		put_trial(html, person, i);
	html_markup(html, "</tbody></table></div><p><button>");
	word_put(html, view, WORD_COMPARE);
	html_markup(html, "</button></p></form></section>\n");
}

/* --- the page --- */

/* The last session's code, else none: a new one gets its date for a code. */
static const char *session_code(const struct person *person)
{
	size_t count = person->dossier.timeline->sessions;

	return count ? person->dossier.timeline->session[count - 1].session : "";
}

/* Page 2 of the report, of all sessions. */
static int put_sessions(struct html *html, const struct person *person, struct error *err)
{
	const struct language *language = language_find(person->call->view.language);
	struct document *document;
	int ret = subject_document(&document, person->dossier.timeline, NULL, language, err);

	if (ret)
		return ret;
	document_html_body(document, html);
	document_free(document);
	return 0;
}

/* The document has everything of a session but the words about it. */
static void put_notes(struct html *html, const struct person *person)
{
	const struct timeline *timeline = person->dossier.timeline;
	const struct view *view = &person->call->view;

	html_markup(html, "<ul>");
	for (size_t i = timeline->sessions; i-- > 0;) {
		const struct timeline_session *session = &timeline->session[i];

		if (!*session->note)
			continue;
		html_markup(html, "<li>");
		put_day(html, view, session->start_time);
		html_markup(html, " · ");
		html_text(html, "%s: %s", session->session, session->note);
		html_markup(html, "</li>");
	}
	html_markup(html, "</ul>\n");
}

static int put_person(struct html *html, const struct person *person, struct error *err)
{
	struct frame frame = {.view = &person->call->view, .title = person->dossier.subject.code};
	int ret;

	snprintf(frame.here, sizeof(frame.here), "/subject/%s", person->call->id[0]);
	frame_begin(html, &frame);
	ret = put_sessions(html, person, err);
	put_notes(html, person);
	if (person->dossier.trials)
		put_trials(html, person);
	put_session_form(html, person->call, session_code(person));
	frame_end(html);
	return ret;
}

static int read_person(struct person *person, struct error *err)
{
	struct registry_subject subject;
	struct registry *registry;
	int ret = registry_open(&registry, person->study->folder, false, err);

	if (ret)
		return ret;
	ret = study_find_subject(registry, person->call->id[0], &subject, err);
	if (!ret)
		ret = dossier_open(&person->dossier, registry, subject.code, person->study->config,
				   err);
	registry_close(registry);
	return ret;
}

int page_subject(const struct page_study *study, const struct page_call *call, struct page *page,
		 struct error *err)
{
	struct person person = {.study = study, .call = call};
	int ret = read_person(&person, err);

	if (!ret && person.dossier.trials)
		choose_two(&person);
	if (!ret)
		ret = put_person(&page->body, &person, err);
	dossier_close(&person.dossier);
	return ret;
}
