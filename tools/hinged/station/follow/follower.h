/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis of a recording while it is made, in a thread of its own: what it does, or fails to
 * do, never touches the recording. */
#ifndef TOOLS_HINGED_STATION_FOLLOW_FOLLOWER_H
#define TOOLS_HINGED_STATION_FOLLOW_FOLLOWER_H

#include "analysis/live/live.h"
#include "tools/hinged/station/follow/lanes.h"

#include <stdbool.h>

struct follower;

struct follower_state {
	struct live_state live;
	int64_t dropped_frames; /* recorded, but the analysis was too slow for them */
	/* of two devices: lanes_lag_s(), lanes_within_s() and whether clocks told it; of one 0 */
	double lag_s, within_s;
	bool by_clocks;
	struct error error; /* code 0, or why it has given up; live is what it had till then */
};

/* info[0..count): what each device records; two tell of one plate each. */
int follower_new(struct follower **out, const struct recording_info *info, size_t count,
		 const struct config *, struct error *);
/* To be given to the capture of this device. */
struct tap *follower_tap(struct follower *, size_t device);
void follower_state(struct follower *, struct follower_state *); /* any thread */
/* Once nothing more comes through the tap: takes what it still holds. */
void follower_finish(struct follower *);
void follower_free(struct follower *); /* once the tap's giver is gone */

#endif
