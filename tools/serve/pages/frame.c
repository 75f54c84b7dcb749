/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/frame.h"

void frame_begin(struct html *html, const char *title)
{
	html_markup(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			  "<meta name=\"viewport\" content=\"width=device-width, "
			  "initial-scale=1\">\n<title>");
	html_text(html, "%s", title);
	html_markup(html, " – hinge</title>\n<link rel=\"stylesheet\" href=\"/assets/app.css\">\n"
			  "</head>\n<body>\n<header><nav><a href=\"/\">Subjects</a> "
			  "<a href=\"/live\">Live</a></nav></header>\n<main>\n");
}

void frame_end(struct html *html)
{
	html_markup(html, "</main>\n</body>\n</html>\n");
}
