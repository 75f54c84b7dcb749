/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recording shows while it is made, in words. status: a snapshot of the daemon. */
#ifndef TOOLS_CLIENT_LIVE_VIEW_H
#define TOOLS_CLIENT_LIVE_VIEW_H

#include "formats/json.h"

/* "READY: step on", "RECORDING", "LOST DATA: unplugged" ...: words, since colour alone would leave
 * some in the dark. "" while nothing is recorded or waited for. */
const char *live_sign(const struct js *status, char *out, size_t size);
/* "812 N", or "--" where it is not known just now. */
const char *live_force_text(const struct js *object, const char *key, char *out, size_t size);
/* The newest rep of the recording that goes on or was the last; NULL = none. */
const struct js *live_last_rep(const struct js *status);
/* "rep 3  4.2 % right", "rep 3  does not count: not lifted". */
const char *live_rep_text(const struct js *rep, char *out, size_t size);

#endif
