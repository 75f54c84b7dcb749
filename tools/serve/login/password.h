/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one password of the pages: argon2id in a file of mode 0600; libsodium stays behind this. */
#ifndef TOOLS_SERVE_LOGIN_PASSWORD_H
#define TOOLS_SERVE_LOGIN_PASSWORD_H

#include "formats/error.h"

#include <stdbool.h>

enum { PASSWORD_MIN = 8, PASSWORD_MAX = 1024 };

/* Writes the file, replacing an earlier one. HINGE_EREFUSED: too short or too long. Changes the
 * process's umask while it runs: not beside other threads. */
int password_set(const char *path, const char *password, struct error *);

struct password;

/* *out is NULL where there is no file: no password is asked for. HINGE_EREFUSED where others may
 * read it; HINGE_EFORMAT where it is none. */
int password_load(struct password **out, const char *path, struct error *);
void password_free(struct password *);
/* One at a time, since each takes 64 MiB; the others wait. */
bool password_is(struct password *, const char *given);

#endif
