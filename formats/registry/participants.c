/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/registry/participants.h"

#include "formats/layout.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum column { COLUMN_CODE, COLUMN_MASS, COLUMN_NOTE, COLUMN_CREATED, COLUMN_OTHER };
enum { COLUMNS_MAX = 256, COLUMNS = COLUMN_OTHER, PEOPLE_MAX = 10000 };

/* Of two names of one column the first in this list counts. */
static const struct {
	const char *name;
	enum column column;
} names[] = {
	{"participant_id", COLUMN_CODE}, {"mass_kg", COLUMN_MASS},   {"body_mass_kg", COLUMN_MASS},
	{"mass", COLUMN_MASS},           {"body_mass", COLUMN_MASS}, {"weight_kg", COLUMN_MASS},
	{"weight", COLUMN_MASS},         {"note", COLUMN_NOTE},      {"created", COLUMN_CREATED},
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

struct seen {
	char code[33];
	size_t line;
};

struct table {
	const char *name;
	char *rest; /* lines to come; they are taken apart in place */
	size_t line;
	int place[COLUMNS]; /* of a column in a line; -1 = it has none */
	size_t columns;
	participants_bad_fn *bad;
	void *ctx;
	size_t room, count;
	struct registry_subject *subject;
	struct seen *seen; /* the same, close together */
};

/* --- lines and cells --- */

/* NULL: there are no more. */
static char *next_line(struct table *table)
{
	char *line = table->rest, *end;

	if (!line || !*line)
		return NULL;
	end = strchr(line, '\n');
	table->rest = end ? end + 1 : NULL;
	if (!end)
		end = line + strlen(line);
	if (end > line && end[-1] == '\r')
		end--;
	*end = '\0';
	table->line++;
	return line;
}

static char *trim(char *cell)
{
	char *end;

	while (isblank((unsigned char)*cell))
		cell++;
	end = cell + strlen(cell);
	while (end > cell && isblank((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return cell;
}

/* "a ""word""" becomes a "word". */
static char *unquote(char *cell)
{
	size_t length = strlen(cell), used = 0;

	if (length < 2 || cell[0] != '"' || cell[length - 1] != '"')
		return cell;
	cell[length - 1] = '\0';
	cell++;
	for (size_t i = 0; cell[i]; i++) {
		if (cell[i] == '"' && cell[i + 1] == '"')
			i++;
		cell[used++] = cell[i];
	}
	cell[used] = '\0';
	return cell;
}

/* How many cells a line has; more than `most` are counted and not kept. */
static size_t split(char *line, char **cell, size_t most)
{
	size_t count = 0;

	for (char *next = line; next; count++) {
		char *tab = strchr(next, '\t');

		if (tab)
			*tab = '\0';
		if (count < most)
			cell[count] = unquote(trim(next));
		next = tab ? tab + 1 : NULL;
	}
	return count;
}

static const char *known(const char *cell)
{
	return strcasecmp(cell, "n/a") && strcasecmp(cell, "na") ? cell : "";
}

/* --- the head --- */

static int name_of(const char *cell)
{
	for (int i = 0; i < NAMES; i++)
		if (!strcasecmp(names[i].name, cell))
			return i;
	return NAMES;
}

static void place_columns(struct table *table, char *const *cell)
{
	int best[COLUMNS];

	for (int i = 0; i < COLUMNS; i++) {
		table->place[i] = -1;
		best[i] = NAMES;
	}
	for (size_t i = 0; i < table->columns; i++) {
		int name = name_of(cell[i]);

		if (name < NAMES && name < best[names[name].column]) {
			best[names[name].column] = name;
			table->place[names[name].column] = (int)i;
		}
	}
}

static int read_head(struct table *table, const char *name, struct error *err)
{
	char *cell[COLUMNS_MAX], *line = next_line(table);
	bool no_tabs = line && !strchr(line, '\t') && strpbrk(line, ",;");

	table->columns = line ? split(line, cell, COLUMNS_MAX) : 0;
	if (table->columns > COLUMNS_MAX)
		return fail(err, HINGE_EFORMAT, "%s: %zu columns, at most %d are read", name,
			    table->columns, COLUMNS_MAX);
	place_columns(table, cell);
	if (table->place[COLUMN_CODE] >= 0)
		return 0;
	return fail(err, HINGE_EFORMAT, "%s: no column participant_id in its first line%s", name,
		    no_tabs ? " (it has no tabs: save it with tabs between the cells)" : "");
}

/* --- a person --- */

static bool take_mass(const char *text, double *out)
{
	char copy[32], *comma, *end;

	*out = NAN;
	if (!*text)
		return true;
	if (strlen(text) >= sizeof(copy) || !isdigit((unsigned char)*text))
		return false;
	strcpy(copy, text);
	comma = strchr(copy, ',');
	if (comma)
		*comma = '.';
	*out = strtod(copy, &end);
	return !*end && strspn(copy, "0123456789.") == strlen(copy) && mass_is_possible(*out);
}

static bool take_code(const char *cell, char out[33])
{
	size_t length;

	if (!strncasecmp(cell, "sub-", 4))
		cell += 4;
	length = strlen(cell);
	if (length > 32)
		return false;
	for (size_t i = 0; i <= length; i++)
		out[i] = (char)toupper((unsigned char)cell[i]);
	return code_is_valid(out);
}

static bool is_date(const char *text)
{
	static const char pattern[] = "0000-00-00";

	for (size_t i = 0; i < sizeof(pattern); i++)
		if (pattern[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != pattern[i])
			return false;
	return true;
}

static const char *cell_of(const struct table *table, enum column column, char *const *cell,
			   size_t cells)
{
	int place = table->place[column];

	return place >= 0 && (size_t)place < cells ? known(cell[place]) : "";
}

static int read_subject(const struct table *table, char *line, struct registry_subject *out,
			struct error *err)
{
	char *cell[COLUMNS_MAX];
	size_t cells = split(line, cell, table->columns);
	const char *code, *mass, *created;

	if (cells > table->columns)
		return fail(err, HINGE_EFORMAT, "%zu cells under %zu columns", cells,
			    table->columns);
	code = cell_of(table, COLUMN_CODE, cell, cells);
	mass = cell_of(table, COLUMN_MASS, cell, cells);
	created = cell_of(table, COLUMN_CREATED, cell, cells);
	*out = (struct registry_subject){.mass_kg = NAN};
	if (!take_code(code, out->code))
		return fail(err, HINGE_EFORMAT,
			    "'%s' is no code (1 to 32 of A-Z, 0-9 and -, with or without sub-)",
			    code);
	if (!take_mass(mass, &out->mass_kg))
		return fail(err, HINGE_EFORMAT, "%s: '%s' is no mass in kg (1 to 500)", out->code,
			    mass);
	if (*created && !is_date(created))
		return fail(err, HINGE_EFORMAT, "%s: '%s' is no day (YYYY-MM-DD)", out->code,
			    created);
	snprintf(out->created, sizeof(out->created), "%s", created);
	return registry_take_note(out->note, cell_of(table, COLUMN_NOTE, cell, cells), err);
}

/* --- all of them --- */

static int make_room(struct table *table, struct error *err)
{
	size_t room = table->room ? 2 * table->room : 64;
	struct registry_subject *subject;
	struct seen *seen;

	if (table->count < table->room)
		return 0;
	if (table->count >= PEOPLE_MAX)
		return fail(err, HINGE_EFORMAT, "%s: more than %d people", table->name, PEOPLE_MAX);
	subject = reallocarray(table->subject, room, sizeof(*subject));
	if (subject)
		table->subject = subject;
	seen = subject ? reallocarray(table->seen, room, sizeof(*seen)) : NULL;
	if (!seen)
		return fail(err, HINGE_ENOMEM, "no memory for %zu people", room);
	table->seen = seen;
	table->room = room;
	return 0;
}

static int check_new(const struct table *table, const char *code, struct error *err)
{
	for (size_t i = 0; i < table->count; i++)
		if (!strcmp(table->seen[i].code, code))
			return fail(err, HINGE_EFORMAT, "%s stands in line %zu already", code,
				    table->seen[i].line);
	return 0;
}

static int read_lines(struct table *table, struct error *err)
{
	char *line;
	int ret;

	while ((line = next_line(table))) {
		struct registry_subject subject;
		struct error why;

		if (!line[strspn(line, " \t")])
			continue;
		if (read_subject(table, line, &subject, &why) ||
		    check_new(table, subject.code, &why)) {
			if (table->bad)
				table->bad(table->ctx, table->line, why.text);
			continue;
		}
		ret = make_room(table, err);
		if (ret)
			return ret;
		memcpy(table->seen[table->count].code, subject.code, sizeof(subject.code));
		table->seen[table->count].line = table->line;
		table->subject[table->count++] = subject;
	}
	return 0;
}

/* As text with an end, without its byte-order mark. */
static int take_text(char **out, const char *text, size_t size, const char *name, struct error *err)
{
	size_t mark = size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;

	if (size >= 2 && (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2)))
		return fail(err, HINGE_EFORMAT, "%s: UTF-16 (save it as UTF-8)", name);
	if (memchr(text, 0, size))
		return fail(err, HINGE_EFORMAT, "%s: no text", name);
	*out = strndup(text + mark, size - mark);
	return *out ? 0 : fail(err, HINGE_ENOMEM, "no memory for %s", name);
}

int participants_parse(const char *text, size_t size, const char *name,
		       struct registry_subject **out, size_t *count, participants_bad_fn *bad,
		       void *ctx, struct error *err)
{
	struct table table = {.name = name, .bad = bad, .ctx = ctx};
	char *copy;
	int ret = take_text(&copy, text, size, name, err);

	if (ret)
		return ret;
	table.rest = copy;
	ret = read_head(&table, name, err);
	if (!ret)
		ret = make_room(&table, err);
	if (!ret)
		ret = read_lines(&table, err);
	free(table.seen);
	free(copy);
	if (ret) {
		free(table.subject);
		return ret;
	}
	*out = table.subject;
	*count = table.count;
	return 0;
}

/* --- writing --- */

/* In quotes where a reader would take something off it. */
static void write_note(FILE *out, const char *note)
{
	size_t length = strlen(note);
	bool plain = length && *note != '"' && *note != ' ' && note[length - 1] != ' ';

	if (plain || !length) {
		fputs(length ? note : "n/a", out);
		return;
	}
	fputc('"', out);
	for (; *note; note++) {
		if (*note == '"')
			fputc('"', out);
		fputc(*note, out);
	}
	fputc('"', out);
}

static void write_subject(FILE *out, const struct registry_subject *subject)
{
	fprintf(out, "sub-%s\t", subject->code);
	if (isnan(subject->mass_kg))
		fputs("n/a", out);
	else
		fprintf(out, "%.15g", subject->mass_kg);
	fprintf(out, "\t%s\t", *subject->created ? subject->created : "n/a");
	write_note(out, subject->note);
	fputc('\n', out);
}

int participants_text(const struct registry_subject *subject, size_t count, char **text,
		      struct error *err)
{
	size_t size;
	FILE *out = open_memstream(text, &size);

	if (!out)
		return fail(err, HINGE_ENOMEM, "no memory for %zu people", count);
	fputs("participant_id\tmass_kg\tcreated\tnote\n", out);
	for (size_t i = 0; i < count; i++)
		write_subject(out, &subject[i]);
	if (!fclose(out))
		return 0;
	free(*text);
	return fail(err, HINGE_ENOMEM, "no memory for %zu people", count);
}
