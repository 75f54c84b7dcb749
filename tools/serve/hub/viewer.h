/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One browser that looks at a board. */
#ifndef TOOLS_SERVE_HUB_VIEWER_H
#define TOOLS_SERVE_HUB_VIEWER_H

#include "tools/serve/hub/snapshot.h"

#include <sys/types.h>

/* Where nothing comes for so long a comment is sent: a browser that has gone shows by it. */
enum { VIEWER_SILENCE_MS = 2000 };

struct viewer {
	struct board *board;
	struct snapshot *current; /* partly sent */
	size_t sent;
	uint64_t seen;
};

/* The next bytes for a browser, after waiting for them; 0 = none (not at room > 0), -1 = the board
 * is closed. */
ssize_t viewer_read(struct viewer *, char *buffer, size_t room);
void viewer_reset(struct viewer *);

#endif
