/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar/fields.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int field_fail(const struct fields *fields, const char *key, const char *rule, ...)
{
	char text[256];
	va_list args;

	va_start(args, rule);
	vsnprintf(text, sizeof(text), rule, args);
	va_end(args);
	return fail(fields->err, HINGE_EFORMAT, "%s: %s%s: %s", fields->file, fields->path, key,
		    text);
}

const struct js *field_value(const struct fields *fields, const char *key)
{
	const struct js *value = js_get(fields->object, key);

	return js_is_null(value) ? NULL : value;
}

static int absent(const struct fields *fields, const char *key, enum field_need need)
{
	return need == FIELD_REQUIRED ? field_fail(fields, key, "is required") : 0;
}

int field_text(const struct fields *fields, const char *key, enum field_need need, char *out,
	       size_t size)
{
	const struct js *value = field_value(fields, key);
	const char *text = js_text(value);
	size_t length;

	if (!value)
		return absent(fields, key, need);
	if (!text)
		return field_fail(fields, key, "must be a text");
	length = strlen(text);
	if (length >= size)
		return field_fail(fields, key, "must be %zu bytes at most", size - 1);
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return field_fail(fields, key, "must be free of control characters");
	memcpy(out, text, length + 1);
	return 0;
}

int field_real(const struct fields *fields, const char *key, enum field_need need, double *out)
{
	const struct js *value = field_value(fields, key);

	if (!value)
		return absent(fields, key, need);
	if (!js_real(value, out))
		return field_fail(fields, key, "must be a number");
	return 0;
}

int field_integer(const struct fields *fields, const char *key, enum field_need need, int64_t min,
		  int64_t max, int64_t *out)
{
	const struct js *value = field_value(fields, key);
	int64_t number;

	if (!value)
		return absent(fields, key, need);
	if (!js_int(value, &number) || number < min || number > max)
		return field_fail(fields, key, "must be a whole number from %lld to %lld",
				  (long long)min, (long long)max);
	*out = number;
	return 0;
}

int field_reals(const struct fields *fields, const char *key, enum field_need need, double *out,
		size_t count)
{
	const struct js *value = field_value(fields, key);
	bool good = js_is_array(value) && js_count(value) == count;

	if (!value)
		return absent(fields, key, need);
	for (size_t i = 0; good && i < count; i++)
		good = js_real(js_at(value, i), &out[i]);
	return good ? 0 : field_fail(fields, key, "must be an array of %zu numbers", count);
}

int field_matrix(const struct fields *fields, const char *key, enum field_need need, size_t rows,
		 size_t columns, double *out, size_t stride)
{
	const struct js *value = field_value(fields, key);
	bool good = js_is_array(value) && js_count(value) == rows;

	if (!value)
		return absent(fields, key, need);
	for (size_t i = 0; good && i < rows; i++) {
		const struct js *row = js_at(value, i);

		good = js_is_array(row) && js_count(row) == columns;
		for (size_t j = 0; good && j < columns; j++)
			good = js_real(js_at(row, j), &out[i * stride + j]);
	}
	return good ? 0
		    : field_fail(fields, key, "must be %zu arrays of %zu numbers", rows, columns);
}

int field_object(const struct fields *fields, const char *key, enum field_need need,
		 struct fields *child)
{
	const struct js *value = field_value(fields, key);

	if (value && !js_is_object(value))
		return field_fail(fields, key, "must be an object");
	*child = (struct fields){.file = fields->file, .object = value, .err = fields->err};
	snprintf(child->path, sizeof(child->path), "%s%s.", fields->path, key);
	return value ? 0 : absent(fields, key, need);
}

int field_array(const struct fields *fields, const char *key, enum field_need need, size_t max,
		size_t *count)
{
	const struct js *value = field_value(fields, key);

	*count = 0;
	if (!value)
		return absent(fields, key, need);
	if (!js_is_array(value) || js_count(value) > max ||
	    (need == FIELD_REQUIRED && !js_count(value)))
		return field_fail(fields, key, "must be an array of %d to %zu members",
				  need == FIELD_REQUIRED, max);
	*count = js_count(value);
	return 0;
}

int field_item(const struct fields *fields, const char *key, size_t index, struct fields *child)
{
	const struct js *value = js_at(field_value(fields, key), index);
	char name[FIELD_PATH_MAX];

	snprintf(name, sizeof(name), "%s[%zu]", key, index);
	if (!js_is_object(value))
		return field_fail(fields, name, "must be an object");
	*child = (struct fields){.file = fields->file, .object = value, .err = fields->err};
	snprintf(child->path, sizeof(child->path), "%s%s.", fields->path, name);
	return 0;
}
