/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for arrays of samples. The first touch of each 4 KiB page of a fresh array can cost more
 * than what is computed on it; on huge pages it is some forty times cheaper
 * (docs/methods.md#speed).
 */
#ifndef FORMATS_MEMORY_MEMORY_H
#define FORMATS_MEMORY_MEMORY_H

#include <stddef.h>

/* As malloc() and calloc(), free() included; on huge pages where it is large and the system has
 * them. */
void *memory_new(size_t count, size_t size);
void *memory_new_zeroed(size_t count, size_t size);

#endif
