/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/guard/host.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { PORT_HTTP = 80 };

bool host_is_ours(const char *host, unsigned port)
{
	static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
	char whole[32];

	if (!host)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(whole, sizeof(whole), "%s:%u", names[i], port);
		if (!strcasecmp(host, whole) || (port == PORT_HTTP && !strcasecmp(host, names[i])))
			return true;
	}
	return false;
}

bool origin_is_ours(const char *origin, const char *host)
{
	static const char scheme[] = "http://";

	return origin && host && !strncmp(origin, scheme, sizeof(scheme) - 1) &&
	       !strcasecmp(origin + sizeof(scheme) - 1, host);
}
