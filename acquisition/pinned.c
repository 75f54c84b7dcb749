/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/pinned.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t page_bytes(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

int pinned_new(struct pinned *pinned, size_t size, struct error *err)
{
	size_t page = page_bytes(), whole;
	unsigned char *mapped;

	if (size > SIZE_MAX - 2 * page)
		return fail(err, HINGE_ENOMEM, "no memory for %zu bytes", size);
	size = (size + page - 1) / page * page;
	whole = size + page;
	mapped = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mapped == MAP_FAILED)
		return fail(err, HINGE_ENOMEM, "no memory for %zu bytes", size);
	if (mprotect(mapped, page, PROT_NONE)) {
		munmap(mapped, whole);
		return fail(err, HINGE_ENOMEM, "no memory for a guard page");
	}
	*pinned = (struct pinned){.bytes = mapped + page, .size = size};
	pinned->locked = !mlock(pinned->bytes, size);
	/* a page that was only read is still nobody's */
	if (!pinned->locked)
		memset(pinned->bytes, 0, size);
	return 0;
}

void pinned_free(struct pinned *pinned)
{
	if (!pinned->bytes)
		return;
	munmap((unsigned char *)pinned->bytes - page_bytes(), pinned->size + page_bytes());
	*pinned = (struct pinned){0};
}

void pinned_unlock(struct pinned *pinned)
{
	if (pinned->locked)
		munlock(pinned->bytes, pinned->size);
	pinned->locked = false;
}
