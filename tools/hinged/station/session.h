/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording from opening the source to the verified files: the slow steps, run as jobs. */
#ifndef TOOLS_HINGED_STATION_SESSION_H
#define TOOLS_HINGED_STATION_SESSION_H

#include "tools/hinged/station/follower.h"
#include "tools/hinged/station/station.h"

#include <stdatomic.h>

struct session {
	const struct station_options *options;
	const struct zero *zero; /* of the request's source, or NULL */
	struct source *source;
	struct capture *capture;   /* NULL before session_arm and after session_finish */
	struct follower *follower; /* as capture; NULL also where there is no memory for it */
	char stem[STEM_MAX];
	struct record_card card;
	bool discard;
	atomic_int finalised_permille; /* read by the loop while the job writes it */
};

/* Opens the source, makes the journal, starts the capture. */
int session_arm(struct session *, struct error *);
/* Ends the capture and makes the files; fills card, whose error it returns. The journal stays,
 * except where nothing was recorded or session->discard is set. */
int session_finish(struct session *, struct error *);

#endif
