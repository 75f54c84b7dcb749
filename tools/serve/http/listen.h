/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where pages are served: this computer only. */
#ifndef TOOLS_SERVE_HTTP_LISTEN_H
#define TOOLS_SERVE_HTTP_LISTEN_H

#include "formats/error.h"

#include <stdbool.h>

struct listen_address {
	bool v6;
	unsigned port; /* 0 = any that is free */
};

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080". HINGE_EUSAGE where it is no address and port;
 * HINGE_EREFUSED for an address that others can reach. */
int listen_parse(struct listen_address *, const char *text, struct error *);
/* "127.0.0.1" or "[::1]" */
const char *listen_host(const struct listen_address *);

#endif
