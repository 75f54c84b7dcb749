/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever takes too long to ask is hung up on, however busily he drips bytes. */
#ifndef TOOLS_SERVE_HTTP_DEADLINES_H
#define TOOLS_SERVE_HTTP_DEADLINES_H

#include "formats/error.h"

#include <stddef.h>

struct deadlines;
struct deadline; /* of a connection */

int deadlines_start(struct deadlines **out, size_t connections, int seconds, struct error *);
void deadlines_stop(struct deadlines *); /* NULL is fine */

/* A connection that is to ask from now on; NULL: there is no room. */
struct deadline *deadline_new(struct deadlines *, int fd);
/* It has asked, and is answered for as long as it takes. */
void deadline_hold(struct deadlines *, struct deadline *);
/* It may ask again, from now on. */
void deadline_renew(struct deadlines *, struct deadline *);
/* Before fd is closed; NULL is fine. */
void deadline_free(struct deadlines *, struct deadline *);

#endif
