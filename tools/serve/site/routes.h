/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which request is answered by what: the one table. */
#ifndef TOOLS_SERVE_SITE_ROUTES_H
#define TOOLS_SERVE_SITE_ROUTES_H

#include "tools/serve/site/site.h"

enum route_flag {
	ROUTE_OPEN = 1,   /* needs no login */
	ROUTE_TOKEN = 2,  /* needs the session's token: everything that changes something */
	ROUTE_WRITES = 4, /* the page's process may change the study */
	ROUTE_SYNC = 8,   /* the registry is brought up to date before */
};

struct route {
	enum method method;
	const char *path; /* parts of it that are ":id" stand for 32 hex digits, "*" for any one */
	unsigned flags;
	const char *audit; /* what the audit log calls it; NULL = not logged */
	site_handler *answer;
	page_maker *page; /* of answer_page */
};

extern const struct route site_routes[]; /* a NULL path ends it */
/* The route of a request, with its ids put into it; NULL: *known says whether the path has another
 * method. */
const struct route *route_find(const struct route *table, struct request *, bool *known);

#endif
