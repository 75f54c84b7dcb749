/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which request is answered by what: the one table. */
#ifndef TOOLS_SERVE_ROUTES_H
#define TOOLS_SERVE_ROUTES_H

#include "tools/serve/request.h"

struct site;

enum route_flag {
	ROUTE_OPEN = 1,  /* needs no login */
	ROUTE_TOKEN = 2, /* needs the session's token: everything that changes something */
};

struct route {
	enum method method;
	const char *path; /* parts of it that are ":id" stand for 32 hex digits */
	unsigned flags;
	const char *audit; /* what the audit log calls it; NULL = not logged */
	void (*answer)(struct site *, const struct request *, struct response *);
};

extern const struct route routes[]; /* a NULL path ends it */

/* The route of a request, with its ids put into it; NULL: *known says whether the path has another
 * method. */
const struct route *route_find(const struct route *table, struct request *, bool *known);

#endif
