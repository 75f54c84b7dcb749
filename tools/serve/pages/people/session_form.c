/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person said in a session: the form, and taking it. */
#include "tools/serve/pages/parts/cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char code_characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
static const struct {
	enum stage stage;
	enum word word;
} stages[] = {{STAGE_UNKNOWN, WORD_UNKNOWN},
	      {STAGE_RELIEVE, WORD_RELIEVE},
	      {STAGE_FIX, WORD_FIX},
	      {STAGE_PLAN, WORD_PLAN}};

static void put_field_begin(struct html *html, const struct view *view, enum word label)
{
	html_markup(html, "<label>");
	word_put(html, view, label);
	html_markup(html, " ");
}

static void put_session_fields(struct html *html, const struct page_call *call, const char *code)
{
	const struct view *view = &call->view;

	put_field_begin(html, view, WORD_SESSION);
	html_markup(html, "<input name=\"session\" required maxlength=\"32\" "
			  "pattern=\"[A-Z0-9\\-]+\" value=\"");
	html_text(html, "%s", code);
	html_markup(html, "\"></label> ");
	put_field_begin(html, view, WORD_DATE);
	html_markup(html, "<input name=\"date\" type=\"date\"></label> ");
}

static void put_pain_field(struct html *html, const struct view *view)
{
	put_field_begin(html, view, WORD_PAIN);
	html_markup(html, "<select name=\"pain\"><option value=\"\">");
	word_put(html, view, WORD_UNKNOWN);
	html_markup(html, "</option>");
	for (int pain = 0; pain <= REGISTRY_PAIN_MAX; pain++)
		html_markup(html, "<option>%d</option>", pain);
	html_markup(html, "</select></label> ");
}

static void put_stage_field(struct html *html, const struct view *view)
{
	put_field_begin(html, view, WORD_STAGE);
	html_markup(html, "<select name=\"stage\">");
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
		html_markup(html, "<option value=\"%s\">", stage_name(stages[i].stage));
		word_put(html, view, stages[i].word);
		html_markup(html, "</option>");
	}
	html_markup(html, "</select></label> ");
}

void put_session_form(struct html *html, const struct page_call *call, const char *code)
{
	const struct view *view = &call->view;

	html_markup(html, "<section><h2>");
	word_put(html, view, WORD_ABOUT_SESSION);
	html_markup(html, "</h2><form method=\"post\" action=\"/subject/%s/session\">",
		    call->id[0]);
	html_markup(html, "<input type=\"hidden\" name=\"token\" value=\"");
	html_text(html, "%s", view->token);
	html_markup(html, "\">");
	wishes_put(html, view);
	put_session_fields(html, call, code);
	put_pain_field(html, view);
	put_stage_field(html, view);
	put_field_begin(html, view, WORD_NOTE);
	html_markup(html, "<input name=\"note\" maxlength=\"500\"></label> <button>");
	word_put(html, view, WORD_SAVE);
	html_markup(html, "</button></form></section>\n");
}

static int take_session(struct registry_session *session, const struct page_call *call,
			struct error *err)
{
	const struct page_words *words = &call->words;
	char *end;
	long pain = strtol(words->pain, &end, 10);

	if (*words->pain && (*end || pain < 0 || pain > REGISTRY_PAIN_MAX))
		return fail(err, HINGE_EUSAGE, "%s", page_word(WORD_BAD_PAIN, call->view.language));
	if (!stage_parse(words->stage, &session->stage))
		return fail(err, HINGE_EUSAGE, "%s",
			    page_word(WORD_BAD_STAGE, call->view.language));
	if (!*words->session || strspn(words->session, code_characters) != strlen(words->session))
		return fail(err, HINGE_EUSAGE, "%s",
			    page_word(WORD_BAD_SESSION, call->view.language));
	session->pain = *words->pain ? (int)pain : REGISTRY_PAIN_UNKNOWN;
	snprintf(session->session, sizeof(session->session), "%s", words->session);
	snprintf(session->date, sizeof(session->date), "%s", words->date);
	snprintf(session->note, sizeof(session->note), "%s", words->note);
	return 0;
}

int page_session_form(const struct page_study *study, const struct page_call *call,
		      struct page *page, struct error *err)
{
	struct registry_subject subject;
	struct registry_session session = {.pain = REGISTRY_PAIN_UNKNOWN};
	struct registry *registry;
	int ret = take_session(&session, call, err);

	if (!ret)
		ret = registry_open(&registry, study->folder, true, err);
	if (ret)
		return ret;
	ret = study_find_subject(registry, call->id[0], &subject, err);
	if (!ret) {
		memcpy(session.subject, subject.code, sizeof(session.subject));
		ret = registry_note_session(registry, &session, err);
	}
	registry_close(registry);
	page->status = 303;
	snprintf(page->location, sizeof(page->location), "/subject/%s", call->id[0]);
	return ret;
}
