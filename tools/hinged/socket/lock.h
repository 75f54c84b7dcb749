/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One daemon a socket: a lock beside it that the kernel drops with the process. */
#ifndef TOOLS_HINGED_SOCKET_LOCK_H
#define TOOLS_HINGED_SOCKET_LOCK_H

#include "formats/error.h"

/* Takes SOCKET.lock; *fd holds it until closed. HINGE_EREFUSED names the process that has it. */
int lock_take(int *fd, const char *socket_path, struct error *);

#endif
