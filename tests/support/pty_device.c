/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/pty_device.h"

#include "tests/support/assert_near.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 1, PART = 1024 };

static int64_t monotonic_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void pty_device_init(struct pty_device *device, const struct pty_device_ops *ops, void *ctx,
		     const char *path)
{
	*device = (struct pty_device){.ops = ops, .ctx = ctx, .master = -1, .slave = -1};
	snprintf(device->path, sizeof(device->path), "%s", path);
	pthread_mutex_init(&device->lock, NULL);
	pty_device_plug(device);
}

void pty_device_reset(struct pty_device *device)
{
	if (device->master >= 0)
		pty_device_unplug(device);
	pthread_mutex_destroy(&device->lock);
}

void pty_device_fault(struct pty_device *device, struct pty_fault fault)
{
	assert_true(device->faults < sizeof(device->fault) / sizeof(*device->fault));
	pthread_mutex_lock(&device->lock);
	device->fault[device->faults++] = fault;
	pthread_mutex_unlock(&device->lock);
}

static void put(struct pty_device *device, const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size && !atomic_load(&device->stop)) {
		ssize_t sent = write(device->master, at, size);

		if (sent > 0) {
			at += sent;
			size -= (size_t)sent;
		} else {
			poll(NULL, 0, STEP_MS);
		}
	}
}

/* The next fault; one that is far away where there is none. */
static struct pty_fault next_fault(struct pty_device *device)
{
	struct pty_fault fault = {.at = INT64_MAX};

	pthread_mutex_lock(&device->lock);
	if (device->next_fault < device->faults)
		fault = device->fault[device->next_fault];
	pthread_mutex_unlock(&device->lock);
	return fault;
}

/* Over a line that may have its faults. */
static void put_part(struct pty_device *device, uint8_t *bytes, size_t size)
{
	struct pty_fault fault = next_fault(device);

	while (fault.at - device->sent < (int64_t)size) {
		size_t until = (size_t)(fault.at - device->sent);
		size_t gone = until + (size_t)fault.remove;

		assert_true(gone + (size_t)fault.flip <= size);
		put(device, bytes, until);
		if (fault.insert)
			put(device, fault.insert, strlen(fault.insert));
		for (int i = 0; i < fault.flip; i++)
			bytes[gone + (size_t)i] ^= 0x55;
		device->sent += (int64_t)gone;
		bytes += gone;
		size -= gone;
		device->next_fault++;
		fault = next_fault(device);
	}
	put(device, bytes, size);
	device->sent += (int64_t)size;
}

static void *run(void *ctx)
{
	struct pty_device *device = ctx;

	while (!atomic_load(&device->stop)) {
		struct pollfd pollfd = {.fd = device->master, .events = POLLIN};
		uint8_t bytes[PART];
		ssize_t got = 0;
		size_t size;

		if (poll(&pollfd, 1, STEP_MS) > 0)
			got = read(device->master, bytes, sizeof(bytes));
		if (got > 0)
			device->ops->take(device->ctx, bytes, (size_t)got, monotonic_ns());
		while ((size = device->ops->give(device->ctx, bytes, sizeof(bytes),
						 monotonic_ns()))) {
			put_part(device, bytes, size);
			if (device->ops->given)
				device->ops->given(device->ctx, monotonic_ns());
		}
	}
	return NULL;
}

void pty_device_plug(struct pty_device *device)
{
	struct termios raw = {.c_cflag = CS8 | CREAD};
	char name[128];

	cfmakeraw(&raw);
	assert_int_equal(openpty(&device->master, &device->slave, name, &raw, NULL), 0);
	fcntl(device->master, F_SETFL, O_NONBLOCK);
	unlink(device->path);
	assert_int_equal(symlink(name, device->path), 0);
	if (device->ops->plugged)
		device->ops->plugged(device->ctx, monotonic_ns());
	atomic_store(&device->stop, false);
	assert_int_equal(pthread_create(&device->thread, NULL, run, device), 0);
}

void pty_device_unplug(struct pty_device *device)
{
	atomic_store(&device->stop, true);
	pthread_join(device->thread, NULL);
	unlink(device->path);
	close(device->slave);
	close(device->master);
	device->master = device->slave = -1;
}
