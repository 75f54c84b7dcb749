/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge serve`: pages of a study and the live screen, for this computer. */
#ifndef TOOLS_SERVE_SERVE_H
#define TOOLS_SERVE_SERVE_H

#include "tools/serve/listen.h"

struct serve_options {
	struct listen_address listen;
	const char *study; /* NULL = none */
};

/* Until SIGINT, SIGTERM or SIGHUP; prints the address on standard output once it answers. */
int serve(const struct serve_options *, struct error *);

#endif
