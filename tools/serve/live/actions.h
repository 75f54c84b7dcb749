/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons of the live page: each is one call of the daemon (docs/control-protocol.md). */
#ifndef TOOLS_SERVE_LIVE_ACTIONS_H
#define TOOLS_SERVE_LIVE_ACTIONS_H

#include "tools/serve/http/request.h"

/* path: "/api/zero", "start", "stop", "discard", "note", "mark"; what the form may hold stands in
 * the table there. Answers JSON: the daemon's result, or {"error":{"code","name","text"}} with a
 * status that says whose fault it is (409: the daemon refuses). Blocks until the daemon answers. */
void action_answer(const char *path, const struct fields *form, struct response *);

/* JSON for a failure. */
void action_fail(struct response *, const struct error *);

#endif
