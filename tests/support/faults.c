/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

static struct {
	bool armed, sticky, hit;
	const char *call; /* the last one hit */
	enum fault fault;
	unsigned left;
} state;

static char trace[1024];

static void trace_step(const char *step)
{
	size_t used = strlen(trace), length = strlen(step);

	/* a run of one step is one */
	if (used >= length && !strcmp(trace + used - length, step) &&
	    (used == length || trace[used - length - 1] == ' '))
		return;
	snprintf(trace + used, sizeof(trace) - used, "%s%s", used ? " " : "", step);
}

static void trace_sync(int fd)
{
	struct stat st;

	trace_step(!fstat(fd, &st) && S_ISDIR(st.st_mode) ? "syncfolder" : "sync");
}

void faults_trace_start(void)
{
	trace[0] = '\0';
}

const char *faults_trace(void)
{
	return trace;
}

/* What a call can suffer. */
enum kind { CALL_PLAIN, CALL_INTERRUPTIBLE, CALL_READ, CALL_WRITE, CALL_ALLOCATION };

static bool can_hit(enum kind kind)
{
	switch (state.fault) {
	case FAULT_EIO:
		return kind != CALL_ALLOCATION;
	case FAULT_ENOSPC:
		return kind != CALL_ALLOCATION && kind != CALL_READ;
	case FAULT_EINTR:
		return kind != CALL_ALLOCATION && kind != CALL_PLAIN;
	case FAULT_SHORT:
		return kind == CALL_READ || kind == CALL_WRITE;
	case FAULT_NOMEM:
		return kind == CALL_ALLOCATION;
	case FAULTS:
		break;
	}
	return false;
}

static bool hits_call(enum kind kind, const char *call)
{
	static const int codes[FAULTS] = {EIO, ENOSPC, EINTR, 0, ENOMEM};

	if (!state.armed || !can_hit(kind))
		return false;
	if (state.left > 1) {
		state.left--;
		return false;
	}
	if (state.hit && !state.sticky)
		return false;
	state.hit = true;
	state.call = call;
	errno = codes[state.fault];
	return true;
}

/* The wrapper's own name without "__wrap_" is that of the call. */
#define hits(kind) hits_call((kind), __func__ + sizeof("__wrap_") - 1)

void faults_arm(enum fault fault, unsigned n, bool sticky)
{
	state.fault = fault;
	state.left = n;
	state.sticky = sticky;
	state.hit = false;
	state.call = "";
	state.armed = true;
}

bool faults_disarm(void)
{
	state.armed = false;
	return state.hit;
}

const char *faults_last_call(void)
{
	return state.call;
}

const char *fault_name(enum fault fault)
{
	static const char *const names[FAULTS] = {"EIO", "ENOSPC", "EINTR", "short", "no memory"};

	return names[fault];
}

/* --- the calls: __wrap_X stands in for X, __real_X is X. Weak, as other programs have none. --- */

#define REAL(type, name, ...) extern type __real_##name(__VA_ARGS__) __attribute__((weak))
#define WRAP(type, name, ...)                   \
	REAL(type, name, __VA_ARGS__);          \
	extern type __wrap_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__)

REAL(int, open, const char *, int, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list args;

	if (flags & O_CREAT) {
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	return hits(CALL_INTERRUPTIBLE) ? -1 : __real_open(path, flags, mode);
}

WRAP(int, __open_2, const char *path, int flags)
{
	return hits(CALL_INTERRUPTIBLE) ? -1 : __real___open_2(path, flags);
}

/* A transfer that is cut short still moves a byte: nothing at all would mean the end. */
static size_t cut(size_t size, bool hit)
{
	return hit && state.fault == FAULT_SHORT ? (size + 1) / 2 : size;
}

static bool fails(bool hit)
{
	return hit && state.fault != FAULT_SHORT;
}

WRAP(ssize_t, write, int fd, const void *bytes, size_t size)
{
	trace_step("write");
	bool hit = hits(CALL_WRITE);

	return fails(hit) ? -1 : __real_write(fd, bytes, cut(size, hit));
}

WRAP(ssize_t, pwrite, int fd, const void *bytes, size_t size, off_t at)
{
	trace_step("write");
	bool hit = hits(CALL_WRITE);

	return fails(hit) ? -1 : __real_pwrite(fd, bytes, cut(size, hit), at);
}

WRAP(ssize_t, read, int fd, void *bytes, size_t size)
{
	bool hit = hits(CALL_READ);

	return fails(hit) ? -1 : __real_read(fd, bytes, cut(size, hit));
}

WRAP(ssize_t, __read_chk, int fd, void *bytes, size_t size, size_t room)
{
	bool hit = hits(CALL_READ);

	return fails(hit) ? -1 : __real___read_chk(fd, bytes, cut(size, hit), room);
}

WRAP(ssize_t, pread, int fd, void *bytes, size_t size, off_t at)
{
	bool hit = hits(CALL_READ);

	return fails(hit) ? -1 : __real_pread(fd, bytes, cut(size, hit), at);
}

WRAP(ssize_t, __pread_chk, int fd, void *bytes, size_t size, off_t at, size_t room)
{
	bool hit = hits(CALL_READ);

	return fails(hit) ? -1 : __real___pread_chk(fd, bytes, cut(size, hit), at, room);
}

WRAP(int, fsync, int fd)
{
	trace_sync(fd);
	return hits(CALL_INTERRUPTIBLE) ? -1 : __real_fsync(fd);
}

WRAP(int, fdatasync, int fd)
{
	trace_sync(fd);
	return hits(CALL_INTERRUPTIBLE) ? -1 : __real_fdatasync(fd);
}

WRAP(int, ftruncate, int fd, off_t size)
{
	return hits(CALL_INTERRUPTIBLE) ? -1 : __real_ftruncate(fd, size);
}

WRAP(int, fallocate, int fd, int mode, off_t at, off_t size)
{
	return hits(CALL_INTERRUPTIBLE) ? -1 : __real_fallocate(fd, mode, at, size);
}

WRAP(int, rename, const char *from, const char *to)
{
	trace_step("rename");
	return hits(CALL_PLAIN) ? -1 : __real_rename(from, to);
}

WRAP(int, renameat2, int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
{
	trace_step("rename");
	return hits(CALL_PLAIN) ? -1 : __real_renameat2(from_fd, from, to_fd, to, flags);
}

WRAP(int, link, const char *from, const char *to)
{
	return hits(CALL_PLAIN) ? -1 : __real_link(from, to);
}

WRAP(int, mkdir, const char *path, mode_t mode)
{
	return hits(CALL_PLAIN) ? -1 : __real_mkdir(path, mode);
}

/* The descriptor is gone either way, as on Linux. */
WRAP(int, close, int fd)
{
	bool hit = hits(CALL_INTERRUPTIBLE);
	int saved = errno, ret = __real_close(fd);

	if (hit)
		errno = saved;
	return hit ? -1 : ret;
}

WRAP(void *, malloc, size_t size)
{
	return hits(CALL_ALLOCATION) ? NULL : __real_malloc(size);
}

WRAP(void *, calloc, size_t count, size_t size)
{
	return hits(CALL_ALLOCATION) ? NULL : __real_calloc(count, size);
}

WRAP(void *, realloc, void *old, size_t size)
{
	return hits(CALL_ALLOCATION) ? NULL : __real_realloc(old, size);
}

WRAP(char *, strdup, const char *text)
{
	return hits(CALL_ALLOCATION) ? NULL : __real_strdup(text);
}
