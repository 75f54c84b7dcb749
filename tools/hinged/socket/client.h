/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection: bounded buffers both ways, so that a slow or hostile client costs itself only. */
#ifndef TOOLS_HINGED_SOCKET_CLIENT_H
#define TOOLS_HINGED_SOCKET_CLIENT_H

#include "tools/hinged/rpc/rpc_parse.h"
#include "tools/hinged/socket/socket.h"
#include "tools/hinged/station/station.h"

enum {
	CLIENT_OUT_MAX = 4 * RPC_LINE_MAX,
	CLIENT_DEADLINE_MS = 2000 /* for the rest of a line, and for reading what was sent */
};

struct client {
	int fd;
	enum role role;
	uid_t uid;
	bool ended;                     /* the peer will send no more; it may still listen */
	bool closing;                   /* no more is read; closed once what is in `out` has gone */
	enum station_event waiting_for; /* STATION_NONE: no call is open */
	struct js *waiting_id;          /* NULL = the call was a notification */
	int64_t in_since_ms, out_since_ms;
	int64_t offer_ms;   /* a snapshot so often; 0 = not subscribed */
	int64_t offered_ms; /* the last */
	size_t in_used, in_taken, out_used;
	char in[RPC_LINE_MAX], out[CLIENT_OUT_MAX];
};

/* Takes over fd. NULL: out of memory (fd is closed). */
struct client *client_new(int fd, uid_t, enum role);
void client_free(struct client *);

/* Reads what is there; false = the connection is lost. */
bool client_read(struct client *, int64_t now_ms);
/* The next whole line, valid until client_read; false = none, or there is no room for its answer
 * yet. */
bool client_take_line(struct client *, const char **line, size_t *size);
/* A line that can never end within RPC_LINE_MAX. */
bool client_overlong(const struct client *);
/* Queues text; one that does not fit ends the connection. */
void client_send(struct client *, const char *text, int64_t now_ms);
/* Queues a snapshot unless an earlier one still waits. */
void client_offer(struct client *, const char *text, int64_t now_ms);
/* Writes what the socket takes; false = the connection is lost. */
bool client_write(struct client *, int64_t now_ms);
/* Poll events it wants. */
short client_events(const struct client *);
bool client_finished(const struct client *);
bool client_expired(const struct client *, int64_t now_ms);

#endif
