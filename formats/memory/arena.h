/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory taken beforehand, for what must not ask the system for more while it works. Blocks that
 * are given back in the reverse order, or together, make room again. Without an arena (NULL) it is
 * the heap, so that the same code serves both. One thread at a time. */
#ifndef FORMATS_MEMORY_ARENA_H
#define FORMATS_MEMORY_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(size_t bytes); /* NULL: no memory */
void arena_free(struct arena *);
/* As malloc(count * size), or zeroed; NULL: no room. */
void *arena_take(struct arena *, size_t count, size_t size);
void *arena_take_zeroed(struct arena *, size_t count, size_t size);
/* As realloc(); block NULL: as arena_take(). A failure leaves the block as it is. */
void *arena_grow(struct arena *, void *block, size_t count, size_t size);
void arena_give(struct arena *, void *block); /* NULL: nothing */
size_t arena_used(const struct arena *);
size_t arena_peak(const struct arena *);

#endif
