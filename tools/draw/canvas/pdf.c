/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/canvas/surface.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set(struct canvas *canvas, cairo_pdf_metadata_t what, const char *text)
{
	if (text && *text)
		cairo_pdf_surface_set_metadata(canvas->surface, what, text);
}

void pdf_start(struct canvas *canvas)
{
	const struct canvas_options *options = &canvas->options;

	set(canvas, CAIRO_PDF_METADATA_TITLE, options->title);
	set(canvas, CAIRO_PDF_METADATA_SUBJECT, options->subject);
	set(canvas, CAIRO_PDF_METADATA_AUTHOR, options->author);
	set(canvas, CAIRO_PDF_METADATA_CREATOR, "hinge " HINGE_VERSION);
	set(canvas, CAIRO_PDF_METADATA_CREATE_DATE, options->created);
	set(canvas, CAIRO_PDF_METADATA_MOD_DATE, options->created);
}

static void add_figure(struct canvas *canvas, const char *description)
{
	char **figure = realloc(canvas->figure, (canvas->figures + 1) * sizeof(*figure));

	if (!figure) {
		canvas_no_memory(canvas);
		return;
	}
	canvas->figure = figure;
	figure[canvas->figures] = description ? strdup(description) : NULL;
	if (description && !figure[canvas->figures])
		canvas_no_memory(canvas);
	canvas->figures++;
}

void canvas_tag_begin(struct canvas *canvas, const char *tag, const char *description)
{
	if (canvas->options.kind != CANVAS_PDF)
		return;
	if (canvas->tags == TAGS_MAX) {
		canvas->torn = tag;
		return;
	}
	canvas->tag[canvas->tags++] = tag;
	cairo_tag_begin(canvas->cairo, tag, "");
	if (!strcmp(tag, "Figure"))
		add_figure(canvas, description);
}

void pdf_free(struct canvas *canvas)
{
	for (size_t i = 0; i < canvas->figures; i++)
		free(canvas->figure[i]);
	free(canvas->figure);
}

/* cairo 1.16 does not tell of tags that are ended in the wrong order, and leaves things out. */
void canvas_tag_end(struct canvas *canvas, const char *tag)
{
	if (canvas->options.kind != CANVAS_PDF || canvas->torn)
		return;
	if (!canvas->tags || strcmp(canvas->tag[canvas->tags - 1], tag) != 0) {
		canvas->torn = canvas->tags ? canvas->tag[canvas->tags - 1] : tag;
		return;
	}
	canvas->tags--;
	cairo_tag_end(canvas->cairo, tag);
}

void canvas_bookmark(struct canvas *canvas, double y, const char *text)
{
	char target[64];

	if (canvas->options.kind != CANVAS_PDF)
		return;
	snprintf(target, sizeof(target), "page=%d pos=[0 %.0f]", canvas->page, y);
	cairo_pdf_surface_add_outline(canvas->surface, CAIRO_PDF_OUTLINE_ROOT, text, target,
				      CAIRO_PDF_OUTLINE_FLAG_OPEN);
}
