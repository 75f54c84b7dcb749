/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single producer, single consumer ring of frames (C11 atomics, no locks). */
#ifndef ACQUISITION_RING_H
#define ACQUISITION_RING_H

#include "formats/error.h"

#include <stddef.h>
#include <stdint.h>

struct ring;

/* Room for at least `frames` frames (rounded up to a power of two), locked into memory where the
 * limits allow. */
int ring_new(struct ring **out, size_t channels, size_t frames, struct error *);
void ring_free(struct ring *);
size_t ring_push(struct ring *, const int32_t *counts, size_t frames); /* frames taken */
size_t ring_pop(struct ring *, int32_t *counts, size_t frames);        /* frames given */
size_t ring_used(const struct ring *);
size_t ring_capacity(const struct ring *);

#endif
