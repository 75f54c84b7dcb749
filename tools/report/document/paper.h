/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pen on paper; for pdf.c and paper_table.c. */
#ifndef TOOLS_REPORT_DOCUMENT_PAPER_H
#define TOOLS_REPORT_DOCUMENT_PAPER_H

#include "tools/draw/canvas/canvas.h"
#include "tools/report/document/blocks.h"

struct paper {
	struct canvas *canvas;
	const struct document *document;
	int page, level; /* level of the next heading */
	bool started, in_list;
	enum block_place place;
	double x, y, width;         /* of the column that is written */
	double row_top, row_bottom; /* of the halves */
	/* text of lists and tables: smaller after the first page */
	struct text_style small, small_strong;
};

double paper_bottom(void);
void paper_next_page(struct paper *);
/* A new page unless so much fits below the pen. */
void paper_need(struct paper *, double height_pt);
/* A paragraph at the pen, which stays; gives its height. */
double paper_text(struct paper *, double x, double width_pt, const char *text,
		  const struct text_style *);

void paper_table(struct paper *, const struct block_table *);

#endif
