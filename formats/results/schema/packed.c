/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/schema/schema.h"

#include <stdlib.h>

int packed_init(struct packed *packed, const struct schema *schema, const struct content *content,
		struct error *err)
{
	*packed = (struct packed){schema, content, calloc(schema->objects, sizeof(void *)), NULL};
	return packed->rows ? 0 : fail(err, HINGE_ENOMEM, "out of memory");
}

void packed_reset(struct packed *packed)
{
	for (size_t i = 0; packed->rows && i < packed->schema->objects; i++)
		free(packed->rows[i]);
	free(packed->rows);
	free(packed->block);
}

static const void *pack_all(struct packed *packed, const struct object *object)
{
	void **rows = &packed->rows[object - packed->schema->object];
	size_t count = object_rows(object, packed->content);

	if (!*rows) {
		*rows = malloc(count * object_row_size(object, packed->content) + 1);
		if (*rows)
			rows_pack(object, packed->content, 0, count, *rows);
	}
	return *rows;
}

static const void *pack_block(struct packed *packed, const struct object *object, size_t first,
			      size_t count)
{
	free(packed->block);
	packed->block = malloc(count * object_row_size(object, packed->content) + 1);
	return packed->block ? rows_pack(object, packed->content, first, count, packed->block)
			     : NULL;
}

const void *packed_rows(struct packed *packed, const struct object *object, size_t first,
			size_t count, struct error *err)
{
	const void *rows;

	if (rows_lie_packed(object, packed->content))
		return rows_pack(object, packed->content, first, count, NULL);
	rows = object_rows(object, packed->content) == count
		       ? pack_all(packed, object)
		       : pack_block(packed, object, first, count);
	if (!rows)
		fail(err, HINGE_ENOMEM, "out of memory");
	return rows;
}
