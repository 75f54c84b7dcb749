/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge serve`: pages of a study and the live screen, for this computer. */
#ifndef TOOLS_SERVE_SERVE_H
#define TOOLS_SERVE_SERVE_H

#include "tools/serve/http/listen.h"

struct config;

struct serve_options {
	struct listen_address listen;
	const char *study; /* NULL = none: only the live page */
	const char *state; /* where password and audit log are; NULL = the user's own place */
	const struct config *config;
	bool json; /* how the address is printed */
};

/* Until SIGINT, SIGTERM or SIGHUP; prints the address on standard output once it answers. */
int serve(const struct serve_options *, struct error *);
/* Asks for a password twice (or reads a line where standard input is no terminal) and keeps it. */
int serve_set_password(const struct serve_options *, struct error *);
/* Checks the audit log and says how many lines it has. */
int serve_check_log(const struct serve_options *, struct error *);

#endif
