/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/socket/socket.h"

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

const char *role_name(enum role role)
{
	static const char *const names[] = {"none", "observe", "record", "admin"};

	return names[role];
}

static gid_t group_id(const char *name)
{
	const struct group *group = getgrnam(name);

	return group ? group->gr_gid : (gid_t)-1;
}

void role_rules_load(struct role_rules *rules)
{
	rules->owner = geteuid();
	rules->observe_gid = group_id("hinge");
	rules->record_gid = group_id("hinge-record");
}

static bool in_group(const struct peer *peer, gid_t gid)
{
	if (gid == (gid_t)-1)
		return false;
	for (size_t i = 0; i < peer->group_count; i++)
		if (peer->groups[i] == gid)
			return true;
	return peer->gid == gid;
}

enum role role_of(const struct role_rules *rules, const struct peer *peer)
{
	if (peer->uid == 0 || peer->uid == rules->owner)
		return ROLE_ADMIN;
	if (in_group(peer, rules->record_gid))
		return ROLE_RECORD;
	return in_group(peer, rules->observe_gid) ? ROLE_OBSERVE : ROLE_NONE;
}

int peer_read(int fd, struct peer *peer, struct error *err)
{
	struct ucred cred;
	socklen_t size = sizeof(cred);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &size))
		return fail_errno(err, HINGE_EREAD, "credentials of a client");
	peer->uid = cred.uid;
	peer->gid = cred.gid;
	peer->pid = cred.pid;
	size = sizeof(peer->groups);
	/* in more groups than fit: only the primary one counts */
	if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, peer->groups, &size))
		size = 0;
	peer->group_count = size / sizeof(peer->groups[0]);
	return 0;
}

int socket_folder(const char *path, struct error *err)
{
	char folder[256];
	const char *slash = strrchr(path, '/');

	if (!slash || slash == path)
		return 0;
	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
	if (mkdir(folder, 0700) && errno != EEXIST)
		return fail_errno(err, HINGE_EWRITE, "%s", folder);
	return 0;
}

/* A daemon that was killed leaves its socket; anything else at that path is not ours to remove. */
static int remove_old(const char *path, struct error *err)
{
	struct stat status;

	if (lstat(path, &status))
		return errno == ENOENT ? 0 : fail_errno(err, HINGE_EWRITE, "%s", path);
	if (!S_ISSOCK(status.st_mode))
		return fail(err, HINGE_EREFUSED, "%s: is there and is no socket", path);
	return unlink(path) ? fail_errno(err, HINGE_EWRITE, "%s", path) : 0;
}

int socket_listen(int *out, const char *path, struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	mode_t mask;
	int fd, ret, failed;

	if (strlen(path) >= sizeof(address.sun_path))
		return fail(err, HINGE_EUSAGE, "%s: a socket's path may have %zu bytes", path,
			    sizeof(address.sun_path) - 1);
	memcpy(address.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return fail_errno(err, HINGE_EAGAIN, "socket");
	ret = remove_old(path, err);
	if (ret)
		goto out;
	mask = umask(0117); /* 0660 from its first moment */
	failed = bind(fd, (const struct sockaddr *)&address, sizeof(address));
	umask(mask);
	ret = failed || listen(fd, 64) ? fail_errno(err, HINGE_EWRITE, "%s", path) : 0;
out:
	if (ret)
		close(fd);
	else
		*out = fd;
	return ret;
}
