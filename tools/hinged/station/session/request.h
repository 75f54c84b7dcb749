/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request says of the recording to be made. */
#ifndef TOOLS_HINGED_STATION_SESSION_REQUEST_H
#define TOOLS_HINGED_STATION_SESSION_REQUEST_H

#include "tools/hinged/station/station.h"

/* Inits who. is_new: not samples of long ago, which keep the time zone they have. */
int request_describe(struct recording_info *who, const struct record_request *, bool is_new,
		     struct error *);
/* who->run takes the place of the run before: its sidecar will say "Supersedes". Nothing is
 * overwritten. HINGE_EREFUSED: there is none before. */
int request_supersede(struct recording_info *who, struct error *);
/* It is the rest of an earlier run, which a loss cut off: its sidecar will say "ContinuesRun". */
int request_continue(struct recording_info *who, int run, struct error *);

#endif
