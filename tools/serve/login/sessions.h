/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is logged in. A session ends 15 min after it was used last, 8 h after the login at the
 * latest. Ids and tokens are 256 random bits; of ids only the SHA-256 is kept. */
#ifndef TOOLS_SERVE_LOGIN_SESSIONS_H
#define TOOLS_SERVE_LOGIN_SESSIONS_H

#include "formats/error.h"
#include "tools/serve/http/request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SESSIONS_MAX = 64, SESSION_IDLE_S = 900, SESSION_WHOLE_S = 28800 };

/* 64 hex digits nobody can guess. HINGE_EAGAIN: the system has none. */
int secret_make(char secret[SECRET_SIZE], struct error *);
/* In a time that does not tell how much of it is the same. NULL is nobody's. */
bool secret_is(const char *secret, const char *given);

struct sessions; /* safe to share between threads */

struct sessions *sessions_new(void); /* NULL: out of memory */
void sessions_free(struct sessions *);

/* A new one, with an id nobody has seen before; where there are too many, the one that was not used
 * for longest ends. Times: seconds of a clock that only goes forward. */
int sessions_open(struct sessions *, int64_t now_s, char id[SECRET_SIZE], struct error *);
/* false: there is none of this id any more. Using it keeps it alive; token (may be NULL) is what
 * its forms carry. */
bool sessions_use(struct sessions *, const char *id, int64_t now_s, char token[SECRET_SIZE]);
void sessions_close(struct sessions *, const char *id);

#endif
