/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon tells, to every browser that looks: one connection to the daemon while there are
 * viewers, and for each viewer the newest snapshot it has not seen. Whoever reads slowly misses
 * snapshots and holds up nobody. */
#ifndef TOOLS_SERVE_HUB_HUB_H
#define TOOLS_SERVE_HUB_HUB_H

#include "tools/serve/http/request.h"

struct hub;

enum { HUB_HZ = 60, HUB_VIEWERS = 32 };

int hub_start(struct hub **out, struct error *);
/* Ends every stream; those that are still read must be closed before hub_free(). */
void hub_stop(struct hub *);
void hub_free(struct hub *); /* NULL is fine */

/* What a viewer reads: server-sent events `status`, whose data is the daemon's status object, or
 * {"state":"no daemon","text":...} while none answers. still_valid (may be NULL) is asked every few
 * seconds; where it says no, the stream ends. HINGE_EAGAIN: too many viewers. */
struct hub_viewer_rule {
	bool (*still_valid)(void *ctx);
	void (*free)(void *ctx);
	void *ctx;
};
int hub_view(struct hub *, struct stream *out, const struct hub_viewer_rule *, struct error *);

#endif
