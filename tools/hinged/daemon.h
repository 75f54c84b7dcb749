/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The daemon's state and its loop. */
#ifndef TOOLS_HINGED_DAEMON_H
#define TOOLS_HINGED_DAEMON_H

#include "tools/hinged/socket/client.h"
#include "tools/hinged/socket/socket.h"
#include "tools/hinged/station/station.h"

#include <limits.h>

enum { CLIENTS_MAX = 16, SOURCES_MAX = 16 };

struct daemon_options {
	const char *study;                /* absolute; NULL = every recording names its own */
	const char *sources[SOURCES_MAX]; /* the first is the default */
	size_t source_count;
	char plates[PATH_MAX]; /* the book of plates; "" = none */
	char zeros[PATH_MAX];  /* where the last zeros are kept; "" = nowhere */
};

struct daemon {
	const struct daemon_options *options;
	struct station *station;
	struct client *clients[CLIENTS_MAX]; /* NULL = free */
	struct role_rules rules;
	int listen_fd, signal_fd;
	int64_t started_ms;
	int64_t watchdog_ms, fed_ms; /* 0 = nobody watches */
	bool stopping;
	bool told_limits; /* that recording is less safe than it could be: said once */
	int64_t stop_by_ms;
	int unrecovered; /* recordings in the study that lack their files, found at the start */
};

int64_t daemon_now_ms(void); /* CLOCK_MONOTONIC */
size_t daemon_client_count(const struct daemon *);
/* Ends what goes on; the loop leaves when all is written, or after 1.5 s. */
void daemon_stop(struct daemon *);
/* Until a signal or daemon_stop. True: all is written; false: a job still runs (files that are not
 * finished are left for `hinge recover`). */
bool daemon_run(struct daemon *);

#endif
