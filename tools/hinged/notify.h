/* SPDX-License-Identifier: GPL-3.0-or-later */
/* systemd's notification protocol: one datagram to $NOTIFY_SOCKET. */
#ifndef TOOLS_HINGED_NOTIFY_H
#define TOOLS_HINGED_NOTIFY_H

/* "READY=1", "STOPPING=1". Does nothing where no one listens. */
void notify_manager(const char *state);

#endif
