/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/pool.h"

void pool_run(const struct pool *pool, size_t count, void (*task)(void *ctx, size_t i), void *ctx)
{
	if (pool) {
		pool->run(pool->self, count, task, ctx);
		return;
	}
	for (size_t i = 0; i < count; i++)
		task(ctx, i);
}
