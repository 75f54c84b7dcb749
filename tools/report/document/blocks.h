/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of a document and how they are put down. Inside tools/report. Memory that runs out
 * leaves blocks away and is told by document_check(). */
#ifndef TOOLS_REPORT_DOCUMENT_BLOCKS_H
#define TOOLS_REPORT_DOCUMENT_BLOCKS_H

#include "tools/draw/charts/charts.h"
#include "tools/report/document.h"

#include <stdbool.h>

enum block_kind {
	BLOCK_PAGE,     /* a page begins; its heading, "" on the first */
	BLOCK_TITLE,    /* the heading of the document; extra = the quality in a word */
	BLOCK_META,     /* small, under the title */
	BLOCK_SENTENCE, /* what the page says, large */
	BLOCK_DETAIL,   /* the line under it */
	BLOCK_HEADING,
	BLOCK_TEXT,
	BLOCK_NOTE, /* small */
	BLOCK_ITEM, /* of a list; extra = what it starts with, strong */
	BLOCK_TABLE,
	BLOCK_CHART,
	BLOCK_LIMITS /* between rules; extra = how it ends, strong */
};

/* Blocks of the left and then of the right half stand side by side where there is room. */
enum block_place { PLACE_WIDE, PLACE_LEFT, PLACE_RIGHT };

struct block_column {
	char *head;
	bool number; /* flush right */
};

/* The first cell of a row is its heading. */
struct block_table {
	size_t columns, cells;
	struct block_column *column;
	char **cell; /* row by row */
};

struct block {
	enum block_kind kind;
	enum block_place place;
	bool foreign; /* not in the language of the document: English */
	char *text, *extra;
	struct block_table table; /* text = what it is called */
	struct chart chart;       /* text = its heading, or NULL */
};

struct document {
	const struct language *language;
	enum block_place place; /* of what is put down next */
	bool failed;
	char *title;
	char created[40]; /* RFC 3339: of the recording */
	size_t blocks;
	struct block *block;
};

int document_new(struct document **out, const struct language *, struct error *);
/* HINGE_ENOMEM where something was left away. */
int document_check(const struct document *, struct error *);

void put_block(struct document *, enum block_kind, const char *text, const char *extra);
/* The block that was put last is in English whatever the language of the document. */
void put_foreign(struct document *);
void put_place(struct document *, enum block_place);
/* Columns, then cells row by row; the table takes both until another block is put. */
void put_table(struct document *, const char *caption);
void put_column(struct document *, const char *head, bool number);
void put_cell(struct document *, const char *text);
void put_chart(struct document *, const struct chart *, const char *heading);

#endif
