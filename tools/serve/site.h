/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is served, and how a request is let in: host, route, origin, login, token, in this order. */
#ifndef TOOLS_SERVE_SITE_H
#define TOOLS_SERVE_SITE_H

#include "tools/serve/request.h"

struct hub;

struct site {
	const char *study;
	struct hub *hub;
	unsigned port;
};

/* As http_answer. */
void site_answer(void *site, struct request *, struct response *);

/* A page that says what is wrong and what to do. */
void answer_problem(struct response *, int status, const char *title, const char *text);
void answer_redirect(struct response *, const char *location);

#endif
