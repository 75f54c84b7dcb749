/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside formats/registry only. */
#ifndef FORMATS_REGISTRY_PARTS_H
#define FORMATS_REGISTRY_PARTS_H

#include "formats/registry/database.h"
#include "formats/registry/registry.h"

#include <limits.h>

struct registry {
	struct database *database;
	char study[PATH_MAX]; /* without links */
};

extern const struct database_schema registry_schema;

/* Runs query to its end and free()s it; take() fills a record of `size` bytes from the row. *out is
 * the caller's to free(), also where there are none. */
int query_collect(struct query *, size_t size, void (*take)(const struct query *, void *record),
		  void **out, size_t *count, struct error *);

#endif
