/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/io.h"

#include "formats/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int io_open(struct io *io, const char *path, struct error *err)
{
	struct stat st;

	*io = (struct io){.fd = -1};
	/* without O_NONBLOCK a pipe would hold us here */
	io->fd = open_file(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
	if (io->fd < 0 || fstat(io->fd, &st)) {
		fail_errno(err, HINGE_EREAD, "%s", path);
		io_close(io);
		return HINGE_EREAD;
	}
	if (!S_ISREG(st.st_mode)) {
		io_close(io);
		return fail(err, HINGE_EFORMAT, "%s: not a regular file", path);
	}
	io->size = st.st_size;
	return 0;
}

void io_open_memory(struct io *io, const void *bytes, size_t size)
{
	*io = (struct io){.fd = -1, .memory = bytes, .size = (int64_t)size};
}

int io_create(struct io *io, const char *path, struct error *err)
{
	*io = (struct io){.fd = -1};
	io->fd = open_file(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (io->fd < 0 && errno == EEXIST)
		return fail(err, HINGE_EREFUSED, "%s exists; nothing was replaced", path);
	return io->fd < 0 ? fail_errno(err, HINGE_EWRITE, "%s", path) : 0;
}

void io_close(struct io *io)
{
	if (io->fd >= 0)
		close(io->fd);
	io->fd = -1;
}

int64_t io_length(void *ctx)
{
	const struct io *io = ctx;

	return io->size;
}

int64_t io_seek(int64_t offset, int whence, void *ctx)
{
	struct io *io = ctx;
	int64_t base = whence == SEEK_CUR ? io->at : whence == SEEK_END ? io->size : 0, to;

	if (io->failure || __builtin_add_overflow(base, offset, &to) || to < 0)
		return -1;
	return io->at = to;
}

static int64_t read_memory(struct io *io, void *bytes, int64_t count)
{
	int64_t left = io->at < io->size ? io->size - io->at : 0;

	if (count > left)
		count = left;
	if (count > 0)
		memcpy(bytes, io->memory + io->at, (size_t)count);
	return count;
}

static int64_t read_file(struct io *io, char *bytes, int64_t count)
{
	int64_t done = 0;

	while (done < count) {
		ssize_t got = pread(io->fd, bytes + done, (size_t)(count - done), io->at + done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			io->failure = errno;
		if (got <= 0)
			break;
		done += got;
	}
	return done;
}

int64_t io_read(void *bytes, int64_t count, void *ctx)
{
	struct io *io = ctx;
	int64_t got;

	if (io->failure || count <= 0)
		return 0;
	got = io->fd < 0 ? read_memory(io, bytes, count) : read_file(io, bytes, count);
	io->at += got;
	return got;
}

int64_t io_write(const void *bytes, int64_t count, void *ctx)
{
	struct io *io = ctx;
	const char *from = bytes;
	int64_t done = 0;

	while (!io->failure && done < count) {
		ssize_t put = pwrite(io->fd, from + done, (size_t)(count - done), io->at + done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			io->failure = put ? errno : ENOSPC;
		else
			done += put;
	}
	io->at += done;
	if (io->at > io->size)
		io->size = io->at;
	return done;
}

int64_t io_tell(void *ctx)
{
	const struct io *io = ctx;

	return io->at;
}
