/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/canvas/canvas.h"
#include "tools/report/document/blocks.h"

#include <stdio.h>
#include <string.h>

/* Where the writer is: what is open and must be closed before the next block. */
struct writer {
	struct html *html;
	const struct document *document;
	bool in_page, in_list;
	enum block_place place;
	int level;       /* of the next heading */
	unsigned charts; /* so far */
};

static const double chart_wide_pt = 540, chart_half_pt = 262;

static void put_element(struct writer *w, const char *begin, const char *text, const char *end)
{
	html_markup(w->html, "%s", begin);
	html_text(w->html, "%s", text);
	html_markup(w->html, "%s\n", end);
}

static void put_heading(struct writer *w, const char *text)
{
	html_markup(w->html, "<h%d>", w->level);
	html_text(w->html, "%s", text);
	html_markup(w->html, "</h%d>\n", w->level);
}

/* --- what is around blocks --- */

static void close_list(struct writer *w)
{
	if (w->in_list)
		html_markup(w->html, "</ul>\n");
	w->in_list = false;
}

static void go_to(struct writer *w, enum block_place place)
{
	if (place == w->place)
		return;
	close_list(w);
	if (w->place == PLACE_RIGHT && place == PLACE_LEFT)
		html_markup(w->html, "</div></div>\n");
	if (w->place == PLACE_WIDE || place == PLACE_LEFT)
		html_markup(w->html, "<div class=\"two\"><div>\n");
	if (place == PLACE_RIGHT)
		html_markup(w->html, "</div><div>\n");
	if (place == PLACE_WIDE)
		html_markup(w->html, "</div></div>\n");
	w->place = place;
}

static void close_page(struct writer *w)
{
	close_list(w);
	go_to(w, PLACE_WIDE);
	if (w->in_page)
		html_markup(w->html, "</section>\n");
	w->in_page = false;
}

static void open_page(struct writer *w, const struct block *block)
{
	close_page(w);
	html_markup(w->html, "<section class=\"page\">\n");
	w->in_page = true;
	w->level = 2;
	if (!block->text[0])
		return;
	put_heading(w, block->text);
	w->level = 3;
}

/* --- blocks --- */

static void put_title(struct writer *w, const struct block *block)
{
	put_element(w, "<header><h1>", block->text, "</h1>");
	if (block->extra)
		put_element(w, "<p class=\"quality\">", block->extra, "</p>");
	html_markup(w->html, "</header>\n");
}

/* A strong word may stand before the text. */
static void put_paragraph(struct writer *w, const struct block *block, const char *css_class)
{
	html_markup(w->html, "<p%s%s>", css_class, block->foreign ? " lang=\"en\"" : "");
	if (block->extra && block->kind != BLOCK_LIMITS)
		put_element(w, "<strong>", block->extra, "</strong>");
	html_text(w->html, "%s", block->text);
	if (block->extra && block->kind == BLOCK_LIMITS)
		put_element(w, " <strong>", block->extra, "</strong>");
	html_markup(w->html, "</p>\n");
}

static void put_item(struct writer *w, const struct block *block)
{
	if (!w->in_list)
		html_markup(w->html, "<ul>\n");
	w->in_list = true;
	html_markup(w->html, "<li>");
	if (block->extra)
		put_element(w, "<strong>", block->extra, "</strong>");
	put_element(w, block->foreign ? "<span lang=\"en\">" : "<span>", block->text,
		    "</span></li>");
}

static void put_table_head(struct writer *w, const struct block_table *table)
{
	html_markup(w->html, "<thead><tr>");
	for (size_t i = 0; i < table->columns; i++)
		put_element(w,
			    table->column[i].number ? "<th scope=\"col\" class=\"n\">"
						    : "<th scope=\"col\">",
			    table->column[i].head, "</th>");
	html_markup(w->html, "</tr></thead>\n<tbody>\n");
}

static void put_table_cell(struct writer *w, const struct block_table *table, size_t cell)
{
	size_t column = cell % table->columns;
	const char *begin = table->column[column].number ? "<td class=\"n\">" : "<td>";

	if (column == 0)
		begin = table->column[0].number ? "<th scope=\"row\" class=\"n\">"
						: "<th scope=\"row\">";
	if (column == 0)
		html_markup(w->html, "<tr>");
	put_element(w, begin, table->cell[cell], column == 0 ? "</th>" : "</td>");
	if (column + 1 == table->columns)
		html_markup(w->html, "</tr>\n");
}

/* A table that is wider than a phone is moved by itself, also with the keyboard. */
static void put_table_block(struct writer *w, const struct block *block)
{
	const struct block_table *table = &block->table;

	html_markup(w->html, "<div class=\"table%s\" role=\"region\" tabindex=\"0\" aria-label=\"",
		    table->columns > 4 ? " many" : "");
	html_text(w->html, "%s", block->text);
	html_markup(w->html, "\"><table><caption class=\"unseen\">");
	html_text(w->html, "%s", block->text);
	html_markup(w->html, "</caption>\n");
	put_table_head(w, table);
	for (size_t i = 0; i < table->cells; i++)
		put_table_cell(w, table, i);
	html_markup(w->html, "</tbody></table></div>\n");
}

static void put_svg(struct writer *w, const struct block *block, double width_pt)
{
	char id[16];

	snprintf(id, sizeof(id), "c%u", ++w->charts);
	if (chart_svg(w->html, &block->chart, width_pt, w->document->language->code, id, NULL))
		w->html->failed = true;
}

/* A chart as wide as the page is drawn twice: a phone shows the one it can read. */
static void put_chart_block(struct writer *w, const struct block *block)
{
	html_markup(w->html, "<figure>\n");
	if (block->text)
		put_heading(w, block->text);
	if (block->place == PLACE_WIDE) {
		html_markup(w->html, "<div class=\"roomy\">");
		put_svg(w, block, chart_wide_pt);
		html_markup(w->html, "</div><div class=\"narrow\">");
		put_svg(w, block, chart_half_pt);
		html_markup(w->html, "</div>\n");
	} else {
		put_svg(w, block, chart_half_pt);
	}
	html_markup(w->html, "</figure>\n");
}

static void put_one(struct writer *w, const struct block *block)
{
	static const char *const classes[] = {
		[BLOCK_META] = " class=\"meta\"",     [BLOCK_SENTENCE] = " class=\"sentence\"",
		[BLOCK_DETAIL] = " class=\"detail\"", [BLOCK_TEXT] = "",
		[BLOCK_NOTE] = " class=\"note\"",     [BLOCK_LIMITS] = " class=\"limits\"",
	};

	switch (block->kind) {
	case BLOCK_PAGE:
		open_page(w, block);
		return;
	case BLOCK_TITLE:
		put_title(w, block);
		return;
	case BLOCK_HEADING:
		put_heading(w, block->text);
		return;
	case BLOCK_ITEM:
		put_item(w, block);
		return;
	case BLOCK_TABLE:
		put_table_block(w, block);
		return;
	case BLOCK_CHART:
		put_chart_block(w, block);
		return;
	default:
		put_paragraph(w, block, classes[block->kind]);
	}
}

void document_html_body(const struct document *document, struct html *html)
{
	struct writer w = {.html = html, .document = document, .level = 2};

	for (size_t i = 0; i < document->blocks; i++) {
		const struct block *block = &document->block[i];

		if (block->kind != BLOCK_ITEM)
			close_list(&w);
		go_to(&w, block->place);
		put_one(&w, block);
	}
	close_page(&w);
}

int document_html(const struct document *document, struct html *html, struct error *err)
{
	html_markup(html,
		    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
		    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		    "style-src 'unsafe-inline'\">\n<title>",
		    document->language->code);
	html_text(html, "%s", document_title(document));
	html_markup(html, "</title>\n<style>\n:root{color-scheme:light dark;%s}\n",
		    canvas_theme_css(THEME_LIGHT));
	html_markup(html, "@media(prefers-color-scheme:dark){:root{%s}}\n",
		    canvas_theme_css(THEME_DARK));
	html_markup(html, "%s@media print{:root{color-scheme:light;%s}}\n", report_style,
		    canvas_theme_css(THEME_LIGHT));
	html_markup(html, "</style>\n</head>\n<body>\n<main>\n");
	document_html_body(document, html);
	html_markup(html, "</main>\n</body>\n</html>\n");
	return html->failed ? fail(err, HINGE_ENOMEM, "no memory for the page") : 0;
}
