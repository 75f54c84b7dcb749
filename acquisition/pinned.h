/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is there when it is needed: touched beforehand, and locked where the limits allow, so
 * that a thread that must not be late never waits for a page. A guard page lies below it. */
#ifndef ACQUISITION_PINNED_H
#define ACQUISITION_PINNED_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

struct pinned {
	void *bytes; /* zeroed, on a page's boundary */
	size_t size; /* whole pages */
	bool locked;
};

/* HINGE_ENOMEM. Not locked is no error. */
int pinned_new(struct pinned *, size_t size, struct error *);
/* Also of zeroed memory. */
void pinned_free(struct pinned *);
/* What may come late leaves the locked memory to what may not. */
void pinned_unlock(struct pinned *);

#endif
