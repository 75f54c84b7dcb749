/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings that a crash, a full disk or a stop in a hurry left without their files. */
#ifndef TOOLS_HINGED_LEFTOVERS_H
#define TOOLS_HINGED_LEFTOVERS_H

/* Logs each journal below study that has no W64 beside it, and the command that brings it back;
 * returns their number. */
int leftovers_tell(const char *study);

#endif
