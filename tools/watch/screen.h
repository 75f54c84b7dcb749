/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of `hinge watch`, readable from two metres: left and right, the balance, the reps,
 * what the daemon does. Nothing is told by colour alone. */
#ifndef TOOLS_WATCH_SCREEN_H
#define TOOLS_WATCH_SCREEN_H

#include "formats/json.h"
#include "tools/watch/canvas.h"

/* status: a snapshot of the daemon. The canvas has its size, utf8 and colour set. */
void screen_draw(struct canvas *, const struct js *status);

#endif
