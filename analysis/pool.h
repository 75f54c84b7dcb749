/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workers handed in by the program; analysis starts no thread of its own. */
#ifndef ANALYSIS_POOL_H
#define ANALYSIS_POOL_H

#include <stddef.h>

struct pool {
	void *self;
	/* Calls task(ctx, i) once for every i < count, in any order, and returns when all are done.
	 */
	void (*run)(void *self, size_t count, void (*task)(void *ctx, size_t i), void *ctx);
};

/* pool NULL = one after the other, here. */
void pool_run(const struct pool *, size_t count, void (*task)(void *ctx, size_t i), void *ctx);

#endif
