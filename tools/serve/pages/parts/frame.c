/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/parts/frame.h"

#include <stdio.h>
#include <string.h>

/* of the query */
static const char *const unit_codes[] = {"n", "kg", "bw"};
static const char *const language_codes[] = {"en", "de"};

void word_put(struct html *html, const struct view *view, enum word which)
{
	html_text(html, "%s", page_word(which, view->language));
}

void link_put(struct html *html, const struct view *view, const char *path, const char *query)
{
	html_markup(html, " href=\"");
	html_text(html, "%s?unit=%s&lang=%s%s%s", path, unit_codes[view->unit], view->language,
		  *query ? "&" : "", query);
	html_markup(html, "\"");
}

void wishes_put(struct html *html, const struct view *view)
{
	html_markup(html, "<input type=\"hidden\" name=\"unit\" value=\"%s\">",
		    unit_codes[view->unit]);
	html_markup(html, "<input type=\"hidden\" name=\"lang\" value=\"");
	html_text(html, "%s", view->language);
	html_markup(html, "\">");
}

static void put_choice(struct html *html, const struct frame *frame, const struct view *view,
		       bool chosen, const char *text)
{
	html_markup(html, "<a");
	link_put(html, view, frame->here, frame->query);
	html_markup(html, "%s>", chosen ? " aria-current=\"true\"" : "");
	html_text(html, "%s", text);
	html_markup(html, "</a> ");
}

static void put_no_body_weight(struct html *html, const struct view *view, const char *name)
{
	html_markup(html, "<span class=\"soft\">");
	html_text(html, "%s (%s)", name, page_word(WORD_NO_BODY_MASS, view->language));
	html_markup(html, "</span>");
}

static void put_units(struct html *html, const struct frame *frame)
{
	const char *language = frame->view->language;
	const char *const names[] = {"N", "kg", page_word(WORD_BODY_WEIGHT, language)};
	bool lacks_mass = frame->forces == FORCES_WITHOUT_BODY_MASS;
	enum shown_unit shown = lacks_mass && frame->view->unit == SHOW_BODY_WEIGHT
					? SHOW_NEWTON
					: frame->view->unit;

	html_markup(html, "<span class=\"choice\">");
	word_put(html, frame->view, WORD_FORCE_UNIT);
	html_markup(html, " ");
	for (int unit = SHOW_NEWTON; unit <= SHOW_BODY_WEIGHT; unit++) {
		struct view view = *frame->view;

		view.unit = (enum shown_unit)unit;
		if (unit == SHOW_BODY_WEIGHT && lacks_mass)
			put_no_body_weight(html, frame->view, names[unit]);
		else
			put_choice(html, frame, &view, view.unit == shown, names[unit]);
	}
	html_markup(html, "</span> ");
}

static void put_languages(struct html *html, const struct frame *frame)
{
	html_markup(html, "<span class=\"choice\">");
	for (size_t i = 0; i < sizeof(language_codes) / sizeof(language_codes[0]); i++) {
		struct view view = *frame->view;

		strcpy(view.language, language_codes[i]);
		put_choice(html, frame, &view, !strcmp(view.language, frame->view->language),
			   page_word(WORD_CODE, view.language));
	}
	html_markup(html, "</span> ");
}

static void put_log_out(struct html *html, const struct view *view)
{
	html_markup(html, "<form method=\"post\" action=\"/logout\"><input type=\"hidden\" "
			  "name=\"token\" value=\"");
	html_text(html, "%s", view->token);
	html_markup(html, "\"><button>");
	word_put(html, view, WORD_LOG_OUT);
	html_markup(html, "</button></form>");
}

static void put_navigation(struct html *html, const struct frame *frame)
{
	const struct view *view = frame->view;

	html_markup(html, "<header class=\"site\"><nav aria-label=\"hinge\"><a");
	link_put(html, view, "/", "");
	html_markup(html, ">");
	word_put(html, view, WORD_SUBJECTS);
	html_markup(html, "</a> <a");
	link_put(html, view, "/live", "");
	html_markup(html, ">");
	word_put(html, view, WORD_LIVE);
	html_markup(html, "</a></nav> ");
	if (*frame->here) {
		if (frame->forces)
			put_units(html, frame);
		put_languages(html, frame);
	}
	if (view->has_login)
		put_log_out(html, view);
	html_markup(html, "</header>\n");
}

void frame_begin(struct html *html, const struct frame *frame)
{
	html_markup(html, "<!DOCTYPE html>\n<html lang=\"");
	html_text(html, "%s", frame->view->language);
	html_markup(html, "\">\n<head>\n<meta charset=\"utf-8\">\n"
			  "<meta name=\"viewport\" content=\"width=device-width, "
			  "initial-scale=1\">\n<title>");
	html_text(html, "%s", frame->title);
	html_markup(html, " – hinge</title>\n<link rel=\"icon\" href=\"/assets/icon.svg\">\n"
			  "<link rel=\"stylesheet\" href=\"/assets/app.css\">\n"
			  "<link rel=\"stylesheet\" href=\"/assets/report.css\">\n"
			  "</head>\n<body>\n");
	put_navigation(html, frame);
	html_markup(html, "<main>\n");
}

void frame_end(struct html *html)
{
	html_markup(html, "</main>\n</body>\n</html>\n");
}
