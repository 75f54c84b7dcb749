/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of a canvas, for the files of this folder only. */
#ifndef TOOLS_DRAW_CANVAS_SURFACE_H
#define TOOLS_DRAW_CANVAS_SURFACE_H

#include "tools/draw/canvas/canvas.h"
#include "tools/report/html.h"

#include <cairo.h>
#include <pango/pangocairo.h>

enum { TAGS_MAX = 16 };

/* What the cairo surface has written. */
struct sink {
	char *data;
	size_t used, room;
	bool failed;
};

struct canvas {
	struct canvas_options options;
	cairo_surface_t *surface;
	cairo_t *cairo;
	PangoLayout *layout;
	struct sink sink;
	struct html texts; /* SVG: the text elements, after everything else */
	int page;
	char **figure; /* PDF: descriptions in their order, NULL = none */
	size_t figures;
	/* PDF: tags that are open, and the innermost that was not ended as it should */
	const char *tag[TAGS_MAX], *torn;
	size_t tags;
	bool failed; /* out of memory outside of cairo */
};

void sink_append(struct sink *, const char *bytes, size_t size);

PangoLayout *text_layout_new(cairo_t *);
void pdf_start(struct canvas *);
/* After all has been written. */
void pdf_update(struct canvas *);
void pdf_free(struct canvas *);

/* Sets the source. */
void canvas_use(struct canvas *, enum ink, double opacity);
/* 0xrrggbb */
unsigned ink_colour(enum ink, enum canvas_theme);
const char *ink_name(enum ink);
/* SVG is drawn with one colour for each ink, which svg_inline() reads back. */
unsigned ink_code(enum ink);
/* INKS_END: none has this code. */
enum ink ink_of_code(unsigned code);

/* cairo's SVG as one element for a page: colours as variables, presentation attributes instead of
 * styles, ids with the prefix, coordinates to 0.01 pt, the texts at its end. */
void svg_inline(struct html *out, const struct canvas *);

#endif
