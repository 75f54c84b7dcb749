/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/http/deadlines.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct deadline {
	int fd; /* -1 = free */
	int64_t until_s;
	bool held;
};

struct deadlines {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t end;
	bool ended;
	int seconds;
	size_t count;
	struct deadline slot[];
};

static int64_t now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static void hang_up_late(struct deadlines *all)
{
	int64_t now = now_s();

	for (size_t i = 0; i < all->count; i++) {
		struct deadline *slot = &all->slot[i];

		if (slot->fd >= 0 && !slot->held && now > slot->until_s)
			shutdown(slot->fd, SHUT_RDWR);
	}
}

static void *look(void *ctx)
{
	struct deadlines *all = ctx;
	struct timespec next;

	pthread_mutex_lock(&all->lock);
	while (!all->ended) {
		hang_up_late(all);
		clock_gettime(CLOCK_MONOTONIC, &next);
		next.tv_sec++;
		pthread_cond_clockwait(&all->end, &all->lock, CLOCK_MONOTONIC, &next);
	}
	pthread_mutex_unlock(&all->lock);
	return NULL;
}

int deadlines_start(struct deadlines **out, size_t connections, int seconds, struct error *err)
{
	struct deadlines *all = calloc(1, sizeof(*all) + connections * sizeof(all->slot[0]));

	if (!all)
		return fail(err, HINGE_ENOMEM, "no memory for connections");
	all->seconds = seconds;
	all->count = connections;
	for (size_t i = 0; i < connections; i++)
		all->slot[i].fd = -1;
	pthread_mutex_init(&all->lock, NULL);
	pthread_cond_init(&all->end, NULL);
	if (pthread_create(&all->thread, NULL, look, all)) {
		pthread_cond_destroy(&all->end);
		pthread_mutex_destroy(&all->lock);
		free(all);
		return fail(err, HINGE_EAGAIN, "no thread for the deadlines of connections");
	}
	*out = all;
	return 0;
}

void deadlines_stop(struct deadlines *all)
{
	if (!all)
		return;
	pthread_mutex_lock(&all->lock);
	all->ended = true;
	pthread_cond_signal(&all->end);
	pthread_mutex_unlock(&all->lock);
	pthread_join(all->thread, NULL);
	pthread_cond_destroy(&all->end);
	pthread_mutex_destroy(&all->lock);
	free(all);
}

struct deadline *deadline_new(struct deadlines *all, int fd)
{
	struct deadline *found = NULL;

	pthread_mutex_lock(&all->lock);
	for (size_t i = 0; i < all->count && !found; i++)
		if (all->slot[i].fd < 0)
			found = &all->slot[i];
	if (found)
		*found = (struct deadline){.fd = fd, .until_s = now_s() + all->seconds};
	pthread_mutex_unlock(&all->lock);
	return found;
}

static void set(struct deadlines *all, struct deadline *slot, bool held)
{
	if (!slot)
		return;
	pthread_mutex_lock(&all->lock);
	slot->held = held;
	slot->until_s = now_s() + all->seconds;
	pthread_mutex_unlock(&all->lock);
}

void deadline_hold(struct deadlines *all, struct deadline *slot)
{
	set(all, slot, true);
}

void deadline_renew(struct deadlines *all, struct deadline *slot)
{
	set(all, slot, false);
}

void deadline_free(struct deadlines *all, struct deadline *slot)
{
	if (!slot)
		return;
	pthread_mutex_lock(&all->lock);
	slot->fd = -1;
	pthread_mutex_unlock(&all->lock);
}
