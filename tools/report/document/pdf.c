/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document on paper: A4, three sizes of text, tagged for those who have it read to them. */
#include "tools/report/document/paper.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double page_width_pt = 595.28, page_height_pt = 841.89;
static const double margin_pt = 32, foot_pt = 20, gutter_pt = 20, gap_pt = 4;
static const double detail_label_pt = 118, item_label_pt = 88;

static const struct text_style body = {.size_pt = 10, .ink = INK_TEXT};
static const struct text_style strong = {.size_pt = 10, .weight = WEIGHT_SEMIBOLD, .ink = INK_TEXT};
static const double first_small_pt = 9, later_small_pt = 7.3;
static const struct text_style note = {.size_pt = 8, .ink = INK_MUTED};
static const struct text_style large = {.size_pt = 18, .ink = INK_TEXT};

/* --- where the pen is --- */

double paper_bottom(void)
{
	return page_height_pt - margin_pt - foot_pt;
}

static void put_foot(struct paper *paper)
{
	struct text_style style = note;
	double y = page_height_pt - margin_pt;
	char number[16];

	canvas_label(paper->canvas, margin_pt, y, document_title(paper->document), &style);
	style.align = ALIGN_RIGHT;
	snprintf(number, sizeof(number), "%d", paper->page);
	canvas_label(paper->canvas, page_width_pt - margin_pt, y, number, &style);
}

static void start_page(struct paper *paper)
{
	paper->page++;
	paper->y = margin_pt;
	put_foot(paper);
}

void paper_next_page(struct paper *paper)
{
	canvas_next_page(paper->canvas);
	start_page(paper);
	paper->row_top = paper->row_bottom = paper->y;
}

void paper_need(struct paper *paper, double height_pt)
{
	if (paper->y + height_pt > paper_bottom() && paper->y > margin_pt)
		paper_next_page(paper);
}

double paper_text(struct paper *paper, double x, double width_pt, const char *text,
		  const struct text_style *style)
{
	return canvas_paragraph(paper->canvas, x, paper->y, width_pt, text, style);
}

static void close_list(struct paper *paper)
{
	if (paper->in_list)
		canvas_tag_end(paper->canvas, "L");
	paper->in_list = false;
}

/* The two halves start at one height and end at the lower of theirs. */
static void go_to(struct paper *paper, enum block_place place)
{
	double half = (page_width_pt - 2 * margin_pt - gutter_pt) / 2;

	if (place == paper->place)
		return;
	close_list(paper);
	if (paper->place == PLACE_WIDE)
		paper->row_top = paper->row_bottom = paper->y;
	paper->row_bottom = fmax(paper->row_bottom, paper->y);
	paper->y = place == PLACE_RIGHT ? paper->row_top : paper->row_bottom;
	if (place == PLACE_LEFT)
		paper->row_top = paper->y;
	paper->x = place == PLACE_RIGHT ? margin_pt + half + gutter_pt : margin_pt;
	paper->width = place == PLACE_WIDE ? page_width_pt - 2 * margin_pt : half;
	paper->place = place;
}

/* --- blocks --- */

static void put_rule(struct paper *paper, double y)
{
	const struct point ends[] = {{paper->x, y}, {paper->x + paper->width, y}};

	canvas_segments(paper->canvas, ends, 2, &(struct stroke){INK_RULE, 0.7, {0, 0}});
}

/* A paragraph that is tagged; gives nothing, moves the pen. */
static void put_tagged(struct paper *paper, const char *tag, const char *text,
		       const struct text_style *style, double after_pt)
{
	paper_need(paper, canvas_paragraph_height(paper->canvas, paper->width, text, style));
	canvas_tag_begin(paper->canvas, tag, NULL);
	paper->y += paper_text(paper, paper->x, paper->width, text, style) + after_pt;
	canvas_tag_end(paper->canvas, tag);
}

static void put_title(struct paper *paper, const struct block *block)
{
	struct text_style style = strong;
	const char *quality = block->extra ? block->extra : "";
	double room = canvas_label_width(paper->canvas, quality, &style) + 12;
	double height;

	canvas_bookmark(paper->canvas, paper->y, block->text);
	canvas_tag_begin(paper->canvas, "H1", NULL);
	height = paper_text(paper, paper->x, paper->width - room, block->text, &style);
	canvas_tag_end(paper->canvas, "H1");
	style.align = ALIGN_RIGHT;
	canvas_tag_begin(paper->canvas, "P", NULL);
	paper_text(paper, paper->x, paper->width, quality, &style);
	canvas_tag_end(paper->canvas, "P");
	paper->y += height + gap_pt;
	put_rule(paper, paper->y);
	paper->y += gap_pt;
}

/* What follows a heading should not stand on another page. */
static void put_heading(struct paper *paper, const char *text, double with_pt)
{
	const char *tag = paper->level == 2 ? "H2" : "H3";

	paper_need(paper, strong.size_pt * 1.5 + with_pt);
	paper->y += paper->place == PLACE_WIDE ? gap_pt : 0;
	put_tagged(paper, tag, text, &strong, 2);
}

static void set_small(struct paper *paper, double size_pt)
{
	paper->small = (struct text_style){.size_pt = size_pt, .ink = INK_TEXT};
	paper->small_strong = paper->small;
	paper->small_strong.weight = WEIGHT_SEMIBOLD;
}

static void put_page(struct paper *paper, const struct block *block)
{
	struct text_style style = large;

	if (paper->started)
		paper_next_page(paper);
	paper->started = true;
	paper->level = 2;
	set_small(paper, block->text[0] ? later_small_pt : first_small_pt);
	if (!block->text[0])
		return;
	canvas_bookmark(paper->canvas, paper->y, block->text);
	put_tagged(paper, "H2", block->text, &style, gap_pt);
	paper->level = 3;
}

/* A label and its text: side by side where the label fits its column. */
static void put_labelled(struct paper *paper, const struct block *block, double column_pt,
			 const struct text_style *label_style, const struct text_style *style)
{
	double label_width = canvas_label_width(paper->canvas, block->extra, label_style);
	double indent = label_width < column_pt ? column_pt + 6 : 0;
	double label_height =
		canvas_paragraph_height(paper->canvas, paper->width, block->extra, label_style);
	double height =
		canvas_paragraph_height(paper->canvas, paper->width - indent, block->text, style);

	paper_need(paper, indent > 0 ? height : height + label_height);
	paper_text(paper, paper->x, paper->width, block->extra, label_style);
	if (indent == 0)
		paper->y += label_height;
	paper->y += paper_text(paper, paper->x + indent, paper->width - indent, block->text, style);
}

static void put_item(struct paper *paper, const struct block *block)
{
	if (!paper->in_list)
		canvas_tag_begin(paper->canvas, "L", NULL);
	paper->in_list = true;
	canvas_tag_begin(paper->canvas, "LI", NULL);
	if (block->extra)
		put_labelled(paper, block, item_label_pt, &paper->small_strong, &paper->small);
	else
		paper->y += paper_text(paper, paper->x, paper->width, block->text, &paper->small);
	canvas_tag_end(paper->canvas, "LI");
	paper->y += 1.5;
}

static void put_chart_block(struct paper *paper, const struct block *block)
{
	const char *language = paper->document->language->code;
	double height = chart_height(&block->chart, paper->width);
	char text[512];

	paper_need(paper, height + 20);
	if (block->text)
		put_heading(paper, block->text, height);
	canvas_tag_begin(paper->canvas, "Figure",
			 chart_describe(&block->chart, language, text, sizeof(text)));
	chart_draw(&block->chart, paper->canvas,
		   &(struct box){paper->x, paper->y, paper->width, height}, language);
	canvas_tag_end(paper->canvas, "Figure");
	paper->y += height + 2 * gap_pt;
}

static void put_limits(struct paper *paper, const struct block *block)
{
	put_tagged(paper, "P", block->text, &paper->small, 2);
	put_tagged(paper, "P", block->extra, &paper->small_strong, gap_pt);
}

static void put_note(struct paper *paper, const struct block *block)
{
	struct text_style style = paper->small;

	style.ink = INK_MUTED;
	put_tagged(paper, "P", block->text, &style, gap_pt);
}

static void put_block_of(struct paper *paper, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_PAGE:
		put_page(paper, block);
		return;
	case BLOCK_TITLE:
		put_title(paper, block);
		return;
	case BLOCK_META:
		put_tagged(paper, "P", block->text, &note, 10);
		return;
	case BLOCK_SENTENCE:
		put_tagged(paper, "P", block->text, &large, 6);
		return;
	case BLOCK_DETAIL:
		canvas_tag_begin(paper->canvas, "P", NULL);
		put_labelled(paper, block, detail_label_pt, &strong, &body);
		canvas_tag_end(paper->canvas, "P");
		paper->y += 3;
		return;
	case BLOCK_HEADING:
		put_heading(paper, block->text, 26);
		return;
	case BLOCK_TEXT:
		put_tagged(paper, "P", block->text, &body, gap_pt);
		return;
	case BLOCK_NOTE:
		put_note(paper, block);
		return;
	case BLOCK_ITEM:
		put_item(paper, block);
		return;
	case BLOCK_TABLE:
		paper_table(paper, &block->table);
		paper->y += gap_pt;
		return;
	case BLOCK_CHART:
		put_chart_block(paper, block);
		return;
	case BLOCK_LIMITS:
		put_limits(paper, block);
		return;
	}
}

static void put_blocks(struct paper *paper)
{
	const struct document *document = paper->document;

	canvas_tag_begin(paper->canvas, "Document", NULL);
	start_page(paper);
	for (size_t i = 0; i < document->blocks; i++) {
		const struct block *block = &document->block[i];

		if (block->kind != BLOCK_ITEM)
			close_list(paper);
		go_to(paper, block->place);
		put_block_of(paper, block);
	}
	close_list(paper);
	canvas_tag_end(paper->canvas, "Document");
}

int document_pdf(const struct document *document, char **bytes, size_t *size, struct error *err)
{
	const struct canvas_options options = {
		.kind = CANVAS_PDF,
		.width_pt = page_width_pt,
		.height_pt = page_height_pt,
		.theme = THEME_LIGHT,
		.title = document_title(document),
		.created = document->created,
		.language = document->language->code,
	};
	struct paper paper = {.document = document,
			      .x = margin_pt,
			      .width = page_width_pt - 2 * margin_pt,
			      .level = 2};
	int ret = canvas_new(&paper.canvas, &options, err);

	if (ret)
		return ret;
	put_blocks(&paper);
	ret = canvas_finish(paper.canvas, bytes, size, err);
	canvas_free(paper.canvas);
	return ret;
}
