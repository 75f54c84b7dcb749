/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ring of items of one size for one producer and one consumer: C11 atomics, no locks, no waiting.
 * What push has taken, a later pop gives, in order, with everything the producer wrote before. */
#ifndef ACQUISITION_RING_H
#define ACQUISITION_RING_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

struct ring;

/* Room for at least `items` items of item_bytes (rounded up to a power of two), prefaulted, and
 * locked into memory where the limits allow. HINGE_ENOMEM, also where the size overflows. */
int ring_new(struct ring **out, size_t item_bytes, size_t items, struct error *);
void ring_free(struct ring *);
/* By the producer: items taken, fewer than asked for when the ring is full. */
size_t ring_push(struct ring *, const void *items, size_t count);
/* By the consumer: items given, fewer than asked for when the ring is empty. */
size_t ring_pop(struct ring *, void *items, size_t count);
/* Any thread; exact for the two that move it only as far as the other one stands still. */
size_t ring_used(const struct ring *);
size_t ring_capacity(const struct ring *);
bool ring_is_locked(const struct ring *);
size_t ring_bytes(const struct ring *); /* of its items */
/* What may come late leaves the locked memory to what may not. */
void ring_unlock(struct ring *);

#endif
