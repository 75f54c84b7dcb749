/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HDF5 as the files of this folder use it: quiet, with errors of our kind, and with nothing of a
 * file believed. hdf5.h stays inside formats/results. */
#ifndef FORMATS_RESULTS_H5_H5_H
#define FORMATS_RESULTS_H5_H5_H

#include "formats/results/schema/schema.h"

#include <hdf5.h>

enum {
	CHUNK_ROWS = 4096,         /* of a table or a compressed array */
	BLOCK_ROWS = 1 << 16,      /* read or written in one call */
	CHUNK_BYTES_MAX = 1 << 24, /* a larger chunk in a file is refused */
	RANK_MAX = 3
};

/* Silences HDF5, forbids it plugins and keeps its lists of free blocks short; first thing in every
 * entry. */
void h5_quiet(void);
/* fail() with the reason that HDF5 gives, its errno where there is one. Call it before HDF5 is used
 * again. */
int h5_fail(struct error *err, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* An existing file, read only. HINGE_EREAD: cannot be opened; HINGE_EFORMAT: no HDF5. */
int h5_open(hid_t *out, const char *path, struct error *err);

/* sticky.c: where a file is written to. The first failure is kept in *error (an errno), and nothing
 * after it reaches the descriptor; HDF5 is told of none. */
struct sticky {
	int fd;
	int *error;
};
/* Cuts the file and begins it anew; name stands in messages. */
int h5_create(hid_t *out, const char *name, const struct sticky *, struct error *err);

/* types.c: < 0 on failure, else the caller closes. native = as it lies in memory, packed. */
hid_t type_of_field(const struct field *, bool native);
hid_t type_of_object(const struct object *, bool native);
/* Of the rows of an open dataset that has the type the schema wants. */
hid_t type_in_memory(hid_t dataset, const struct object *);
hid_t type_of_texts(void); /* variable-length UTF-8 */
/* Extents of an array or table; returns its rank. */
int dims_of_object(const struct object *, const struct content *, hsize_t dims[RANK_MAX]);

/* attribute.c */
int attribute_write(hid_t object, const struct attribute *, const struct content *, struct error *);
/* Titles, units and columns: what object_each_text() lists. */
int attributes_write_texts(hid_t id, const struct object *, struct error *);
/* Into content; where the schema fixes the value, compared with it. HINGE_EFORMAT says which rule
 * is broken. */
int attribute_read(hid_t object, const struct attribute *, struct content *, struct error *);
int attribute_expect_text(hid_t object, const char *name, const char *text, struct error *);

/* scales.c: the dimension scales of a dataset just created. place holds where each object of the
 * schema lies, 0 = not there yet; this one's place is entered, those of its scales are used, so
 * scales come before their arrays. */
int scales_write(hid_t id, const struct object *, const struct schema *, hobj_ref_t *place,
		 struct error *);
/* When all objects are there: tells each scale of its arrays. */
int scales_finish(hid_t file, const struct schema *, const hobj_ref_t *place, struct error *);

/* access.c: an object of a file that may come from anyone */
bool object_exists(hid_t file, const char *path);
/* It is not there, and need not be: an optional group is there as a whole or not at all, and the
 * forces of the cells are stored on demand. */
bool object_is_left_out(hid_t file, const struct object *);
/* Opens it where every step of its path is a hard link, and checks kind, type, rank, extents,
 * layout, filters and size against the schema before anything is read. rows (may be NULL) is the
 * first extent; content->cells is set by the object that has cells. HINGE_EFORMAT says which rule
 * is broken. */
int object_open(hid_t *out, hid_t file, const struct object *, struct content *, size_t *rows,
		struct error *);
/* Rows [first, first + count) of an open array or table, packed, into or out of memory. */
int block_read(hid_t dataset, const struct object *, const struct content *, size_t first,
	       size_t count, void *packed, struct error *);
int block_write(hid_t dataset, const struct object *, const struct content *, size_t first,
		size_t count, const void *packed, struct error *);

#endif
