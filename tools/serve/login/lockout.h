/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Five wrong passwords within 15 min: no further try until the first of them is 15 min old. */
#ifndef TOOLS_SERVE_LOGIN_LOCKOUT_H
#define TOOLS_SERVE_LOGIN_LOCKOUT_H

#include <stdint.h>

enum { LOCKOUT_TRIES = 5, LOCKOUT_S = 900 };

struct lockout {
	int64_t failed_s[LOCKOUT_TRIES]; /* the last ones, oldest first */
	int failures;
};

/* Seconds until a password may be tried; 0 = now. */
int64_t lockout_wait_s(const struct lockout *, int64_t now_s);
void lockout_fail(struct lockout *, int64_t now_s);
void lockout_reset(struct lockout *);

#endif
