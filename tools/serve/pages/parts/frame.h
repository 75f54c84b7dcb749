/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page has around it, and how the reader's wishes are kept from page to page. */
#ifndef TOOLS_SERVE_PAGES_PARTS_FRAME_H
#define TOOLS_SERVE_PAGES_PARTS_FRAME_H

#include "tools/serve/pages/page.h"
#include "tools/serve/pages/parts/words.h"

/* here: this page's own address ("/trial/..."), with its query ("?rep=2", "" = none), both ours or
 * checked: the links that change unit and language lead there. NULL: no such links. */
struct frame {
	const struct view *view;
	const char *title;
	char here[128], query[128];
	/* only a page that shows forces has the choice of their unit */
	enum { FORCES_NONE, FORCES_SHOWN, FORCES_WITHOUT_BODY_MASS } forces;
};

/* Up to and with <main>. */
void frame_begin(struct html *, const struct frame *);
void frame_end(struct html *);

/* " href=..." of a page, with the reader's wishes. path and query are ours. */
void link_put(struct html *, const struct view *, const char *path, const char *query);
/* The wishes as hidden fields, for a form that is sent with GET. */
void wishes_put(struct html *, const struct view *);
/* A text of the page's language; markup cannot be in it. */
void word_put(struct html *, const struct view *, enum word);

#endif
