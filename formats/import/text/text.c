/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/text/text.h"

#include <stdlib.h>
#include <string.h>

void text_init(struct text *text, const char *name, char *bytes, size_t size, char delimiter,
	       char decimal)
{
	*text = (struct text){
		.name = name,
		.at = bytes,
		.end = bytes + size,
		.delimiter = delimiter,
		.decimal = decimal,
	};
	if (size >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3))
		text->at += 3;
}

static int fail_here(const struct text *text, struct error *err, const char *what)
{
	return fail(err, HINGE_EFORMAT, "%s:%lld: %s", text->name, (long long)text->line, what);
}

static bool is_blank(const struct text *text, char c)
{
	return c == ' ' || (c == '\t' && text->delimiter != '\t');
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool ends_field(const struct text *text, char c)
{
	return is_line_end(c) || c == '\0' ||
	       (text->delimiter == ' ' ? is_blank(text, c) : c == text->delimiter);
}

static char *skip_blanks(const struct text *text, char *p)
{
	while (is_blank(text, *p))
		p++;
	return p;
}

/* Takes the field at from out of its quotes, in place; *stop is what ends it. */
static int cut_quoted(struct text *text, char *from, char **stop, struct error *err)
{
	char *to = from++;

	for (;; from++) {
		if (*from == '\n' || *from == '\r' || from >= text->end)
			return fail_here(text, err, "a quote is opened and not closed");
		if (*from == '"' && *++from != '"')
			break;
		*to++ = *from;
	}
	if (text->delimiter != ' ')
		from = skip_blanks(text, from);
	if (!ends_field(text, *from))
		return fail_here(text, err, "text follows a closing quote");
	*to = '\0'; /* the quotes left room: to < from */
	*stop = from;
	return 0;
}

static char *cut_plain(const struct text *text, char *field, char **stop)
{
	char *end = field;

	while (!ends_field(text, *end))
		end++;
	*stop = end;
	while (end > field && is_blank(text, end[-1]))
		end--;
	return end;
}

/* Cuts the field at *p and moves *p past what ends it, which becomes *ended_by. */
static int cut_field(struct text *text, struct text_row *row, char **p, char *ended_by,
		     struct error *err)
{
	char *field = *p, *stop = field, *end = NULL;

	if (row->count == TEXT_FIELDS_MAX)
		return fail_here(text, err, "more than 512 fields in a row");
	if (*field != '"')
		end = cut_plain(text, field, &stop);
	else if (cut_quoted(text, field, &stop, err))
		return HINGE_EFORMAT;
	if (text->delimiter == ' ' && is_blank(text, *stop)) {
		stop = skip_blanks(text, stop);
		stop -= *stop && !is_line_end(*stop);
	}
	if (*stop == '\0' && stop < text->end)
		return fail_here(text, err, "a NUL byte (is this a text file?)");
	*ended_by = *stop;
	*p = stop + 1 + (*stop == '\r' && stop[1] == '\n');
	if (end)
		*end = '\0';
	row->field[row->count++] = field;
	return 0;
}

int text_next(struct text *text, struct text_row *row, struct error *err)
{
	char *p = text->at, c = text->delimiter;

	if (p >= text->end)
		return 0;
	text->line++;
	row->count = 0;
	p = skip_blanks(text, p);
	if (is_line_end(*p)) {
		text->at = p + 1 + (*p == '\r' && p[1] == '\n');
		return 1;
	}
	while (c && !is_line_end(c)) {
		p = skip_blanks(text, p);
		if (cut_field(text, row, &p, &c, err))
			return HINGE_EFORMAT;
	}
	text->at = p < text->end ? p : text->end; /* the last line may lack its end */
	return 1;
}

bool text_row_is_blank(const struct text_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (*row->field[i])
			return false;
	return true;
}

void text_row_trim(struct text_row *row)
{
	while (row->count && !*row->field[row->count - 1])
		row->count--;
}

int text_column(const struct text *text, const struct text_row *header, const char *name,
		int *column, struct error *err)
{
	int found = -1;

	for (size_t i = 0; i < header->count; i++) {
		if (strcmp(header->field[i], name) != 0)
			continue;
		if (found >= 0)
			return fail(err, HINGE_EFORMAT, "%s:%lld: two columns are called \"%s\"",
				    text->name, (long long)text->line, name);
		found = (int)i;
	}
	if (found < 0)
		return fail(err, HINGE_EFORMAT, "%s:%lld: no column \"%s\" in the header",
			    text->name, (long long)text->line, name);
	*column = found;
	return 0;
}
