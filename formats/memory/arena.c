/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/memory/arena.h"

#include "formats/memory/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* In front of each block. */
struct head {
	_Alignas(64) size_t before; /* where the block below begins */
	size_t bytes;
	bool given;
};

struct arena {
	char *bytes;
	size_t room, used, last, peak; /* last: head of the topmost block, where used > 0 */
};

struct arena *arena_new(size_t bytes)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		return NULL;
	/* the first page would do for malloc, the alignment would not */
	arena->bytes = bytes > SIZE_MAX / 2 ? NULL : memory_new((bytes + 63) / 64 + 1, 64);
	arena->room = bytes;
	if (arena->bytes)
		return arena;
	free(arena);
	return NULL;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	free(arena->bytes);
	free(arena);
}

static struct head *head_at(const struct arena *arena, size_t place)
{
	return (struct head *)(void *)(arena->bytes + place);
}

static void *push(struct arena *arena, size_t bytes)
{
	size_t whole;
	struct head *head;

	if (__builtin_add_overflow(bytes, sizeof(struct head) + 63, &whole))
		return NULL;
	whole &= ~(size_t)63;
	if (whole > arena->room - arena->used)
		return NULL;
	head = head_at(arena, arena->used);
	*head = (struct head){.before = arena->last, .bytes = bytes};
	arena->last = arena->used;
	arena->used += whole;
	if (arena->used > arena->peak)
		arena->peak = arena->used;
	return head + 1;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (!arena)
		return memory_new(count, size);
	return __builtin_mul_overflow(count, size, &bytes) ? NULL : push(arena, bytes);
}

void *arena_take_zeroed(struct arena *arena, size_t count, size_t size)
{
	void *block = arena_take(arena, count, size);

	return block ? memset(block, 0, count * size) : NULL;
}

void arena_give(struct arena *arena, void *block)
{
	if (!arena)
		free(block);
	if (!arena || !block)
		return;
	((struct head *)block - 1)->given = true;
	while (arena->used && head_at(arena, arena->last)->given) {
		arena->used = arena->last;
		arena->last = head_at(arena, arena->last)->before;
	}
}

void *arena_grow(struct arena *arena, void *block, size_t count, size_t size)
{
	void *grown;
	size_t old;

	if (!arena)
		return reallocarray(block, count, size);
	grown = arena_take(arena, count, size);
	if (!grown || !block)
		return grown;
	old = ((struct head *)block - 1)->bytes;
	memcpy(grown, block, old < count * size ? old : count * size);
	arena_give(arena, block);
	return grown;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}

size_t arena_peak(const struct arena *arena)
{
	return arena->peak;
}
