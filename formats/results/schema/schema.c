/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/schema/schema.h"

#include <stdio.h>
#include <string.h>

size_t object_rows(const struct object *object, const struct content *content)
{
	size_t rows;

	memcpy(&rows, (const char *)content + object->rows, sizeof(rows));
	return rows;
}

size_t object_extent(const struct object *object, int dimension, const struct content *content)
{
	size_t inner;

	if (!dimension)
		return object_rows(object, content);
	inner = object->inner[dimension - 1];
	return inner == INNER_CELLS ? content->cells : inner;
}

size_t object_row_size(const struct object *object, const struct content *content)
{
	size_t size = object->field.width;

	if (object->kind == OBJECT_TABLE) {
		size = 0;
		for (size_t i = 0; i < object->table->columns; i++)
			size += object->table->column[i].width;
	}
	for (int i = 1; i < object->rank; i++)
		size *= object_extent(object, i, content);
	return size;
}

bool object_present(const struct object *object, const struct content *content)
{
	if (!object->optional)
		return true;
	return object_rows(object, content) &&
	       (object->kind == OBJECT_GROUP || object_row_size(object, content));
}

const struct object *object_find(const struct schema *schema, const char *path)
{
	for (size_t i = 0; i < schema->objects; i++)
		if (!strcmp(schema->object[i].path, path))
			return &schema->object[i];
	return NULL;
}

static int each_column_text(const struct table *table,
			    int (*visit)(void *, const char *, const char *, struct error *),
			    void *ctx, struct error *err)
{
	char name[32];
	int ret = 0;

	for (size_t i = 0; !ret && i < table->columns; i++) {
		const struct field *column = &table->column[i];

		snprintf(name, sizeof(name), "FIELD_%zu_NAME", i);
		ret = visit(ctx, name, column->name, err);
		snprintf(name, sizeof(name), "FIELD_%zu_UNIT", i);
		if (!ret)
			ret = visit(ctx, name, column->unit, err);
		snprintf(name, sizeof(name), "FIELD_%zu_DESC", i);
		if (!ret)
			ret = visit(ctx, name, column->text, err);
	}
	return ret;
}

int object_each_text(const struct object *object,
		     int (*visit)(void *ctx, const char *name, const char *text, struct error *),
		     void *ctx, struct error *err)
{
	const char *const array[][2] = {{"units", object->field.unit}, {"long_name", object->text}};
	const char *const table[][2] = {
		{"CLASS", "TABLE"}, {"VERSION", "3.0"}, {"TITLE", object->text}};
	const char *const(*texts)[2] = object->kind == OBJECT_TABLE ? table : array;
	size_t count = object->kind == OBJECT_TABLE ? 3 : object->kind == OBJECT_ARRAY ? 2 : 0;
	int ret = 0;

	for (size_t i = 0; !ret && i < count; i++)
		ret = visit(ctx, texts[i][0], texts[i][1], err);
	if (!ret && object->kind == OBJECT_TABLE)
		ret = each_column_text(object->table, visit, ctx, err);
	return ret;
}
