/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a request was meant for, and which page sent it: a name that was bent to point here (DNS
 * rebinding) and another site's form are told by it. */
#ifndef TOOLS_SERVE_GUARD_HOST_H
#define TOOLS_SERVE_GUARD_HOST_H

#include <stdbool.h>

/* 127.0.0.1, localhost or [::1] with this port; NULL is none. Port 80 may be left out. */
bool host_is_ours(const char *host, unsigned port);
/* "http://" and the very host that was asked. */
bool origin_is_ours(const char *origin, const char *host);

#endif
