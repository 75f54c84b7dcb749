/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of assets/, embedded when hinge is built. */
#ifndef TOOLS_SERVE_ASSETS_H
#define TOOLS_SERVE_ASSETS_H

#include <stddef.h>

struct asset {
	const char *name, *type, *bytes;
	size_t size;
};

/* NULL where there is none of that name ("app.css"). */
const struct asset *asset_find(struct asset *, const char *name);

#endif
