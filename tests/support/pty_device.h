/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device at the other end of a pseudo-terminal, in a thread of its own: what it gives goes to
 * whoever opens `path`, a link that stays the same when it is pulled and put back. */
#ifndef TESTS_SUPPORT_PTY_DEVICE_H
#define TESTS_SUPPORT_PTY_DEVICE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pty_device_ops {
	void (*take)(void *ctx, const uint8_t *bytes, size_t size, int64_t now_ns);
	size_t (*give)(void *ctx, uint8_t *bytes, size_t room, int64_t now_ns);
	void (*given)(void *ctx, int64_t now_ns); /* they are on the line; NULL = no matter */
	void (*plugged)(void *ctx, int64_t now_ns);
};

/* What the line does to the bytes of the device from its byte `at` on, once. */
struct pty_fault {
	int64_t at;
	int remove;         /* so many are lost */
	int flip;           /* so many come wrong */
	const char *insert; /* these come too */
};

struct pty_device {
	const struct pty_device_ops *ops;
	void *ctx;
	char path[256];
	int master, slave; /* -1 = unplugged */
	pthread_t thread;
	atomic_bool stop;
	pthread_mutex_t lock; /* of the faults */
	int64_t sent;         /* bytes of the device */
	struct pty_fault fault[8];
	size_t faults, next_fault;
};

/* path: of the link, not there yet. */
void pty_device_init(struct pty_device *, const struct pty_device_ops *, void *ctx,
		     const char *path);
void pty_device_reset(struct pty_device *);
/* In their order along the line. */
void pty_device_fault(struct pty_device *, struct pty_fault);
void pty_device_plug(struct pty_device *);
void pty_device_unplug(struct pty_device *);

#endif
