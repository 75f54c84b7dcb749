/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the beginning of a recording to its card: the line, the keys, Ctrl-C. */
#ifndef TOOLS_RECORD_FOLLOW_H
#define TOOLS_RECORD_FOLLOW_H

#include "formats/json.h"
#include "tools/client/control.h"

/* From here on Ctrl-C ends the recording, not the program. */
void record_follow_prepare(void);
/* The daemon's snapshots must be subscribed to. *card is the caller's to js_free(). awaited: the
 * recording is the `next` of a card and begins by itself; NULL where it never did. */
int record_follow(struct control *, int64_t number, bool awaited, struct js **card, struct error *);

#endif
