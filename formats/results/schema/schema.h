/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The objects of a results file, schema 1.0 (docs/results.md). One table: the writer, the verifier,
 * the reader and the validator know a results file from here only. */
#ifndef FORMATS_RESULTS_SCHEMA_SCHEMA_H
#define FORMATS_RESULTS_SCHEMA_SCHEMA_H

#include "formats/results/schema/content.h"

#define SCHEMA_FORMAT  "hinge-results"
#define STUDY_FORMAT   "hinge-study"
#define SCHEMA_VERSION "1.0"

/* What lies in memory, and as what it is stored. */
enum value {
	VALUE_F64,
	VALUE_F32,
	VALUE_I32, /* int, unsigned */
	VALUE_U8,
	VALUE_BOOL, /* bool, stored as int32: R has no 8-bit booleans */
	VALUE_I64,  /* int64_t, stored as f64 (exact below 2^53): R has no 64-bit integers */
	VALUE_TEXT, /* char[width], stored as UTF-8 padded with NUL */
	VALUE_WORD  /* enum, stored as the word for it */
};

enum { FIELD_WIDTH_MAX = 512 };

/* The words of an enum, 0..count. */
struct vocabulary {
	const char *(*word)(int);
	int count;
};

struct field {
	const char *name;
	enum value value;
	size_t width;  /* bytes in the file */
	size_t offset; /* in the row's struct; for an attribute in struct content */
	const char *unit, *text;
	const struct vocabulary *words; /* VALUE_WORD */
};

struct table {
	const struct field *column;
	size_t columns;
};

enum object_kind { OBJECT_GROUP, OBJECT_ARRAY, OBJECT_TABLE };
enum { INNER_CELLS = 0x10000 }; /* an extent that differs from file to file: content->cells */

struct object {
	const char *path;
	enum object_kind kind;
	bool optional;     /* left out where it has no rows */
	const char *text;  /* @long_name of an array, TITLE of a table */
	size_t rows;       /* offset of a size_t in struct content: the first extent */
	size_t fixed_rows; /* which is always this; 0 = any */
	/* arrays and tables */
	size_t data;   /* offset of a pointer in struct content to the first row */
	size_t stride; /* bytes between rows there */
	/* where no pointer holds them, since they follow from their number */
	void (*compute)(const struct content *, size_t first, size_t count, void *out);
	/* arrays: the element is `field`, the extents after the first are `inner` */
	int rank;
	size_t inner[2];
	struct field field;
	const char *scale[2]; /* paths of the scales of the first and second dimension, or NULL */
	const char *is_scale; /* name, where this is a dimension scale */
	const struct table *table;
};

/* An attribute of an object; all but those added are required where the object is there. */
struct attribute {
	const char *object;
	struct field field;
	const char *fixed;   /* the text it always has, or NULL */
	const char *list[4]; /* a list of texts it always has */
	bool added;          /* after the first files of this version: one without it has 0 */
};

/* A kind of file. */
struct schema {
	const struct object *object;
	size_t objects;
	const struct attribute *attribute; /* the last has no object */
};
extern const struct schema schema_results; /* objects.c, attributes.c */
extern const struct schema schema_study;   /* study.c */
extern const struct attribute results_attributes[];

/* columns.c */
extern const struct table table_reps, table_phases, table_metrics, table_findings, table_flag_codes,
	table_checks, table_gaps, table_calibration, table_crosstalk, table_steps, table_config,
	table_warnings;
extern const struct vocabulary words_status;

size_t object_rows(const struct object *, const struct content *);
/* Bytes of a row in the file; of an element of a row. */
size_t object_row_size(const struct object *, const struct content *);
/* Extent of a dimension of an array, 0 = rows. */
size_t object_extent(const struct object *, int dimension, const struct content *);
/* Visits the attributes that an array (@units, @long_name) or a table (CLASS, TITLE,
 * FIELD_0_NAME ...) has because it is one; stops when visit returns non-zero and returns that. */
int object_each_text(const struct object *,
		     int (*visit)(void *ctx, const char *name, const char *text, struct error *),
		     void *ctx, struct error *);
/* Whether this content has the object: only optional ones are left out. */
bool object_present(const struct object *, const struct content *);
const struct object *object_find(const struct schema *, const char *path); /* NULL: no such */

/* Where a row lies in content. */
const char *row_at(const struct object *, const struct content *, size_t row);

/* rows.c: rows as they lie in the file (native byte order, packed), out of and into content. They
 * are packed into room, unless they lie so in content: that place is given then. */
const void *rows_pack(const struct object *, const struct content *, size_t first, size_t count,
		      void *room);
bool rows_lie_packed(const struct object *, const struct content *);
/* Makes room for the rows of the object; HINGE_ENOMEM. */
int rows_reserve(const struct object *, struct content *, size_t rows, struct error *);
/* HINGE_EFORMAT: a word that its vocabulary lacks, a computed row that is not what it must be. */
int rows_unpack(const struct object *, struct content *, size_t first, size_t count, const void *in,
		struct error *);
/* One value, to and from the file's form; memory is where the field lies. */
void field_pack(const struct field *, const void *memory, char *out);
int field_unpack(const struct field *, const char *in, void *memory, struct error *);
/* Copies text as valid UTF-8 into width bytes, the rest NUL; what is no UTF-8 becomes '?'. */
void text_pack(const char *text, char *out, size_t width);
/* Bytes of the UTF-8 sequence that text starts with; 0: it starts with none. */
size_t utf8_length(const char *text);

/* packed.c: the content in the file's form, for writing and for comparing with what was written. An
 * object whose rows are asked for in one piece is packed once. */
struct packed {
	const struct schema *schema;
	const struct content *content;
	void **rows; /* by object, NULL = not asked for yet */
	void *block; /* of an object with more rows than are asked for at once */
};
int packed_init(struct packed *, const struct schema *, const struct content *, struct error *);
void packed_reset(struct packed *);
/* Valid until the next call; NULL: HINGE_ENOMEM. */
const void *packed_rows(struct packed *, const struct object *, size_t first, size_t count,
			struct error *);

#endif
