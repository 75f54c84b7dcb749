/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/ring.h"

#include "acquisition/pinned.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_LINE = 64 };

/* head and tail count items for ever; a cache line each, so that the two threads do not fight over
 * one. */
struct ring {
	size_t item_bytes, capacity;
	unsigned char *items; /* the memory's */
	struct pinned memory;
	_Alignas(CACHE_LINE) _Atomic size_t head; /* moved by the producer */
	_Alignas(CACHE_LINE) _Atomic size_t tail; /* moved by the consumer */
};

static int power_of_two(size_t *out, size_t at_least)
{
	size_t power = 1;

	while (power < at_least) {
		if (power > SIZE_MAX / 4)
			return -1;
		power *= 2;
	}
	*out = power;
	return 0;
}

int ring_new(struct ring **out, size_t item_bytes, size_t items, struct error *err)
{
	struct ring *ring;
	size_t capacity, bytes;

	if (!item_bytes || power_of_two(&capacity, items) ||
	    __builtin_mul_overflow(capacity, item_bytes, &bytes))
		return fail(err, HINGE_ENOMEM, "a ring of %zu items of %zu bytes is too large",
			    items, item_bytes);
	ring = aligned_alloc(CACHE_LINE, sizeof(*ring));
	if (!ring)
		return fail(err, HINGE_ENOMEM, "no memory for a ring");
	memset(ring, 0, sizeof(*ring));
	ring->item_bytes = item_bytes;
	ring->capacity = capacity;
	if (pinned_new(&ring->memory, bytes, err)) {
		free(ring);
		return HINGE_ENOMEM;
	}
	ring->items = ring->memory.bytes;
	*out = ring;
	return 0;
}

void ring_free(struct ring *ring)
{
	if (!ring)
		return;
	pinned_free(&ring->memory);
	free(ring);
}

/* The part of `count` items from index `at` on that lies before the ring's end. */
static size_t part_before_wrap(const struct ring *ring, size_t at, size_t count)
{
	size_t room = ring->capacity - (at & (ring->capacity - 1));

	return count < room ? count : room;
}

static unsigned char *item_at(const struct ring *ring, size_t at)
{
	return ring->items + (at & (ring->capacity - 1)) * ring->item_bytes;
}

size_t ring_push(struct ring *ring, const void *items, size_t count)
{
	size_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
	size_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
	size_t room = ring->capacity - (head - tail);
	size_t taken = count < room ? count : room;
	size_t first = part_before_wrap(ring, head, taken);

	if (!taken)
		return 0;
	memcpy(item_at(ring, head), items, first * ring->item_bytes);
	memcpy(ring->items, (const unsigned char *)items + first * ring->item_bytes,
	       (taken - first) * ring->item_bytes);
	atomic_store_explicit(&ring->head, head + taken, memory_order_release);
	return taken;
}

size_t ring_pop(struct ring *ring, void *items, size_t count)
{
	size_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
	size_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
	size_t given = count < head - tail ? count : head - tail;
	size_t first = part_before_wrap(ring, tail, given);

	if (!given)
		return 0;
	memcpy(items, item_at(ring, tail), first * ring->item_bytes);
	memcpy((unsigned char *)items + first * ring->item_bytes, ring->items,
	       (given - first) * ring->item_bytes);
	atomic_store_explicit(&ring->tail, tail + given, memory_order_release);
	return given;
}

size_t ring_used(const struct ring *ring)
{
	/* the tail first: the other way round it could overtake the head that was read */
	size_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);

	return atomic_load_explicit(&ring->head, memory_order_acquire) - tail;
}

size_t ring_capacity(const struct ring *ring)
{
	return ring->capacity;
}

bool ring_is_locked(const struct ring *ring)
{
	return ring->memory.locked;
}

size_t ring_bytes(const struct ring *ring)
{
	return ring->memory.size;
}

void ring_unlock(struct ring *ring)
{
	pinned_unlock(&ring->memory);
}
