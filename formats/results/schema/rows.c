/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/schema/schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void field_pack(const struct field *field, const void *memory, char *out)
{
	int32_t whole;
	double real;

	switch (field->value) {
	case VALUE_F64:
		memcpy(out, memory, sizeof(real));
		break;
	case VALUE_F32:
	case VALUE_I32:
		memcpy(out, memory, sizeof(whole));
		break;
	case VALUE_U8:
		*out = *(const char *)memory;
		break;
	case VALUE_BOOL:
		whole = *(const bool *)memory;
		memcpy(out, &whole, sizeof(whole));
		break;
	case VALUE_I64:
		real = (double)*(const int64_t *)memory;
		memcpy(out, &real, sizeof(real));
		break;
	case VALUE_TEXT:
		text_pack(memory, out, field->width);
		break;
	case VALUE_WORD:
		text_pack(field->words->word(*(const int *)memory), out, field->width);
		break;
	}
}

static int unpack_word(const struct field *field, const char *in, int *memory, struct error *err)
{
	for (int i = 0; i < field->words->count; i++)
		if (!strncmp(field->words->word(i), in, field->width)) {
			*memory = i;
			return 0;
		}
	return fail(err, HINGE_EFORMAT, "'%.*s' is no word for %s", (int)field->width, in,
		    field->name);
}

int field_unpack(const struct field *field, const char *in, void *memory, struct error *err)
{
	int32_t whole;
	double real;

	switch (field->value) {
	case VALUE_BOOL:
		memcpy(&whole, in, sizeof(whole));
		*(bool *)memory = whole;
		break;
	case VALUE_I64:
		memcpy(&real, in, sizeof(real));
		if (!(fabs(real) < 9007199254740992.0)) /* 2^53 */
			return fail(err, HINGE_EFORMAT, "%s is no whole number", field->name);
		*(int64_t *)memory = (int64_t)real;
		break;
	case VALUE_WORD:
		return unpack_word(field, in, memory, err);
	case VALUE_TEXT:
		memcpy(memory, in, field->width);
		((char *)memory)[field->width - 1] = '\0';
		break;
	default:
		memcpy(memory, in, field->width);
	}
	return 0;
}

static void **data_of(const struct object *object, struct content *content)
{
	return (void **)((char *)content + object->data);
}

/* The cells differ from file to file, so their rows have no stride in the table. */
static size_t stride_of(const struct object *object, const struct content *content)
{
	return object->stride ? object->stride : object_row_size(object, content);
}

const char *row_at(const struct object *object, const struct content *content, size_t row)
{
	const char *base = *data_of(object, (struct content *)content);

	return base + row * stride_of(object, content) + object->field.offset;
}

bool rows_lie_packed(const struct object *object, const struct content *content)
{
	return object->kind == OBJECT_ARRAY && !object->compute &&
	       object_row_size(object, content) == stride_of(object, content);
}

static void pack_record(const struct table *table, const char *memory, char *out)
{
	for (size_t i = 0; i < table->columns; i++) {
		const struct field *column = &table->column[i];

		field_pack(column, memory + column->offset, out);
		out += column->width;
	}
}

const void *rows_pack(const struct object *object, const struct content *content, size_t first,
		      size_t count, void *room)
{
	size_t size = object_row_size(object, content);
	char *at = room;

	if (rows_lie_packed(object, content))
		return row_at(object, content, first);
	if (object->compute) {
		object->compute(content, first, count, room);
		return room;
	}
	for (size_t row = first; row < first + count; row++, at += size) {
		const char *memory = row_at(object, content, row);

		if (object->kind == OBJECT_TABLE)
			pack_record(object->table, memory, at);
		else
			memcpy(at, memory, size);
	}
	return room;
}

/* report_add_*() takes the room of a table to be the next power of two of its rows. */
static size_t room_for(size_t rows)
{
	size_t room = 1;

	while (room < rows)
		room *= 2;
	return room;
}

int rows_reserve(const struct object *object, struct content *content, size_t rows,
		 struct error *err)
{
	size_t stride, room = rows;
	void **data = data_of(object, content);

	memcpy((char *)content + object->rows, &rows, sizeof(rows));
	stride = stride_of(object, content);
	if (object->compute || *data)
		return 0;
	if (stride != object_row_size(object, content))
		room = room_for(rows);
	*data = calloc(room ? room : 1, stride ? stride : 1);
	if (!*data)
		return fail(err, HINGE_ENOMEM, "no memory for %zu rows of %s", rows, object->path);
	return 0;
}

static int unpack_record(const struct object *object, const char *in, char *memory,
			 struct error *err)
{
	for (size_t i = 0; i < object->table->columns; i++) {
		const struct field *column = &object->table->column[i];
		int ret = field_unpack(column, in, memory + column->offset, err);

		if (ret)
			return ret;
		in += column->width;
	}
	return 0;
}

static int check_computed(const struct object *object, const struct content *content, size_t first,
			  size_t count, const char *in, struct error *err)
{
	size_t size = object_row_size(object, content);

	for (size_t row = first; row < first + count; row++, in += size) {
		char want[8];

		object->compute(content, row, 1, want);
		if (memcmp(in, want, size) != 0)
			return fail(err, HINGE_EFORMAT, "row %zu is not what it must be", row);
	}
	return 0;
}

int rows_unpack(const struct object *object, struct content *content, size_t first, size_t count,
		const void *in, struct error *err)
{
	size_t size = object_row_size(object, content);
	const char *at = in;

	if (object->compute)
		return check_computed(object, content, first, count, in, err);
	if (rows_lie_packed(object, content)) {
		memcpy((char *)row_at(object, content, first), in, count * size);
		return 0;
	}
	for (size_t row = first; row < first + count; row++, at += size) {
		char *memory = (char *)row_at(object, content, row);
		int ret = 0;

		if (object->kind == OBJECT_TABLE)
			ret = unpack_record(object, at, memory, err);
		else
			memcpy(memory, at, size);
		if (ret)
			return fail_context(err, "row %zu", row);
	}
	return 0;
}
