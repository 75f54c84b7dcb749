/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file of any schema. */
#ifndef FORMATS_RESULTS_READER_H
#define FORMATS_RESULTS_READER_H

#include "formats/results/h5/h5.h"

/* Everything, or only the objects of a list of paths (the last is NULL), into an empty content; the
 * first fault ends it. HINGE_EREAD, HINGE_EFORMAT. */
int schema_read(const char *path, const struct schema *, const char *const *only, struct content *,
		struct error *);

/* rows is what an object has; those before it in the schema are in content. HINGE_EFORMAT. */
int object_check_rows(const struct schema *, const struct object *, const struct content *,
		      size_t rows, struct error *);

/* The rows of an open array or table into content. */
int object_read_rows(hid_t dataset, const struct object *, struct content *, size_t rows,
		     struct error *);

#endif
