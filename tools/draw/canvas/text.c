/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/canvas/surface.h"

#include <math.h>

static const char face[] = "Inter,sans-serif";

/* Not fitted to pixels: a text is as wide in a picture as on paper. */
PangoLayout *text_layout_new(cairo_t *cairo)
{
	PangoLayout *layout = pango_cairo_create_layout(cairo);
	cairo_font_options_t *options = cairo_font_options_create();
	PangoContext *context;

	if (!layout)
		goto out;
	context = pango_layout_get_context(layout);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72.0);
	pango_context_set_round_glyph_positions(context, FALSE);
out:
	cairo_font_options_destroy(options);
	return layout;
}

static double points(int pango_units)
{
	return (double)pango_units / PANGO_SCALE;
}

/* width_pt < 0: one line */
static void lay_out(struct canvas *canvas, const char *text, const struct text_style *style,
		    double width_pt)
{
	PangoFontDescription *font = pango_font_description_from_string(face);
	PangoAttrList *attributes = pango_attr_list_new();

	pango_font_description_set_absolute_size(font, style->size_pt * PANGO_SCALE);
	pango_font_description_set_weight(font, style->weight == WEIGHT_SEMIBOLD
							? PANGO_WEIGHT_SEMIBOLD
							: PANGO_WEIGHT_NORMAL);
	/* digits of one width: columns of numbers stand under each other */
	pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
	pango_layout_set_attributes(canvas->layout, attributes);
	pango_layout_set_font_description(canvas->layout, font);
	pango_layout_set_width(canvas->layout, width_pt < 0.0 ? -1 : (int)(width_pt * PANGO_SCALE));
	pango_layout_set_wrap(canvas->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(canvas->layout, style->align == ALIGN_LEFT ? PANGO_ALIGN_LEFT
						   : style->align == ALIGN_RIGHT
							   ? PANGO_ALIGN_RIGHT
							   : PANGO_ALIGN_CENTER);
	pango_layout_set_text(canvas->layout, text, -1);
	pango_attr_list_unref(attributes);
	pango_font_description_free(font);
}

static double laid_width(struct canvas *canvas)
{
	PangoRectangle logical;

	pango_layout_get_extents(canvas->layout, NULL, &logical);
	return points(logical.width);
}

static double laid_height(struct canvas *canvas)
{
	PangoRectangle logical;

	pango_layout_get_extents(canvas->layout, NULL, &logical);
	return points(logical.height);
}

double canvas_label_width(struct canvas *canvas, const char *text, const struct text_style *style)
{
	lay_out(canvas, text, style, -1.0);
	return laid_width(canvas);
}

/* --- drawing --- */

static void show(struct canvas *canvas, double x, double y, const struct text_style *style)
{
	canvas_use(canvas, style->ink, 1.0);
	cairo_move_to(canvas->cairo, x, y);
	pango_cairo_show_layout(canvas->cairo, canvas->layout);
	cairo_new_path(canvas->cairo);
}

/* A text of a page stays text: it can be selected, searched and read aloud. Its width is given, so
 * that nothing overlaps where the page's reader has another face. */
static void put_element(struct canvas *canvas, double x, double y, double width, const char *text,
			const struct text_style *style)
{
	static const char *const anchors[] = {"", " text-anchor=\"middle\"",
					      " text-anchor=\"end\""};
	const char *ink = ink_name(style->ink);
	struct html *html = &canvas->texts;

	html_markup(html, "<text x=\"%.4g\" y=\"%.4g\" font-size=\"%.3g\" fill=\"var(--%s,#%06x)\"",
		    x, y, style->size_pt, ink, ink_colour(style->ink, THEME_LIGHT));
	html_markup(html, "%s", anchors[style->align]);
	if (style->weight == WEIGHT_SEMIBOLD)
		html_markup(html, " font-weight=\"600\"");
	if (width > 4.0 * style->size_pt)
		html_markup(html, " textLength=\"%.4g\" lengthAdjust=\"spacingAndGlyphs\"", width);
	html_markup(html, ">");
	html_text(html, "%s", text);
	html_markup(html, "</text>\n");
}

void canvas_label(struct canvas *canvas, double x, double y, const char *text,
		  const struct text_style *style)
{
	double width;

	if (!*text || !isfinite(x) || !isfinite(y))
		return;
	lay_out(canvas, text, style, -1.0);
	width = laid_width(canvas);
	if (canvas->options.kind == CANVAS_SVG) {
		put_element(canvas, x, y, width, text, style);
		return;
	}
	if (style->align != ALIGN_LEFT)
		x -= style->align == ALIGN_RIGHT ? width : width / 2.0;
	show(canvas, x, y - points(pango_layout_get_baseline(canvas->layout)), style);
}

/* Each line of the layout as one element. */
static void put_lines(struct canvas *canvas, double x, double y, double width_pt, const char *text,
		      const struct text_style *style)
{
	static const double parts[] = {0.0, 0.5, 1.0};
	PangoLayoutIter *iter = pango_layout_get_iter(canvas->layout);

	do {
		PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
		PangoRectangle logical;
		char *part = g_strndup(text + line->start_index, (size_t)line->length);

		pango_layout_iter_get_line_extents(iter, NULL, &logical);
		put_element(canvas, x + parts[style->align] * width_pt,
			    y + points(pango_layout_iter_get_baseline(iter)), points(logical.width),
			    part, style);
		g_free(part);
	} while (pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
}

double canvas_paragraph(struct canvas *canvas, double x, double y, double width_pt,
			const char *text, const struct text_style *style)
{
	lay_out(canvas, text, style, width_pt);
	if (canvas->options.kind == CANVAS_SVG)
		put_lines(canvas, x, y, width_pt, text, style);
	else
		show(canvas, x, y, style);
	return laid_height(canvas);
}

double canvas_paragraph_height(struct canvas *canvas, double width_pt, const char *text,
			       const struct text_style *style)
{
	lay_out(canvas, text, style, width_pt);
	return laid_height(canvas);
}
