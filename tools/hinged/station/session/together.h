/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the recordings of two devices make one trial, told while the lifter is still there. */
#ifndef TOOLS_HINGED_STATION_SESSION_TOGETHER_H
#define TOOLS_HINGED_STATION_SESSION_TOGETHER_H

#include "tools/hinged/station/station.h"

/* The card's warning where its two recordings cannot be brought onto one clock and it has no other
 * one; nothing of one device, and of what has no files. */
void together_check(struct record_card *);

#endif
