/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of clients become calls of methods. A method is one row in a methods_*.c file. */
#ifndef TOOLS_HINGED_RPC_RPC_H
#define TOOLS_HINGED_RPC_RPC_H

#include "formats/json.h"
#include "tools/hinged/socket/client.h"

struct daemon;

struct rpc_call {
	struct client *client;
	const struct js *params; /* may be NULL */
	struct js *result;       /* set by run */
};

struct rpc_method {
	const char *name;
	enum role role;
	bool waits; /* run may return an event */
	/* 0: call->result is the answer; an enum station_event: the answer comes with it; < 0:
	 * err says why not */
	int (*run)(struct daemon *, struct rpc_call *, struct error *);
};

extern const struct rpc_method *const rpc_methods[]; /* NULL at the end */

const struct rpc_method *rpc_find(const char *name); /* NULL = no such method */
/* HINGE_EREFUSED says which role is needed and how to get it. */
int rpc_check_role(const struct rpc_method *, enum role, struct error *);

void rpc_serve_line(struct daemon *, struct client *, const char *line, size_t size);
/* Answers every client that waits for the event. err->code 0 = it went well. */
void rpc_answer_event(struct daemon *, enum station_event, const struct error *);

#endif
