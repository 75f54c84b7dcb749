/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording from opening the source to the verified files: the slow steps, run as jobs. */
#ifndef TOOLS_HINGED_STATION_SESSION_SESSION_H
#define TOOLS_HINGED_STATION_SESSION_SESSION_H

#include "acquisition/capture/presence/gate.h"
#include "tools/hinged/station/follow/follower.h"
#include "tools/hinged/station/session/strand.h"

#include <stdatomic.h>

enum { STRANDS_MAX = 2 };

struct session {
	const struct station_options *options;
	size_t strands; /* 1, or 2: the left plate's and the right one's */
	struct strand strand[STRANDS_MAX];
	struct capture_gate gate;
	bool captures;             /* between session_arm and session_finish */
	bool is_live;              /* no source waits until it is read */
	struct follower *follower; /* as captures; NULL also where it could not begin */
	char stem[STEM_MAX];
	struct record_card card;
	bool discard;
	atomic_int finalised_permille; /* read by the loop while the job writes it */
};

/* Opens the sources, makes the journals, starts the captures. */
int session_arm(struct session *, struct error *);
/* Of the captures, while there are any. */
void session_stop(struct session *);
int session_mark(struct session *, const char *kind, const char *text, struct error *);
/* The captures as one: the left one's where they differ, what was lost of both; trouble
 * names the plate where there are two, "" = none. When one has ended the other is stopped. */
void session_look(struct session *, struct capture_status *, char trouble[TROUBLE_MAX]);
/* Ends the capture and makes the files; fills card, whose error it returns. The journals stay,
 * except where nothing was recorded or session->discard is set. */
int session_finish(struct session *, struct error *);

#endif
