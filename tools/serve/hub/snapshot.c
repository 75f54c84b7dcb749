/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/hub/snapshot.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct board {
	pthread_mutex_t lock;
	pthread_cond_t news;
	struct snapshot *newest; /* held by the board */
	uint64_t posted;
	bool closed;
};

struct board *board_new(void)
{
	struct board *board = calloc(1, sizeof(*board));

	if (!board)
		return NULL;
	pthread_mutex_init(&board->lock, NULL);
	pthread_cond_init(&board->news, NULL);
	return board;
}

/* With the lock held. */
static void let_go(struct snapshot *snapshot)
{
	if (snapshot && !--snapshot->holders)
		free(snapshot);
}

void board_free(struct board *board)
{
	if (!board)
		return;
	let_go(board->newest);
	pthread_cond_destroy(&board->news);
	pthread_mutex_destroy(&board->lock);
	free(board);
}

static struct snapshot *make(const char *json)
{
	static const char head[] = "event: status\ndata: ", tail[] = "\n\n";
	size_t size = sizeof(head) - 1 + strlen(json) + sizeof(tail) - 1;
	struct snapshot *snapshot = malloc(sizeof(*snapshot) + size + 1);

	if (!snapshot)
		return NULL;
	snapshot->holders = 1;
	snapshot->size = size;
	snprintf(snapshot->text, size + 1, "%s%s%s", head, json, tail);
	return snapshot;
}

void board_post(struct board *board, const char *json)
{
	struct snapshot *snapshot = make(json);

	if (!snapshot)
		return;
	pthread_mutex_lock(&board->lock);
	snapshot->number = ++board->posted;
	let_go(board->newest);
	board->newest = snapshot;
	pthread_cond_broadcast(&board->news);
	pthread_mutex_unlock(&board->lock);
}

void board_clear(struct board *board)
{
	pthread_mutex_lock(&board->lock);
	let_go(board->newest);
	board->newest = NULL;
	pthread_mutex_unlock(&board->lock);
}

void board_close(struct board *board)
{
	pthread_mutex_lock(&board->lock);
	board->closed = true;
	pthread_cond_broadcast(&board->news);
	pthread_mutex_unlock(&board->lock);
}

static struct timespec time_after(int ms)
{
	struct timespec end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += ms / 1000;
	end.tv_nsec += ms % 1000 * 1000000L;
	if (end.tv_nsec >= 1000000000L) {
		end.tv_sec++;
		end.tv_nsec -= 1000000000L;
	}
	return end;
}

static bool has_news(const struct board *board, uint64_t seen)
{
	return board->newest && board->newest->number > seen;
}

struct snapshot *board_next(struct board *board, uint64_t seen, int timeout_ms)
{
	struct timespec end = time_after(timeout_ms);
	struct snapshot *snapshot = NULL;
	int ret = 0;

	pthread_mutex_lock(&board->lock);
	while (!board->closed && !has_news(board, seen) && !ret)
		ret = pthread_cond_clockwait(&board->news, &board->lock, CLOCK_MONOTONIC, &end);
	if (!board->closed && has_news(board, seen)) {
		snapshot = board->newest;
		snapshot->holders++;
	}
	pthread_mutex_unlock(&board->lock);
	return snapshot;
}

void board_release(struct board *board, struct snapshot *snapshot)
{
	pthread_mutex_lock(&board->lock);
	let_go(snapshot);
	pthread_mutex_unlock(&board->lock);
}

bool board_is_closed(struct board *board)
{
	bool closed;

	pthread_mutex_lock(&board->lock);
	closed = board->closed;
	pthread_mutex_unlock(&board->lock);
	return closed;
}
