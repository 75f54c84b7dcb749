/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/live/page.h"

#include "tools/serve/live/words.h"

#include <stdio.h>

/* A page of these few words: say(KEY) puts one. */
#define say(key)  html_text(html, "%s", live_word(page->language, key))
#define put(text) html_markup(html, "%s", text)

static void put_head(struct html *html, const struct live_page *page)
{
	html_markup(html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		    page->language);
	put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	say(page->is_feedback ? "title_feedback" : "title");
	put(" – hinge</title>\n<link rel=\"icon\" href=\"/assets/icon.svg\">\n<link "
	    "rel=\"stylesheet\" href=\"/assets/app.css\">\n"
	    "<link rel=\"stylesheet\" href=\"/assets/live.css\">\n");
	if (!page->is_feedback)
		put("<link rel=\"stylesheet\" href=\"/assets/uplot.css\">\n"
		    "<script src=\"/assets/uplot.js\" defer></script>\n");
	put("<script type=\"module\" src=\"/assets/live.js\"></script>\n</head>\n");
}

static void put_sign(struct html *html, const struct live_page *page)
{
	put("<header class=\"sign\">\n<h1 id=\"set\">");
	say("no_set");
	put("</h1>\n<p><strong id=\"sign\" role=\"status\" data-kind=\"busy\">");
	say("connecting");
	put("</strong> <span id=\"clock\"></span></p>\n</header>\n<noscript><p>");
	say("scripts");
	put("</p></noscript>\n");
}

static void put_foot(struct html *html, const struct live_page *page, const char *side)
{
	html_markup(html, "<div class=\"foot %s\"><h2>", side);
	say(side);
	html_markup(html, "</h2><p class=\"digits\" id=\"%s\">–</p></div>\n", side);
}

static void put_balance(struct html *html, const struct live_page *page)
{
	put("<section class=\"balance\" aria-label=\"");
	say("balance");
	put("\">\n<div class=\"ends\" aria-hidden=\"true\"><span>");
	say("left");
	put("</span><span>");
	say("right");
	put("</span></div>\n<div id=\"bar\"><div id=\"band\"></div><div id=\"middle\"></div>"
	    "<div id=\"needle\" hidden></div></div>\n<p id=\"balance-says\"></p>\n</section>\n");
}

static void put_field(struct html *html, const struct live_page *page, const char *name,
		      const char *key, const char *attributes)
{
	put("<label>");
	say(key);
	html_markup(html, " <input name=\"%s\" %s></label>\n", name, attributes);
}

static void put_goal(struct html *html, const struct live_page *page)
{
	put("<details class=\"goal\"><summary>");
	say("settings");
	put("</summary>\n");
	put_field(html, page, "goal", "goal",
		  "id=\"goal\" type=\"number\" min=\"35\" max=\"65\" step=\"0.5\" value=\"50\"");
	put_field(html, page, "goal-width", "goal_width",
		  "id=\"goal-width\" type=\"number\" min=\"0.5\" max=\"10\" step=\"0.5\" "
		  "value=\"2.5\"");
	put("</details>\n");
}

static void put_form(struct html *html, const struct live_page *page)
{
	put("<form id=\"set-form\" autocomplete=\"off\">\n");
	put_field(html, page, "subject", "subject",
		  "required pattern=\"[A-Z0-9\\-]{1,32}\" maxlength=\"32\" size=\"10\" "
		  "aria-describedby=\"subject-hint\"");
	put_field(html, page, "session", "session",
		  "value=\"01\" pattern=\"[A-Z0-9\\-]{1,32}\" maxlength=\"32\" size=\"6\"");
	put_field(html, page, "load_kg", "load",
		  "type=\"number\" min=\"0\" max=\"1000\" step=\"0.5\"");
	put_field(html, page, "reps", "planned", "type=\"number\" min=\"1\" max=\"1000\"");
	put("<label>");
	say("unit");
	put(" <select id=\"unit\"><option value=\"share\">");
	say("unit_share");
	put("</option><option value=\"kg\">kg</option><option value=\"n\">N</option>"
	    "<option value=\"bw\">");
	say("unit_bw");
	put("</option></select></label>\n<small id=\"subject-hint\">");
	say("subject");
	put(": ");
	say("subject_hint");
	put("</small>\n</form>\n");
}

static void put_key(struct html *html, const struct live_page *page, const char *id,
		    const char *key, const char *shortcut)
{
	html_markup(html, "<button type=\"button\" id=\"%s\"%s%s%s disabled>", id,
		    *shortcut ? " aria-keyshortcuts=\"" : "", shortcut, *shortcut ? "\"" : "");
	say(key);
	put("</button>\n");
}

static void put_keys(struct html *html, const struct live_page *page)
{
	put("<div class=\"keys\">\n");
	put_key(html, page, "zero", "zero_key", "z");
	put_key(html, page, "start", "start", "Space PageDown");
	put_key(html, page, "redo", "redo", "");
	put_key(html, page, "discard", "discard", "d");
	put_key(html, page, "note", "note", "n");
	put("<button type=\"button\" id=\"sound\" aria-pressed=\"true\">");
	say("sound");
	put("</button>\n</div>\n<p id=\"problem\" role=\"alert\"></p>\n<p id=\"done\" "
	    "role=\"status\"></p>\n<p class=\"hint\">");
	say("keys");
	put("</p>\n<p id=\"plates\"></p>\n");
}

static void put_card(struct html *html, const struct live_page *page)
{
	put("<section id=\"card\" aria-labelledby=\"card-title\" hidden>\n<h2 id=\"card-title\">");
	say("card");
	put("</h2>\n<p id=\"verdict\"></p>\n<dl></dl>\n</section>\n");
}

static void put_dialog(struct html *html, const struct live_page *page, const char *name,
		       const char *field)
{
	char key[24];

	html_markup(html,
		    "<dialog id=\"%s-ask\" aria-labelledby=\"%s-title\">"
		    "<form method=\"dialog\"><p id=\"%s-title\">",
		    name, name, name);
	snprintf(key, sizeof(key), "%s_ask", name);
	say(key);
	html_markup(html, "</p>%s<button value=\"yes\">", field);
	snprintf(key, sizeof(key), "%s_yes", name);
	say(key);
	put("</button> <button value=\"\">");
	say("cancel");
	put("</button></form></dialog>\n");
}

static void put_reps(struct html *html, const struct live_page *page)
{
	put("<p class=\"reps\" aria-live=\"polite\">");
	say("reps");
	put(" <strong id=\"rep-count\">0</strong> · ");
	say("last");
	put(": <strong id=\"rep-last\">–</strong></p>\n");
}

static void put_technician(struct html *html, const struct live_page *page)
{
	put("<section class=\"feet\" aria-label=\"");
	say("feet");
	put("\">\n");
	put_foot(html, page, "left");
	put_foot(html, page, "right");
	put("</section>\n");
	put_balance(html, page);
	put("<div id=\"strip\" role=\"img\" aria-label=\"");
	say("strip");
	put("\"></div>\n");
	put_reps(html, page);
	put_card(html, page);
	put_keys(html, page);
	put_form(html, page);
	put_goal(html, page);
	put_dialog(html, page, "discard", "");
	put_dialog(html, page, "note",
		   "<textarea rows=\"3\" cols=\"40\" maxlength=\"900\" "
		   "aria-labelledby=\"note-title\"></textarea>");
	html_markup(html, "<p><a href=\"/?lang=%s\">", page->language);
	say("subjects");
	put("</a> · ");
	html_markup(html, "<a href=\"/live?feedback&amp;lang=%s\">", page->language);
	say("to_feedback");
	put("</a></p>\n");
}

static void put_patient(struct html *html, const struct live_page *page)
{
	put_balance(html, page);
	put("<p class=\"inside\" aria-live=\"polite\"><strong id=\"rep-inside\">0</strong> ");
	say("of");
	put(" <span id=\"rep-of\">0</span> ");
	say("inside");
	put("</p>\n");
	put_goal(html, page);
	html_markup(html, "<p><a href=\"/live?lang=%s\">", page->language);
	say("to_live");
	put("</a></p>\n");
}

void live_page(struct html *html, const struct live_page *page)
{
	put_head(html, page);
	html_markup(html, "<body class=\"live\">\n<main id=\"live\"%s data-token=\"",
		    page->is_feedback ? " data-feedback" : "");
	html_text(html, "%s", page->token);
	put("\">\n<div id=\"words\" hidden");
	live_words_put(html, page->language);
	put("></div>\n");
	put_sign(html, page);
	if (page->is_feedback)
		put_patient(html, page);
	else
		put_technician(html, page);
	put("</main>\n</body>\n</html>\n");
}
