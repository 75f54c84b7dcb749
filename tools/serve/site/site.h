/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is served, and how a request is let in: host, size, origin, route, login, token, in this
 * order; what was seen and done is noted in the audit log. */
#ifndef TOOLS_SERVE_SITE_SITE_H
#define TOOLS_SERVE_SITE_SITE_H

#include "tools/serve/guard/audit.h"
#include "tools/serve/hub/hub.h"
#include "tools/serve/login/lockout.h"
#include "tools/serve/login/password.h"
#include "tools/serve/login/sessions.h"
#include "tools/serve/pages/parts/words.h"
#include "tools/serve/worker/keeper.h"

#include <pthread.h>

struct route;

struct site {
	struct page_study study; /* folder NULL = none */
	unsigned port;
	const struct route *routes;
	struct hub *hub;
	struct keeper *keeper;
	struct audit *audit;
	struct sessions *sessions;
	struct password *password; /* NULL = nobody logs in */
	char token[SECRET_SIZE];   /* of forms, where there is no session */

	pthread_mutex_t login_lock;
	struct lockout lockout;

	pthread_mutex_t sync_lock;
	int64_t synced_s;           /* when the registry was brought up to date */
	char notice[PAGE_TEXT_MAX]; /* what it could not read then */
};

/* As http_answer. */
void site_answer(void *site, struct request *, struct response *);

/* A page that says what is wrong, or JSON to what is called by a script. */
void answer_problem(const struct request *, struct response *, int status, enum word text);
void answer_problem_text(const struct request *, struct response *, int status, const char *text);
void answer_redirect(struct response *, const char *location);
/* Begins an HTML answer. */
void answer_html(struct response *, int status);

/* Of the clock that sessions and tries are timed by. */
int64_t site_now_s(void);

/* --- answers of the table (routes.c) --- */
typedef void site_handler(struct site *, const struct request *, struct response *);
site_handler answer_page, answer_login_page, answer_login, answer_logout;

#endif
