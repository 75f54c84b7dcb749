/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/text/text.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct text *text;
	const struct text_row *header;
	const int *wanted;
	size_t count;
	size_t fields; /* of every row; 0 = the first row says */
	size_t room;
	struct text_table table;
};

/* Adds the place to a reason that text_number() gave. */
static int fail_cell(const struct reading *r, int column, struct error *err)
{
	const char *name = r->header ? r->header->field[column] : "";

	if (!err)
		return HINGE_EFORMAT;
	if (*name)
		return fail_context(err, "%s:%lld: column \"%.60s\"", r->text->name,
				    (long long)r->text->line, name);
	return fail_context(err, "%s:%lld: column %d (the first is 0)", r->text->name,
			    (long long)r->text->line, column);
}

static int grow(struct reading *r, struct error *err)
{
	size_t room = r->room ? 2 * r->room : 4096;
	double *value = reallocarray(r->table.value, room, r->count * sizeof(*value));

	if (!value)
		return fail(err, HINGE_ENOMEM, "%s: no memory for %zu rows", r->text->name, room);
	r->table.value = value;
	r->room = room;
	return 0;
}

static int check_width(struct reading *r, struct text_row *row, struct error *err)
{
	if (!r->fields) {
		text_row_trim(row);
		r->fields = row->count;
	}
	while (row->count > r->fields && !*row->field[row->count - 1])
		row->count--;
	if (row->count == r->fields)
		return 0;
	return fail(err, HINGE_EFORMAT, "%s:%lld: %zu fields, expected %zu", r->text->name,
		    (long long)r->text->line, row->count, r->fields);
}

static int add_row(struct reading *r, struct text_row *row, struct error *err)
{
	double *value;
	int rc = check_width(r, row, err);

	if (rc || (r->table.rows == r->room && (rc = grow(r, err))))
		return rc;
	value = r->table.value + r->table.rows * r->count;
	for (size_t i = 0; i < r->count; i++) {
		int column = r->wanted[i];

		if ((size_t)column >= r->fields)
			return fail(err, HINGE_EFORMAT, "%s:%lld: column %d of a row of %zu",
				    r->text->name, (long long)r->text->line, column, r->fields);
		if (text_number(row->field[column], r->text->decimal, &value[i], err))
			return fail_cell(r, column, err);
	}
	r->table.rows++;
	return 0;
}

static int read_rows(struct reading *r, struct error *err)
{
	struct text_row row;
	int64_t blank_line = 0;
	int rc;

	while ((rc = text_next(r->text, &row, err)) > 0) {
		if (text_row_is_blank(&row)) {
			if (!blank_line)
				blank_line = r->text->line;
			continue;
		}
		if (blank_line)
			return fail(err, HINGE_EFORMAT, "%s:%lld: a blank row amid the numbers",
				    r->text->name, (long long)blank_line);
		if ((rc = add_row(r, &row, err)))
			return rc;
	}
	if (!rc && !r->table.rows)
		return fail(err, HINGE_EFORMAT, "%s: no rows of numbers below the header",
			    r->text->name);
	return rc;
}

int text_numbers(struct text *text, const struct text_row *header, const int *wanted, size_t count,
		 struct text_table *out, struct error *err)
{
	struct reading r = {
		.text = text,
		.header = header,
		.wanted = wanted,
		.count = count,
		.fields = header ? header->count : 0,
		.table = {.columns = count},
	};
	int rc = read_rows(&r, err);

	if (rc) {
		free(r.table.value);
		return rc;
	}
	*out = r.table;
	return 0;
}

int trial_from_table(struct trial **out, const struct text_table *table, size_t first, size_t count,
		     struct error *err)
{
	int rc = trial_new(out, count, table->rows, err);

	if (rc)
		return rc;
	for (size_t i = 0; i < table->rows; i++)
		memcpy((*out)->samples + i * count, table->value + i * table->columns + first,
		       count * sizeof(double));
	(*out)->info.channels = count;
	(*out)->info.frames = (int64_t)table->rows;
	return 0;
}
