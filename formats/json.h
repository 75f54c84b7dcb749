/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON values; jansson stays behind this file. */
#ifndef FORMATS_JSON_H
#define FORMATS_JSON_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct js; /* a value; every constructor may return NULL: out of memory */

/* HINGE_EFORMAT with name, line and column. Duplicate keys are refused. */
int js_parse(struct js **out, const char *text, size_t size, const char *name, struct error *);
/* digits: significant digits of numbers that are not integers (17 = exact). indent 0 = one line.
 * Keys stay in the order they were set. Caller frees; NULL: out of memory or value is NULL. */
char *js_dump(const struct js *, int digits, int indent);
/* js_dump() with the fewest digits that give every number back exactly (0.1 stays 0.1), and a
 * newline at the end. */
char *js_dump_exactly(const struct js *, int indent);
void js_free(struct js *);
struct js *js_copy(const struct js *);

struct js *js_object(void);
struct js *js_array(void);
struct js *js_string(const char *utf8); /* bad UTF-8: NULL */
/* A file's name may be anything: where it is no UTF-8, each byte beyond ASCII becomes '?'. */
struct js *js_path(const char *path);
struct js *js_number(double); /* NaN and infinities become null */
struct js *js_integer(int64_t);
struct js *js_bool(bool);
struct js *js_null(void);
/* Take over value, freeing it on failure; 0, or -1 when out of memory (value NULL included). */
int js_set(struct js *object, const char *key, struct js *value);
int js_append(struct js *array, struct js *value);
void js_remove(struct js *object, const char *key);
/* An array of numbers; an array of count such arrays, whose values stand stride apart. */
struct js *js_reals(const double *values, size_t count);
struct js *js_rows(const double *values, size_t count, size_t columns, size_t stride);

/* Borrowed; NULL where there is none (or where the holder is NULL or of another kind). */
const struct js *js_get(const struct js *object, const char *key);
const struct js *js_at(const struct js *array, size_t index);
size_t js_count(const struct js *); /* members of an array or object, else 0 */
/* Visits members in order; stops when visit returns non-zero and returns that. */
int js_each(const struct js *object, int (*visit)(void *ctx, const char *key, const struct js *),
	    void *ctx);
bool js_is_object(const struct js *);
bool js_is_array(const struct js *);
bool js_is_null(const struct js *);
/* false: another kind (out is untouched). js_real takes integers too. */
bool js_real(const struct js *, double *out);
bool js_int(const struct js *, int64_t *out);
bool js_boolean(const struct js *, bool *out);
const char *js_text(const struct js *); /* NULL: no string */

#endif
