/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed access to the keys of a JSON object, with errors that name file, key and rule:
 * "t7.json: Plates[0].Cells[1].Position: must be two numbers". null counts as absent. */
#ifndef FORMATS_RECORDING_SIDECAR_FIELDS_H
#define FORMATS_RECORDING_SIDECAR_FIELDS_H

#include "formats/error.h"
#include "formats/json.h"

enum { FIELD_PATH_MAX = 96 };

struct fields {
	const char *file;
	const struct js *object;
	char path[FIELD_PATH_MAX]; /* "Plates[0].Cells[1]."; "" at the top */
	struct error *err;
};

enum field_need { FIELD_OPTIONAL, FIELD_REQUIRED };

/* HINGE_EFORMAT "file: path.key: rule". */
int field_fail(const struct fields *, const char *key, const char *rule, ...)
	__attribute__((format(printf, 3, 4)));

/* Value of key; NULL where it is absent or null. */
const struct js *field_value(const struct fields *, const char *key);

/* Each leaves *out as it was where an optional key is absent, and refuses the wrong kind. */
int field_text(const struct fields *, const char *key, enum field_need, char *out, size_t size);
int field_real(const struct fields *, const char *key, enum field_need, double *out);
int field_integer(const struct fields *, const char *key, enum field_need, int64_t min, int64_t max,
		  int64_t *out);
/* Exactly count numbers. */
int field_reals(const struct fields *, const char *key, enum field_need, double *out, size_t count);
/* An array of rows arrays of columns numbers each; row i to out + i * stride. */
int field_matrix(const struct fields *, const char *key, enum field_need, size_t rows,
		 size_t columns, double *out, size_t stride);

/* The object under key; child->object is NULL where it is absent and optional. */
int field_object(const struct fields *, const char *key, enum field_need, struct fields *child);
/* Members of the array under key (0 where absent): max at most. */
int field_array(const struct fields *, const char *key, enum field_need, size_t max, size_t *count);
/* Object index of the array under key. */
int field_item(const struct fields *, const char *key, size_t index, struct fields *child);

#endif
