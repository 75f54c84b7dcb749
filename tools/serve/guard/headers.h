/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on every answer, and its cookie. */
#ifndef TOOLS_SERVE_GUARD_HEADERS_H
#define TOOLS_SERVE_GUARD_HEADERS_H

#include "tools/serve/http/request.h"

/* of the session; on loopback it goes over plain HTTP, so it cannot be Secure */
#define SESSION_COOKIE "hinge_session"

extern const struct field safe_headers[]; /* a NULL name ends it */

#endif
