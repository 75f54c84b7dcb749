/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/starve.h"

#include "tests/support/assert_near.h"

#include "formats/error.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef __has_feature
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#if SANITIZED || !defined(__GLIBC__)

long allocations_so_far(void)
{
	return 0;
}

void starve_first(long most, int (*run)(void *ctx), void *ctx)
{
	static bool said;

	(void)most;
	if (!said) {
		printf("note: a sanitizer's allocations cannot be made to fail; run once as they "
		       "are\n");
		fflush(stdout);
	}
	said = true;
	assert_int_equal(run(ctx), 0);
}

#else

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_long left = -1; /* allocations before one fails; < 0 = plenty */
static atomic_long live;
static atomic_long asked;

long allocations_so_far(void)
{
	return atomic_load(&asked);
}

static int is_refused(void)
{
	atomic_fetch_add(&asked, 1);
	if (atomic_load(&left) < 0)
		return 0;
	if (atomic_fetch_sub(&left, 1) > 0)
		return 0;
	errno = ENOMEM;
	return 1;
}

static void *counted(void *block)
{
	if (block)
		atomic_fetch_add(&live, 1);
	return block;
}

void *malloc(size_t size)
{
	return is_refused() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	return is_refused() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
	if (is_refused())
		return NULL;
	return block ? __libc_realloc(block, size) : counted(__libc_realloc(NULL, size));
}

void *memalign(size_t alignment, size_t size)
{
	return is_refused() ? NULL : counted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	void *block = memalign(alignment, size);

	if (!block)
		return ENOMEM;
	*out = block;
	return 0;
}

void free(void *block)
{
	if (block)
		atomic_fetch_sub(&live, 1);
	__libc_free(block);
}

void starve_first(long most, int (*run)(void *ctx), void *ctx)
{
	/* libraries keep what they make on first use */
	assert_int_equal(run(ctx), 0);
	for (long allowed = 0; allowed < most; allowed++) {
		long before = atomic_load(&live), after;
		int ret;

		atomic_store(&left, allowed);
		ret = run(ctx);
		/* not used up: no allocation failed */
		if (atomic_exchange(&left, -1) >= 0) {
			assert_int_equal(ret, 0);
			assert_true(allowed > 0);
			return;
		}
		after = atomic_load(&live);
		if (ret != HINGE_ENOMEM || after != before)
			fail_msg("allocation %ld failed: returned %d, %ld blocks left behind",
				 allowed, ret, after - before);
	}
}

#endif

void starve(int (*run)(void *ctx), void *ctx)
{
	starve_first(LONG_MAX, run, ctx);
}
