/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/document/paper.h"

#include <math.h>
#include <string.h>

enum { COLUMNS_MAX = 12 };

static const double between_pt = 8, row_gap_pt = 1;

struct layout {
	size_t columns;
	double x[COLUMNS_MAX], width[COLUMNS_MAX];
};

/* The widest word of a head: it may be broken between words only. */
static double word_width(struct paper *paper, const char *text)
{
	double widest = 0;
	char word[64];

	while (*text) {
		size_t length = strcspn(text, " ");

		if (length < sizeof(word)) {
			memcpy(word, text, length);
			word[length] = '\0';
			widest = fmax(widest, canvas_label_width(paper->canvas, word,
								 &paper->small_strong));
		}
		text += length + (text[length] == ' ');
	}
	return widest;
}

/* broken: the head may stand on several lines. */
static double natural_width(struct paper *paper, const struct block_table *table, size_t column,
			    bool broken)
{
	const char *head = table->column[column].head;
	double width = broken ? word_width(paper, head)
			      : canvas_label_width(paper->canvas, head, &paper->small_strong);

	for (size_t i = column; i < table->cells; i += table->columns)
		width = fmax(width,
			     canvas_label_width(paper->canvas, table->cell[i], &paper->small));
	return width + 1;
}

/* What is left of the paper's width. */
static double measure(struct paper *paper, const struct block_table *table, bool broken,
		      struct layout *out)
{
	double total = 0;

	for (size_t c = 0; c < out->columns; c++) {
		out->width[c] = natural_width(paper, table, c, broken);
		total += out->width[c] + between_pt;
	}
	return paper->width - (total - between_pt);
}

/* Numbers keep their width; columns of words share what is missing or left. */
static void lay_out(struct paper *paper, const struct block_table *table, struct layout *out)
{
	double words = 0, x = paper->x, spare;

	out->columns = table->columns < COLUMNS_MAX ? table->columns : COLUMNS_MAX;
	spare = measure(paper, table, false, out);
	if (spare < 0)
		spare = measure(paper, table, true, out);
	for (size_t c = 0; c < out->columns; c++)
		words += table->column[c].number ? 0 : out->width[c];
	for (size_t c = 0; c < out->columns; c++) {
		if (words > 0 && !table->column[c].number)
			out->width[c] *= fmax(0.3, 1 + spare / words);
		else if (!(words > 0))
			out->width[c] += spare / (double)out->columns;
		out->x[c] = x;
		x += out->width[c] + between_pt;
	}
}

static double row_height(struct paper *paper, const struct layout *layout, char *const *cell,
			 const struct text_style *style)
{
	double height = 0;

	for (size_t c = 0; c < layout->columns; c++)
		height = fmax(height, canvas_paragraph_height(paper->canvas, layout->width[c],
							      cell[c], style));
	return height;
}

static void put_cell_text(struct paper *paper, const struct block_table *table,
			  const struct layout *layout, size_t c, const char *text, const char *tag,
			  const struct text_style *style)
{
	struct text_style own = *style;

	own.align = table->column[c].number ? ALIGN_RIGHT : ALIGN_LEFT;
	canvas_tag_begin(paper->canvas, tag, NULL);
	paper_text(paper, layout->x[c], layout->width[c], text, &own);
	canvas_tag_end(paper->canvas, tag);
}

static void put_head(struct paper *paper, const struct block_table *table,
		     const struct layout *layout)
{
	double height = 0;

	for (size_t c = 0; c < layout->columns; c++)
		height = fmax(height,
			      canvas_paragraph_height(paper->canvas, layout->width[c],
						      table->column[c].head, &paper->small_strong));
	canvas_tag_begin(paper->canvas, "TR", NULL);
	for (size_t c = 0; c < layout->columns; c++)
		put_cell_text(paper, table, layout, c, table->column[c].head, "TH",
			      &paper->small_strong);
	canvas_tag_end(paper->canvas, "TR");
	paper->y += height + row_gap_pt;
	canvas_segments(
		paper->canvas,
		(const struct point[]){{paper->x, paper->y}, {paper->x + paper->width, paper->y}},
		2, &(struct stroke){INK_RULE, 0.7, {0, 0}});
	paper->y += row_gap_pt;
}

/* The head stands again on a page where the table goes on. */
void paper_table(struct paper *paper, const struct block_table *table)
{
	struct layout layout;

	lay_out(paper, table, &layout);
	paper_need(paper, 50);
	canvas_tag_begin(paper->canvas, "Table", NULL);
	put_head(paper, table, &layout);
	for (size_t i = 0; i + table->columns <= table->cells; i += table->columns) {
		double height = row_height(paper, &layout, table->cell + i, &paper->small);

		if (paper->y + height > paper_bottom()) {
			paper_next_page(paper);
			put_head(paper, table, &layout);
		}
		canvas_tag_begin(paper->canvas, "TR", NULL);
		for (size_t c = 0; c < layout.columns; c++)
			put_cell_text(paper, table, &layout, c, table->cell[i + c], c ? "TD" : "TH",
				      &paper->small);
		canvas_tag_end(paper->canvas, "TR");
		paper->y += height + row_gap_pt;
	}
	canvas_tag_end(paper->canvas, "Table");
}
