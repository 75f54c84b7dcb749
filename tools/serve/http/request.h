/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked and what is answered, free of the library that carries it. */
#ifndef TOOLS_SERVE_HTTP_REQUEST_H
#define TOOLS_SERVE_HTTP_REQUEST_H

#include "tools/report/html.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER };

enum { FIELDS_MAX = 32, PATH_IDS = 2, ID_SIZE = 33, SECRET_SIZE = 65, BODY_MAX = 16384 };

/* Of a query or a form, decoded; borrowed. Of a query what is beyond FIELDS_MAX is left out; such a
 * form is too large. */
struct fields {
	size_t count;
	struct field {
		const char *name, *value;
	} field[FIELDS_MAX];
};

/* NULL where there is none, the first where there are several. */
const char *fields_get(const struct fields *, const char *name);

/* Texts are borrowed and live until the answer is given; NULL = not sent. */
struct request {
	enum method method;
	const char *path; /* decoded, without the query */
	const char *host, *origin, *session, *token, *language;
	bool too_large; /* the body was not taken */
	struct fields query, form;
	char form_token[SECRET_SIZE]; /* what the forms of the answer must carry; set by the gate */
	bool has_login;               /* there is a session; set by the gate */
	/* what stands in the path for :id, in order; set by the router */
	char id[PATH_IDS][ID_SIZE];
};

/* An answer that goes on. read() blocks until there is something, for some seconds at most, and
 * runs in a thread of its own; it gives the bytes written into buffer, or -1 at the end. */
struct stream {
	ssize_t (*read)(void *ctx, char *buffer, size_t room);
	void (*close)(void *ctx);
	void *ctx;
};

struct response {
	int status;        /* of HTTP */
	const char *type;  /* literal */
	struct html body;  /* freed when it is sent */
	const char *fixed; /* instead of body: bytes that stay */
	size_t fixed_size;
	struct stream stream; /* instead of both, where read is set */
	char location[128];   /* "" = none */
	char cookie[160];     /* "" = none */
};

/* Where there is no memory for the text (NULL) it says that, with status 503. */
void response_json(struct response *, int status, const char *json);

#endif
