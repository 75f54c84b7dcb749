/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/socket/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

/* The number in the file serves the message only; the lock itself is the kernel's. */
static int refuse(int fd, const char *socket_path, struct error *err)
{
	char text[32] = "";
	ssize_t got = pread(fd, text, sizeof(text) - 1, 0);
	long pid = got > 0 ? strtol(text, NULL, 10) : 0;

	if (pid > 0)
		return fail(err, HINGE_EREFUSED, "hinged runs already (process %ld on %s)", pid,
			    socket_path);
	return fail(err, HINGE_EREFUSED, "hinged runs already (on %s)", socket_path);
}

static int write_pid(int fd, const char *path, struct error *err)
{
	char text[32];
	int size = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

	if (ftruncate(fd, 0) || pwrite(fd, text, (size_t)size, 0) != size)
		return fail_errno(err, HINGE_EWRITE, "%s", path);
	return 0;
}

int lock_take(int *out, const char *socket_path, struct error *err)
{
	char path[256];
	int size = snprintf(path, sizeof(path), "%s.lock", socket_path);
	int fd, ret;

	if (size < 0 || (size_t)size >= sizeof(path))
		return fail(err, HINGE_EUSAGE, "%s: the path is too long", socket_path);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return fail_errno(err, HINGE_EWRITE, "%s", path);
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		ret = errno == EWOULDBLOCK ? refuse(fd, socket_path, err)
					   : fail_errno(err, HINGE_EWRITE, "%s", path);
		goto out;
	}
	ret = write_pid(fd, path, err);
out:
	if (ret)
		close(fd);
	else
		*out = fd;
	return ret;
}
