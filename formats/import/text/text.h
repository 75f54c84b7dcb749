/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text in memory, read strictly: a row that does not fit, a cell that is no number or a
 * missing value is an error with file, line and column, never a guess. Understands a UTF-8 BOM,
 * LF, CRLF and CR, quoted fields, a decimal comma, padding delimiters at the end of a row and
 * blank rows at the end of the file. The locale plays no part. */
#ifndef FORMATS_IMPORT_TEXT_TEXT_H
#define FORMATS_IMPORT_TEXT_TEXT_H

#include "formats/trial.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TEXT_FIELDS_MAX = 512 };

struct text {
	const char *name; /* stands in messages */
	char *at, *end;
	char delimiter; /* ' ' = any run of blanks */
	char decimal;
	int64_t line; /* of the row read last, from 1 */
};

/* One line cut into fields; the fields point into the text and live as long as its bytes. */
struct text_row {
	size_t count;
	char *field[TEXT_FIELDS_MAX];
};

/* bytes[size] must be a NUL; reading changes the bytes. */
void text_init(struct text *, const char *name, char *bytes, size_t size, char delimiter,
	       char decimal);
/* Next line: 1 = *row is filled, 0 = the text has ended, HINGE_EFORMAT: open quote, NUL byte, too
 * many fields. A blank line is a row without fields. */
int text_next(struct text *, struct text_row *row, struct error *);
bool text_row_is_blank(const struct text_row *);
/* Drops the empty fields at the end of a row. */
void text_row_trim(struct text_row *);
/* Index of the column called name (exactly one must be), else HINGE_EFORMAT. */
int text_column(const struct text *, const struct text_row *header, const char *name, int *column,
		struct error *);

/* Correctly rounded; HINGE_EFORMAT with the reason in plain words ("is empty"), no place. field
 * may be changed. */
int text_number(char *field, char decimal, double *out, struct error *);

struct text_table {
	size_t rows, columns;
	double *value; /* [rows][columns], the caller's to free() */
};
/* The rest of the text as numbers: column wanted[i] of the file becomes column i. header (may be
 * NULL) names the columns and says how many there are; without it the first row does. */
int text_numbers(struct text *, const struct text_row *header, const int *wanted, size_t count,
		 struct text_table *out, struct error *);
/* A trial whose channels are count columns of the table from first on. */
int trial_from_table(struct trial **out, const struct text_table *, size_t first, size_t count,
		     struct error *);

#endif
