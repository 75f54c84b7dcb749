/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/json.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* struct js is jansson's json_t under another name. */
static json_t *own(struct js *value)
{
	return (json_t *)value;
}

static const json_t *view(const struct js *value)
{
	return (const json_t *)value;
}

static struct js *wrap(json_t *value)
{
	return (struct js *)value;
}

/* jansson 2.14 goes on after some of its allocations fail, and gives back a part: a string lacks a
 * letter, an object a member. Its parser may meet an assertion of its own first, where the text of
 * a token could not grow: it gets what is lacking from a reserve, and no further byte to read. */
static _Thread_local bool starved;
static _Thread_local char *reserve;
static _Thread_local size_t reserve_size, reserve_used;

static void *take_reserve(size_t size)
{
	size_t aligned = (size + 15) & ~(size_t)15;
	char *block = reserve + reserve_used;

	if (!reserve || aligned > reserve_size - reserve_used)
		return NULL;
	reserve_used += aligned;
	return block;
}

static void *allocate(size_t size)
{
	void *block = malloc(size);

	if (block)
		return block;
	starved = true;
	return take_reserve(size);
}

static void release(void *block)
{
	const char *byte = block;

	if (!reserve || byte < reserve || byte >= reserve + reserve_size)
		free(block);
}

__attribute__((constructor)) static void watch_allocations(void)
{
	json_set_alloc_funcs(allocate, release);
}

struct unread {
	const char *text;
	size_t size;
};

/* One byte: nothing is read ahead that could not be called off. */
static size_t read_byte(void *to, size_t room, void *ctx)
{
	struct unread *unread = ctx;

	if (starved || !unread->size || !room)
		return 0;
	*(char *)to = *unread->text++;
	unread->size--;
	return 1;
}

/* The text of a token doubles as it grows. */
static bool reserve_open(size_t text_size)
{
	starved = false;
	reserve_used = 0;
	reserve_size = 2 * text_size + 256;
	reserve = malloc(reserve_size);
	return reserve;
}

static void reserve_close(void)
{
	free(reserve);
	reserve = NULL;
}

int js_parse(struct js **out, const char *text, size_t size, const char *name, struct error *err)
{
	struct unread unread = {text, size};
	json_error_t why;
	json_t *value = NULL;

	if (reserve_open(size))
		value = json_load_callback(read_byte, &unread,
					   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	else
		starved = true;
	if (starved) {
		json_decref(value);
		reserve_close();
		return fail(err, HINGE_ENOMEM, "%s: out of memory", name);
	}
	reserve_close();
	if (!value)
		return fail(err, HINGE_EFORMAT, "%s:%d:%d: %s", name, why.line, why.column,
			    why.text);
	*out = wrap(value);
	return 0;
}

char *js_dump(const struct js *value, int digits, int indent)
{
	size_t flags = JSON_REAL_PRECISION((size_t)digits) | JSON_ENCODE_ANY;
	char *text;

	starved = false;
	text = value ? json_dumps(view(value), flags | JSON_INDENT((size_t)indent)) : NULL;
	if (!starved)
		return text;
	free(text);
	return NULL;
}

static char *dump_shortest(const struct js *value, int indent)
{
	char *exact = js_dump(value, 17, 0);

	for (int digits = 15; exact && digits < 17; digits++) {
		char *text = js_dump(value, digits, indent), *again = NULL;
		struct js *parsed = NULL;

		if (text && !js_parse(&parsed, text, strlen(text), "", NULL))
			again = js_dump(parsed, 17, 0);
		js_free(parsed);
		if (again && !strcmp(again, exact)) {
			free(again);
			free(exact);
			return text;
		}
		free(again);
		free(text);
	}
	free(exact);
	return js_dump(value, 17, indent);
}

char *js_dump_exactly(const struct js *value, int indent)
{
	char *text = dump_shortest(value, indent), *line;
	size_t length = text ? strlen(text) : 0;

	line = text ? realloc(text, length + 2) : NULL;
	if (line)
		memcpy(line + length, "\n", 2);
	else
		free(text);
	return line;
}

void js_free(struct js *value)
{
	json_decref(own(value));
}

struct js *js_copy(const struct js *value)
{
	json_t *copy;

	starved = false;
	copy = value ? json_deep_copy(view(value)) : NULL;
	if (!starved)
		return wrap(copy);
	json_decref(copy);
	return NULL;
}

struct js *js_object(void)
{
	return wrap(json_object());
}

struct js *js_array(void)
{
	return wrap(json_array());
}

struct js *js_string(const char *utf8)
{
	return wrap(json_string(utf8));
}

struct js *js_path(const char *path)
{
	size_t size = strlen(path), odd = 0;
	struct js *value = js_string(path);
	char *plain;

	while (odd < size && !(path[odd] & 0x80))
		odd++;
	plain = value || odd == size ? NULL : strdup(path);
	if (!plain)
		return value;
	for (; odd < size; odd++)
		if (plain[odd] & 0x80)
			plain[odd] = '?';
	value = js_string(plain);
	free(plain);
	return value;
}

struct js *js_number(double value)
{
	return wrap(isfinite(value) ? json_real(value) : json_null());
}

struct js *js_integer(int64_t value)
{
	return wrap(json_integer(value));
}

struct js *js_bool(bool value)
{
	return wrap(json_boolean(value));
}

struct js *js_null(void)
{
	return wrap(json_null());
}

int js_set(struct js *object, const char *key, struct js *value)
{
	return json_object_set_new(own(object), key, own(value));
}

int js_append(struct js *array, struct js *value)
{
	return json_array_append_new(own(array), own(value));
}

void js_remove(struct js *object, const char *key)
{
	json_object_del(own(object), key);
}

struct js *js_reals(const double *values, size_t count)
{
	struct js *array = js_array();

	for (size_t i = 0; array && i < count; i++)
		if (js_append(array, js_number(values[i]))) {
			js_free(array);
			return NULL;
		}
	return array;
}

struct js *js_rows(const double *values, size_t count, size_t columns, size_t stride)
{
	struct js *array = js_array();

	for (size_t i = 0; array && i < count; i++)
		if (js_append(array, js_reals(values + i * stride, columns))) {
			js_free(array);
			return NULL;
		}
	return array;
}

const struct js *js_get(const struct js *object, const char *key)
{
	return wrap(json_object_get(view(object), key));
}

const struct js *js_at(const struct js *array, size_t index)
{
	return wrap(json_array_get(view(array), index));
}

size_t js_count(const struct js *value)
{
	return js_is_array(value) ? json_array_size(view(value)) : json_object_size(view(value));
}

int js_each(const struct js *object, int (*visit)(void *ctx, const char *key, const struct js *),
	    void *ctx)
{
	json_t *members = (json_t *)view(object);

	for (void *at = json_object_iter(members); at; at = json_object_iter_next(members, at)) {
		int ret = visit(ctx, json_object_iter_key(at), wrap(json_object_iter_value(at)));

		if (ret)
			return ret;
	}
	return 0;
}

bool js_is_object(const struct js *value)
{
	return value && json_is_object(view(value));
}

bool js_is_array(const struct js *value)
{
	return value && json_is_array(view(value));
}

bool js_is_null(const struct js *value)
{
	return value && json_is_null(view(value));
}

bool js_real(const struct js *value, double *out)
{
	if (!value || !json_is_number(view(value)))
		return false;
	*out = json_number_value(view(value));
	return true;
}

bool js_int(const struct js *value, int64_t *out)
{
	if (!value || !json_is_integer(view(value)))
		return false;
	*out = json_integer_value(view(value));
	return true;
}

bool js_boolean(const struct js *value, bool *out)
{
	if (!value || !json_is_boolean(view(value)))
		return false;
	*out = json_is_true(view(value));
	return true;
}

const char *js_text(const struct js *value)
{
	return value ? json_string_value(view(value)) : NULL;
}
