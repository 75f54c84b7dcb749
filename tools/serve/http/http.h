/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP on a loopback address: libmicrohttpd stays behind this file. A thread a connection; one that
 * is silent, slow, too large or too many costs itself only. */
#ifndef TOOLS_SERVE_HTTP_HTTP_H
#define TOOLS_SERVE_HTTP_HTTP_H

#include "tools/serve/http/listen.h"
#include "tools/serve/http/request.h"

enum { HTTP_CONNECTIONS = 64, HTTP_SILENCE_S = 20, HTTP_REQUEST_S = 20 };

struct http;

/* Called in the connection's thread, for several requests at once; response is all zero before. */
typedef void http_answer(void *ctx, struct request *, struct response *);

/* HINGE_EREFUSED: the address is in use. */
int http_start(struct http **out, const struct listen_address *, http_answer *, void *ctx,
	       struct error *);
unsigned http_port(const struct http *);
/* Ends streams as soon as their read() returns. NULL is fine. */
void http_stop(struct http *);

#endif
