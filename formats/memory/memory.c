/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/memory/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20, HUGE_FROM = HUGE_PAGE / 4 };

void *memory_new(size_t count, size_t size)
{
	size_t bytes, whole;
	void *block;

	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	if (bytes < HUGE_FROM)
		return malloc(bytes ? bytes : 1);
	if (__builtin_add_overflow(bytes, (size_t)HUGE_PAGE - 1, &whole))
		return NULL;
	whole &= ~((size_t)HUGE_PAGE - 1);
	block = aligned_alloc(HUGE_PAGE, whole);
	/* advice only: without huge pages it is memory all the same */
	if (block)
		madvise(block, whole, MADV_HUGEPAGE);
	return block;
}

void *memory_new_zeroed(size_t count, size_t size)
{
	void *block = memory_new(count, size);

	return block ? memset(block, 0, count * size) : NULL;
}
