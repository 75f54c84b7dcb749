/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP on a loopback address: libmicrohttpd stays behind this file. A thread a connection; one that
 * is silent, slow, too large or too many costs itself only: it is hung up on when it has not asked
 * by the deadline, or has taken nothing of its answer for as long. */
#ifndef TOOLS_SERVE_HTTP_HTTP_H
#define TOOLS_SERVE_HTTP_HTTP_H

#include "tools/serve/http/listen.h"
#include "tools/serve/http/request.h"

enum { HTTP_CONNECTIONS = 64, HTTP_DEADLINE_S = 20 };

struct http;

/* Called in the connection's thread, for several requests at once; response is all zero before. */
typedef void http_answer(void *ctx, struct request *, struct response *);

struct http_service {
	struct listen_address listen;
	int deadline_s;
	http_answer *answer;
	void *ctx;
};

/* HINGE_EREFUSED: the address is in use. */
int http_start(struct http **out, const struct http_service *, struct error *);
unsigned http_port(const struct http *);
/* Ends streams as soon as their read() returns. NULL is fine. */
void http_stop(struct http *);

#endif
