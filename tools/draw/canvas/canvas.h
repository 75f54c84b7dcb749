/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One drawing surface for pages (SVG), paper (PDF) and pictures (PNG): the same calls give the
 * same drawing. Units are points (1/72 inch) from the upper left corner, y down. Colours are
 * named by what they mean. What fails (memory, a broken text) is kept and told once, by
 * canvas_finish(); the same calls give the same bytes. (Where memory runs out inside GLib, which
 * pango lays texts out with, GLib ends the program.) */
#ifndef TOOLS_DRAW_CANVAS_CANVAS_H
#define TOOLS_DRAW_CANVAS_CANVAS_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

enum canvas_kind { CANVAS_SVG, CANVAS_PDF, CANVAS_PNG };

/* Of a picture and of paper; a page's SVG holds variables instead, and the page decides. */
enum canvas_theme { THEME_LIGHT, THEME_DARK, THEME_GREY };

/* What a colour is for: name of its variable, light, dark (rrggbb). Text stands out from paper,
 * band and shade by 4.5 to 1 at least. */
#define INKS(X)                                         \
	X(INK_TEXT, "ink", 1a1a1a, ececec)              \
	X(INK_MUTED, "muted", 505050, b8b8b8)           \
	X(INK_RULE, "rule", c4c4c4, 4a4a4a)             \
	X(INK_PAPER, "paper", ffffff, 151515)           \
	X(INK_LEFT, "left", 0072b2, 56b4e9)             \
	X(INK_RIGHT, "right", d55e00, e69f00)           \
	X(INK_LEFT_TEXT, "left-text", 005a8e, 7cc4ee)   \
	X(INK_RIGHT_TEXT, "right-text", 8f3f00, f0b030) \
	X(INK_BAND, "band", d4d4d4, 444444)             \
	X(INK_SHADE, "shade", e6e6e6, 303030)           \
	X(INK_FAINT, "faint", f3f3f3, 222222)

enum ink {
#define INK_ENUM(name, variable, light, dark) name,
	INKS(INK_ENUM)
#undef INK_ENUM
		INKS_END
};

struct point {
	double x, y;
};

struct box {
	double x, y, width, height;
};

struct stroke {
	enum ink ink;
	double width_pt;
	double dash_pt[2]; /* drawn, left out; {0, 0} = solid */
};

struct fill {
	enum ink ink;
	double opacity; /* 0 to 1 */
};

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
enum weight { WEIGHT_NORMAL, WEIGHT_SEMIBOLD };

struct text_style {
	double size_pt;
	enum weight weight;
	enum ink ink;
	enum align align;
};

struct canvas_options {
	enum canvas_kind kind;
	double width_pt, height_pt;
	enum canvas_theme theme;
	/* SVG: what the picture shows, for those who cannot see it; and a prefix of [a-z0-9-] for
	 * its ids, different for each picture of a page */
	const char *description, *id;
	double pixels_per_pt; /* PNG */
	/* PDF; created: RFC 3339, the bytes depend on it alone; language: "en" "de" */
	const char *title, *subject, *author, *created, *language;
};

struct canvas;

/* HINGE_ENOMEM */
int canvas_new(struct canvas **out, const struct canvas_options *, struct error *);
void canvas_free(struct canvas *);
/* For those who draw: they had no memory, and the drawing is not whole. */
void canvas_no_memory(struct canvas *);
/* PDF: what follows is on a new page; one is there from the start. */
void canvas_next_page(struct canvas *);
/* The whole document, to be freed by free(); a NUL follows its size bytes. Nothing may be drawn
 * afterwards. HINGE_ENOMEM, or HINGE_EFORMAT where the drawing broke. */
int canvas_finish(struct canvas *, char **out, size_t *size, struct error *);

/* --- lines and areas --- */

/* A line through the points; one that is NaN breaks it. */
void canvas_line(struct canvas *, const struct point *, size_t count, const struct stroke *);
/* Separate lines, two points each, as one: ticks, grids, whiskers. */
void canvas_segments(struct canvas *, const struct point *, size_t count, const struct stroke *);
/* Inside of the closed line through the points; none of them NaN. */
void canvas_area(struct canvas *, const struct point *, size_t count, const struct fill *);
void canvas_rectangle(struct canvas *, const struct box *, const struct fill *);
void canvas_disc(struct canvas *, struct point centre, double radius_pt, const struct fill *);
void canvas_ring(struct canvas *, struct point centre, double radius_pt, const struct stroke *);

/* --- text --- */

/* One line, on the baseline y; x is its left end, middle or right end. Texts come after all lines
 * and areas of an SVG. */
void canvas_label(struct canvas *, double x, double y, const char *text, const struct text_style *);
double canvas_label_width(struct canvas *, const char *text, const struct text_style *);
/* Text in lines of at most width_pt below y (its top); gives its height. */
double canvas_paragraph(struct canvas *, double x, double y, double width_pt, const char *text,
			const struct text_style *);
double canvas_paragraph_height(struct canvas *, double width_pt, const char *text,
			       const struct text_style *);

/* --- what a PDF tells those who do not look at it; nothing happens elsewhere --- */

/* Structure, nested, within one "Document" around all pages: "H1" "H2" "P" "Table" "TR" "TH" "TD"
 * "L" "LI" "Figure" ...; description: of a Figure, else NULL. */
void canvas_tag_begin(struct canvas *, const char *tag, const char *description);
void canvas_tag_end(struct canvas *, const char *tag);
/* An entry of the outline, to y of this page. */
void canvas_bookmark(struct canvas *, double y, const char *text);

/* --- themes --- */

/* "--ink:#1a1a1a;--muted:..." for a style sheet: the variables that every SVG uses. */
const char *canvas_theme_css(enum canvas_theme);

#endif
