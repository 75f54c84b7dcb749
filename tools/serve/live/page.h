/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live page: for the technician, or the balance that a patient trains with. What moves in it is
 * assets/live.js. */
#ifndef TOOLS_SERVE_LIVE_PAGE_H
#define TOOLS_SERVE_LIVE_PAGE_H

#include "tools/report/html.h"

struct live_page {
	const char *language; /* "en" "de" */
	const char *token;    /* that its calls carry */
	bool is_feedback;
};

/* The whole page. */
void live_page(struct html *, const struct live_page *);

#endif
