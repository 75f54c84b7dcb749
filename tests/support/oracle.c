/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/oracle.h"

#include "tests/support/assert_near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Contents of ../shared/PATH, ended by a NUL. */
static char *read_shared(const char *path, size_t *size)
{
	char name[512], *text;
	FILE *file;
	long length;

	snprintf(name, sizeof(name), "../shared/%s", path);
	file = fopen(name, "rb");
	if (!file) {
		printf("SKIP: %s is not there\n", name);
		fflush(stdout);
		skip();
	}
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	length = ftell(file);
	assert_true(length > 0);
	rewind(file);
	text = malloc((size_t)length + 1);
	assert_non_null(text);
	*size = fread(text, 1, (size_t)length, file);
	assert_int_equal(*size, length);
	text[*size] = '\0';
	fclose(file);
	return text;
}

struct js *oracle_open(const char *id)
{
	char path[64], *text;
	struct error err;
	struct js *js = NULL;
	size_t size;

	snprintf(path, sizeof(path), "oracles/%s.json", id);
	text = read_shared(path, &size);
	if (js_parse(&js, text, size, path, &err))
		fail_msg("%s", err.text);
	free(text);
	return js;
}

const struct js *oracle_at(const struct js *js, const char *way)
{
	const char *from = way;

	while (*from) {
		size_t length = strcspn(from, ".");
		char name[64];

		assert_true(length < sizeof(name));
		memcpy(name, from, length);
		name[length] = '\0';
		js = js_is_array(js) ? js_at(js, strtoul(name, NULL, 10)) : js_get(js, name);
		if (!js)
			fail_msg("oracle has no %s", way);
		from += length + (from[length] == '.');
	}
	return js;
}

double oracle_number(const struct js *js, const char *way)
{
	double value;

	if (!js_real(oracle_at(js, way), &value))
		fail_msg("oracle: %s is no number", way);
	return value;
}

double *oracle_list(const struct js *js, const char *way, size_t *count)
{
	const struct js *array = oracle_at(js, way);
	double *list;

	*count = js_count(array);
	list = malloc((*count + 1) * sizeof(*list));
	assert_non_null(list);
	for (size_t i = 0; i < *count; i++)
		if (!js_real(js_at(array, i), &list[i]))
			list[i] = (double)NAN;
	return list;
}

double *oracle_table(const char *path, size_t skip_lines, size_t columns, size_t *rows)
{
	size_t size, room = 1024;
	char *text = read_shared(path, &size), *at = text;
	double *table = malloc(room * columns * sizeof(*table));

	for (size_t i = 0; i < skip_lines; i++) {
		at = strchr(at, '\n');
		assert_non_null(at);
		at++;
	}
	for (*rows = 0; *at; (*rows)++) {
		if (*rows == room) {
			room *= 2;
			table = realloc(table, room * columns * sizeof(*table));
		}
		assert_non_null(table);
		for (size_t c = 0; c < columns; c++) {
			char *end;

			table[*rows * columns + c] = strtod(at, &end);
			/* an empty field is a missing value */
			if (end == at)
				table[*rows * columns + c] = (double)NAN;
			at = end + (*end == ',');
		}
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	free(text);
	return table;
}
