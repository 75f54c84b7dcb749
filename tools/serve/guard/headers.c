/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/guard/headers.h"

const struct field safe_headers[] = {
	/* charts carry style attributes */
	{"Content-Security-Policy",
	 "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; script-src 'self'; "
	 "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
	{"X-Content-Type-Options", "nosniff"},
	/* with no-referrer browsers send `Origin: null` with our own forms, which could then not be
	 * told from those of others */
	{"Referrer-Policy", "same-origin"},
	{"Cache-Control", "no-store"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{0},
};
