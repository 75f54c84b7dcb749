/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { FIRST_READ = 1 << 16, FILE_MODE = 0640, FOLDER_MODE = 0750 };

int open_file(const char *path, int flags, unsigned mode)
{
	int fd;

	do
		fd = open(path, flags, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

/* --- reading --- */

static int open_input(const char *path, struct error *err)
{
	int fd = strcmp(path, "-") ? open_file(path, O_RDONLY | O_CLOEXEC, 0)
				   : fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);

	return fd < 0 ? fail_errno(err, HINGE_EREAD, "%s", path) : fd;
}

/* Up to size bytes; fewer only at the end of the file. */
static int read_full(int fd, char *bytes, size_t size, size_t *got, const char *path,
		     struct error *err)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = read(fd, bytes + done, size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_errno(err, HINGE_EREAD, "%s", path);
		if (!n)
			break;
		done += (size_t)n;
	}
	*got = done;
	return 0;
}

/* Doubles the room until the file has ended or the limit is passed. */
static int read_growing(int fd, const char *path, size_t max_bytes, char **bytes, size_t *size,
			struct error *err)
{
	size_t room = max_bytes < FIRST_READ ? max_bytes + 1 : FIRST_READ, used = 0, got;
	char *all = NULL;

	for (;;) {
		char *more = realloc(all, room + 1);
		int ret = more ? 0 : fail(err, HINGE_ENOMEM, "%s: out of memory", path);

		if (more)
			all = more;
		if (!ret)
			ret = read_full(fd, all + used, room - used, &got, path, err);
		if (ret) {
			free(all);
			return ret;
		}
		used += got;
		if (used < room || used > max_bytes)
			break;
		room = room > max_bytes / 2 ? max_bytes + 1 : 2 * room;
	}
	if (used > max_bytes) {
		free(all);
		return fail(err, HINGE_EFORMAT, "%s: larger than the %zu bytes read here", path,
			    max_bytes);
	}
	all[used] = '\0';
	*bytes = all;
	*size = used;
	return 0;
}

int file_read(const char *path, size_t max_bytes, char **bytes, size_t *size, struct error *err)
{
	int fd = open_input(path, err), ret;

	if (fd < 0)
		return fd;
	if (max_bytes > SSIZE_MAX / 2)
		max_bytes = SSIZE_MAX / 2;
	ret = read_growing(fd, path, max_bytes, bytes, size, err);
	close(fd);
	return ret;
}

int file_head(const char *path, void *head, size_t size, size_t *got, struct error *err)
{
	int fd = open_input(path, err), ret;

	if (fd < 0)
		return fd;
	ret = read_full(fd, head, size, got, path, err);
	close(fd);
	return ret;
}

/* --- writing --- */

int write_all(int fd, const void *bytes, size_t size, const char *path, struct error *err)
{
	const char *at = bytes;

	while (size) {
		ssize_t n = write(fd, at, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			/* a device that takes nothing and gives no reason would spin for ever */
			if (!n)
				errno = ENOSPC;
			return fail_errno(err, HINGE_EWRITE, "%s", path);
		}
		at += n;
		size -= (size_t)n;
	}
	return 0;
}

static int sync_fd(int fd)
{
	int ret;

	do
		ret = fsync(fd);
	while (ret && errno == EINTR);
	return ret;
}

int sync_all(int fd, const char *path, struct error *err)
{
	return sync_fd(fd) ? fail_errno(err, HINGE_EWRITE, "%s", path) : 0;
}

int close_synced(int fd, const char *path, struct error *err)
{
	int ret = sync_all(fd, path, err);

	/* Linux has closed the descriptor when close() says EINTR, and the data is synced */
	if (close(fd) && errno != EINTR && !ret)
		ret = fail_errno(err, HINGE_EWRITE, "%s", path);
	return ret;
}

/* Folder part of path into out: "." where there is none. */
static int folder_of(const char *path, char out[PATH_MAX])
{
	size_t length = (size_t)(path_base(path) - path);

	if (length >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(out, length ? path : ".", length ? length : 1);
	out[length ? length : 1] = '\0';
	return 0;
}

int folder_sync(const char *path_in_it, struct error *err)
{
	char folder[PATH_MAX];
	int fd = folder_of(path_in_it, folder)
			 ? -1
			 : open_file(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	int ret = 0;

	if (fd < 0)
		return fail_errno(err, HINGE_EWRITE, "%s: its folder", path_in_it);
	/* some file systems cannot sync a folder and say so with EINVAL */
	if (sync_fd(fd) && errno != EINVAL)
		ret = fail_errno(err, HINGE_EWRITE, "%s: cannot sync the folder", folder);
	close(fd);
	return ret;
}

/* link + unlink is the old way to rename without replacing, for file systems that lack the flag. */
static int rename_new(const char *part, const char *path)
{
	if (!renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE))
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (link(part, path))
		return -1;
	unlink(part);
	return 0;
}

int file_publish(const char *part, const char *path, bool replace, struct error *err)
{
	if (replace ? rename(part, path) : rename_new(part, path)) {
		if (errno == EEXIST)
			return fail(err, HINGE_EREFUSED, "%s exists; nothing was replaced", path);
		return fail_errno(err, HINGE_EWRITE, "%s", path);
	}
	return folder_sync(path, err);
}

/* Whoever finds another's file in his hands after the lock (it was published meanwhile) must not
 * write into it. */
static bool is_locked(int fd, const char *part)
{
	struct stat ours, named;

	return !flock(fd, LOCK_EX | LOCK_NB) && !fstat(fd, &ours) && !lstat(part, &named) &&
	       ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

int part_open(const char *part, struct error *err)
{
	int fd = open_file(part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);

	if (fd < 0)
		return fail_errno(err, HINGE_EWRITE, "%s", part);
	if (is_locked(fd, part))
		return fd;
	close(fd);
	return fail(err, HINGE_EAGAIN, "%s: another program is writing it", part);
}

int truncate_file(int fd, int64_t size)
{
	int ret;

	do
		ret = ftruncate(fd, size);
	while (ret && errno == EINTR);
	return ret;
}

static int write_part(int fd, const char *part, const void *bytes, size_t size, struct error *err)
{
	int ret = truncate_file(fd, 0) ? fail_errno(err, HINGE_EWRITE, "%s", part) : 0;

	if (!ret)
		ret = write_all(fd, bytes, size, part, err);
	return ret ? ret : sync_all(fd, part, err);
}

int file_write_atomic(const char *path, const void *bytes, size_t size, bool replace,
		      struct error *err)
{
	char part[PATH_MAX];
	int fd, ret;

	if (!replace && file_exists(path))
		return fail(err, HINGE_EREFUSED, "%s exists; nothing was replaced", path);
	if ((size_t)snprintf(part, sizeof(part), "%s.part", path) >= sizeof(part))
		return fail(err, HINGE_EWRITE, "%s: the name is too long", path);
	fd = part_open(part, err);
	if (fd < 0)
		return fd;
	ret = write_part(fd, part, bytes, size, err);
	if (!ret)
		ret = file_publish(part, path, replace, err);
	if (ret)
		unlink(part);
	close(fd);
	return ret;
}

/* --- folders and names --- */

static int make_one(const char *folder, struct error *err)
{
	struct stat st;

	if (!mkdir(folder, FOLDER_MODE))
		return folder_sync(folder, err);
	if (errno == EEXIST) {
		if (!stat(folder, &st) && S_ISDIR(st.st_mode))
			return 0;
		errno = ENOTDIR;
	}
	return fail_errno(err, HINGE_EWRITE, "%s", folder);
}

int folder_make(const char *path, struct error *err)
{
	char folder[PATH_MAX];
	size_t length = strlen(path);
	int ret = 0;

	if (!length || length >= sizeof(folder))
		return fail(err, HINGE_EWRITE, "'%.80s': no usable folder name", path);
	memcpy(folder, path, length + 1);
	while (length > 1 && folder[length - 1] == '/')
		folder[--length] = '\0';
	for (char *slash = folder + 1; !ret && (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		ret = make_one(folder, err);
		*slash = '/';
	}
	return ret ? ret : make_one(folder, err);
}

int64_t folder_free_bytes(const char *path)
{
	struct statvfs fs;

	if (statvfs(path, &fs))
		return -1;
	return (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
}

bool file_exists(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}
