/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the control protocol, from bytes to a request and from a result to bytes. Pure: no
 * socket, no daemon. docs/control-protocol.md says what the lines mean. */
#ifndef TOOLS_HINGED_RPC_RPC_PARSE_H
#define TOOLS_HINGED_RPC_RPC_PARSE_H

#include "formats/error.h"
#include "formats/json.h"

#include <stddef.h>

enum { RPC_LINE_MAX = 65536 }; /* bytes of a line with its newline */

/* Codes of JSON-RPC 2.0; a code of formats/error.h goes as RPC_HINGE + code. */
enum rpc_code {
	RPC_PARSE = -32700,
	RPC_INVALID = -32600,
	RPC_NO_METHOD = -32601,
	RPC_BAD_PARAMS = -32602,
	RPC_HINGE = -32000
};

struct rpc_request {
	struct js *document; /* owned; the others point into it */
	const char *method;
	const struct js *params; /* an object, or NULL */
	const struct js *id;     /* NULL: a notification, no reply is wanted */
};

/* The line has no newline. 0, or RPC_PARSE or RPC_INVALID with HINGE_EUSAGE and a text in err; then
 * request->id is the id where one could be read. RPC_HINGE + HINGE_ENOMEM: out of memory. Reset the
 * request in every case. */
int rpc_parse(struct rpc_request *, const char *line, size_t size, struct error *);
void rpc_request_reset(struct rpc_request *);

/* The line of a reply or a notification with its newline; the caller frees it. NULL: out of
 * memory. The value is taken over (freed) in every case; id may be NULL (null is sent). */
char *rpc_result_line(const struct js *id, struct js *result);
char *rpc_notification_line(const char *method, struct js *params);
/* rpc_code 0: derived from err->code. */
char *rpc_error_line(const struct js *id, int rpc_code, const struct error *);
/* {"code","name","text","exit_status"} */
struct js *rpc_error_data(const struct error *);

#endif
