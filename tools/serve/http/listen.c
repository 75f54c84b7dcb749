/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/http/listen.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

static bool parse_port(const char *text, unsigned *port)
{
	size_t length = strlen(text);

	if (!length || length > 5 || strspn(text, "0123456789") != length)
		return false;
	*port = (unsigned)strtoul(text, NULL, 10);
	return *port <= 65535;
}

/* Of "[::1]" the text between the brackets. */
static bool take_host(char host[64], const char *text, size_t length)
{
	bool bracketed = length >= 2 && text[0] == '[' && text[length - 1] == ']';

	if (bracketed) {
		text++;
		length -= 2;
	}
	if (!length || length >= 64 || (!bracketed && memchr(text, ':', length)))
		return false;
	memcpy(host, text, length);
	host[length] = '\0';
	return true;
}

int listen_parse(struct listen_address *address, const char *text, struct error *err)
{
	const char *colon = strrchr(text, ':');
	struct in_addr four;
	struct in6_addr six;
	unsigned port;
	char host[64];

	if (!colon || !parse_port(colon + 1, &port) ||
	    !take_host(host, text, (size_t)(colon - text)))
		return fail(err, HINGE_EUSAGE,
			    "'%s' is no address and port (127.0.0.1:8080, [::1]:8080)", text);
	if (!strcmp(host, "127.0.0.1") || !strcmp(host, "localhost") || !strcmp(host, "::1")) {
		*address = (struct listen_address){.v6 = !strcmp(host, "::1"), .port = port};
		return 0;
	}
	if (inet_pton(AF_INET, host, &four) != 1 && inet_pton(AF_INET6, host, &six) != 1)
		return fail(err, HINGE_EUSAGE, "'%s' is no address (127.0.0.1:8080, [::1]:8080)",
			    text);
	return fail(err, HINGE_EREFUSED,
		    "%s: others could reach it, and what is sent is not encrypted; only 127.0.0.1 "
		    "and [::1] are served (from elsewhere: ssh -L %u:127.0.0.1:%u HOST)",
		    text, port, port);
}

const char *listen_host(const struct listen_address *address)
{
	return address->v6 ? "[::1]" : "127.0.0.1";
}
