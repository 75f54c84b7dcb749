/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest thing to show, shared by all who look at it. */
#ifndef TOOLS_SERVE_HUB_SNAPSHOT_H
#define TOOLS_SERVE_HUB_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct snapshot {
	int holders; /* changed under the board's lock */
	uint64_t number;
	size_t size;
	char text[];
};

struct board;

struct board *board_new(void); /* NULL: out of memory */
void board_free(struct board *);
/* Puts up `event: status` with this line of JSON as its data. What finds no memory is not shown. */
void board_post(struct board *, const char *json);
/* Takes down what is there. */
void board_clear(struct board *);
/* Nothing more is shown; whoever waits is woken. */
void board_close(struct board *);
/* The newest after number `seen`, held by the caller; NULL: none came within timeout_ms, or the
 * board is closed. */
struct snapshot *board_next(struct board *, uint64_t seen, int timeout_ms);
void board_release(struct board *, struct snapshot *); /* NULL is fine */
bool board_is_closed(struct board *);

#endif
