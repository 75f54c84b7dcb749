/* SPDX-License-Identifier: GPL-3.0-or-later */
/* systemd's notification protocol: one datagram to $NOTIFY_SOCKET. */
#ifndef TOOLS_HINGED_NOTIFY_H
#define TOOLS_HINGED_NOTIFY_H

#include <stdint.h>

/* "READY=1", "STOPPING=1", "WATCHDOG=1". Does nothing where no one listens. */
void notify_manager(const char *state);

/* How often in ms the manager wants to hear "WATCHDOG=1": half of WATCHDOG_USEC, or 0 where this
 * process is not watched (WATCHDOG_PID names another one). */
int64_t notify_watchdog_ms(void);

#endif
