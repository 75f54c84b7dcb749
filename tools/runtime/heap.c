/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/runtime/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__

enum { HUGE_PAGE = 2 << 20, START = 1 << 20, SPARE = 64 << 20, MAPPED_FROM = 32 << 20 };

/* Advice only: a system without huge pages runs as before. */
static void advise(char *from, const char *end)
{
	char *first = from + (-(uintptr_t)from & (HUGE_PAGE - 1));

	if (first < end)
		madvise(first, (size_t)(end - first) & ~((size_t)HUGE_PAGE - 1), MADV_HUGEPAGE);
}

void heap_prepare(void)
{
	char *start;

	mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	mallopt(M_TRIM_THRESHOLD, 2 * SPARE);
	mallopt(M_TOP_PAD, SPARE);
	/* one heap for all threads: theirs would be small pages again */
	mallopt(M_ARENA_MAX, 1);
	start = malloc(START);
	if (start)
		advise(start, sbrk(0));
	free(start);
}

#else

void heap_prepare(void)
{
}

#endif
