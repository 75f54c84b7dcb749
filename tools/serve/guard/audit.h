/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who saw and did what: a line of JSON each, appended to a file of mode 0600. A line holds the
 * SHA-256 of the line before it and, last, of itself: what is changed or taken out later shows. It
 * names pages and ids, never people. */
#ifndef TOOLS_SERVE_GUARD_AUDIT_H
#define TOOLS_SERVE_GUARD_AUDIT_H

#include "formats/error.h"

#include <stddef.h>

struct audit; /* safe to share between threads */

/* Makes the file where there is none, checks what is there. HINGE_EREFUSED: another process keeps
 * it; HINGE_EFORMAT: it was changed. */
int audit_open(struct audit **out, const char *path, struct error *);
void audit_close(struct audit *); /* NULL is fine */

struct audit_entry {
	const char *who;   /* "local", or the first digits of a session's hash */
	const char *event; /* "view-trial" "login-failed" ... */
	const char *id;    /* of what was seen; "" = none */
	int status;        /* of the answer */
};
/* HINGE_EWRITE: what happened could not be noted; the file holds whole lines only. */
int audit_add(struct audit *, const struct audit_entry *, struct error *);

/* HINGE_EFORMAT with the first line that is not as it was written. *lines may be NULL. */
int audit_verify(const char *path, size_t *lines, struct error *);

#endif
