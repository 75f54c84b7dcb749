/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/document/blocks.h"

#include <stdlib.h>
#include <string.h>

int document_new(struct document **out, const struct language *language, struct error *err)
{
	struct document *document = calloc(1, sizeof(*document));

	if (!document)
		return fail(err, HINGE_ENOMEM, "out of memory");
	document->language = language;
	*out = document;
	return 0;
}

static void free_table(struct block_table *table)
{
	for (size_t i = 0; i < table->columns; i++)
		free(table->column[i].head);
	for (size_t i = 0; i < table->cells; i++)
		free(table->cell[i]);
	free(table->column);
	free(table->cell);
}

void document_free(struct document *document)
{
	if (!document)
		return;
	for (size_t i = 0; i < document->blocks; i++) {
		free(document->block[i].text);
		free(document->block[i].extra);
		free_table(&document->block[i].table);
	}
	free(document->block);
	free(document->title);
	free(document);
}

int document_check(const struct document *document, struct error *err)
{
	return document->failed ? fail(err, HINGE_ENOMEM, "no memory for the report") : 0;
}

const char *document_title(const struct document *document)
{
	return document->title ? document->title : "";
}

static char *copy(struct document *document, const char *text)
{
	char *own = text ? strdup(text) : NULL;

	if (text && !own)
		document->failed = true;
	return own;
}

/* Room for one more where the count has reached a power of two; NULL = out of memory. */
static void *grow(struct document *document, void *rows, size_t count, size_t size)
{
	void *more;

	if (count & (count - 1))
		return rows;
	more = realloc(rows, (count ? 2 * count : 1) * size);
	if (!more)
		document->failed = true;
	return more;
}

static struct block *add(struct document *document, enum block_kind kind)
{
	struct block *rows;

	if (document->failed)
		return NULL;
	rows = grow(document, document->block, document->blocks, sizeof(*rows));
	if (!rows)
		return NULL;
	document->block = rows;
	rows[document->blocks] = (struct block){.kind = kind, .place = document->place};
	return &rows[document->blocks++];
}

void put_block(struct document *document, enum block_kind kind, const char *text, const char *extra)
{
	struct block *block = add(document, kind);

	if (!block)
		return;
	block->text = copy(document, text);
	block->extra = copy(document, extra);
	if (kind == BLOCK_TITLE && !document->title)
		document->title = copy(document, text);
}

void put_foreign(struct document *document)
{
	if (!document->failed && document->blocks)
		document->block[document->blocks - 1].foreign = true;
}

void put_place(struct document *document, enum block_place place)
{
	document->place = place;
}

void put_table(struct document *document, const char *caption)
{
	put_block(document, BLOCK_TABLE, caption, NULL);
}

static struct block_table *last_table(struct document *document)
{
	struct block *last = document->blocks ? &document->block[document->blocks - 1] : NULL;

	return !document->failed && last && last->kind == BLOCK_TABLE ? &last->table : NULL;
}

void put_column(struct document *document, const char *head, bool number)
{
	struct block_table *table = last_table(document);
	struct block_column *rows;

	if (!table)
		return;
	rows = grow(document, table->column, table->columns, sizeof(*rows));
	if (!rows)
		return;
	table->column = rows;
	rows[table->columns++] = (struct block_column){copy(document, head), number};
}

void put_cell(struct document *document, const char *text)
{
	struct block_table *table = last_table(document);
	char **rows;

	if (!table || !table->columns)
		return;
	rows = grow(document, table->cell, table->cells, sizeof(*rows));
	if (!rows)
		return;
	table->cell = rows;
	rows[table->cells++] = copy(document, text);
}

void put_chart(struct document *document, const struct chart *chart, const char *heading)
{
	struct block *block = add(document, BLOCK_CHART);

	if (!block)
		return;
	block->text = copy(document, heading);
	block->chart = *chart;
}
