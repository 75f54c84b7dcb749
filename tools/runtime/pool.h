/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worker threads for analysis/pool.h. */
#ifndef TOOLS_RUNTIME_POOL_H
#define TOOLS_RUNTIME_POOL_H

#include "analysis/pool.h"
#include "formats/error.h"

/* threads counts the caller, which works too; 1 = no thread is made. */
int thread_pool_new(struct pool **out, size_t threads, struct error *);
void thread_pool_free(struct pool *);

#endif
