/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control socket: its folder, its address, who may do what on it. */
#ifndef TOOLS_HINGED_SOCKET_SOCKET_H
#define TOOLS_HINGED_SOCKET_SOCKET_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Each role may do what those before it may. */
enum role { ROLE_NONE, ROLE_OBSERVE, ROLE_RECORD, ROLE_ADMIN };

const char *role_name(enum role);

/* Whose membership gives which role; (gid_t)-1 where the group does not exist. */
struct role_rules {
	uid_t owner;
	gid_t observe_gid, record_gid;
};

struct peer {
	uid_t uid;
	gid_t gid;
	pid_t pid;
	gid_t groups[64];
	size_t group_count;
};

void role_rules_load(struct role_rules *); /* this user, groups hinge and hinge-record */
enum role role_of(const struct role_rules *, const struct peer *);
/* SO_PEERCRED and SO_PEERGROUPS of a connection. */
int peer_read(int fd, struct peer *, struct error *);

/* Makes the folder of path where it is missing (0700). */
int socket_folder(const char *path, struct error *);
/* Listens on path, mode 0660; an old socket there is removed, so hold the lock. */
int socket_listen(int *fd, const char *path, struct error *);

#endif
