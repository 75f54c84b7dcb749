/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/canvas/surface.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void sink_append(struct sink *sink, const char *bytes, size_t size)
{
	size_t room = sink->room ? sink->room : 16384;

	if (sink->failed)
		return;
	while (room - sink->used <= size)
		room *= 2;
	if (room != sink->room) {
		char *data = realloc(sink->data, room);

		if (!data) {
			sink->failed = true;
			return;
		}
		sink->data = data;
		sink->room = room;
	}
	memcpy(sink->data + sink->used, bytes, size);
	sink->used += size;
	sink->data[sink->used] = '\0';
}

/* A sink that fails says so by itself: told of it, cairo 1.16 copies from the fonts it has not
 * made.
 */
static cairo_status_t take(void *sink, const unsigned char *bytes, unsigned size)
{
	sink_append(sink, (const char *)bytes, size);
	return CAIRO_STATUS_SUCCESS;
}

/* --- life --- */

static cairo_surface_t *new_surface(struct canvas *canvas)
{
	const struct canvas_options *options = &canvas->options;
	cairo_surface_t *surface;

	switch (options->kind) {
	case CANVAS_SVG:
		return cairo_svg_surface_create_for_stream(take, &canvas->sink, options->width_pt,
							   options->height_pt);
	case CANVAS_PDF:
		return cairo_pdf_surface_create_for_stream(take, &canvas->sink, options->width_pt,
							   options->height_pt);
	case CANVAS_PNG:
		break;
	}
	surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, (int)ceil(options->width_pt * options->pixels_per_pt),
		(int)ceil(options->height_pt * options->pixels_per_pt));
	cairo_surface_set_device_scale(surface, options->pixels_per_pt, options->pixels_per_pt);
	return surface;
}

static void start(struct canvas *canvas)
{
	if (canvas->options.kind == CANVAS_PDF)
		pdf_start(canvas);
	if (canvas->options.kind != CANVAS_PNG)
		return;
	/* never in a PDF: cairo 1.16 takes a paint within a tag for an error, and cuts the file */
	canvas_use(canvas, INK_PAPER, 1.0);
	cairo_paint(canvas->cairo);
}

int canvas_new(struct canvas **out, const struct canvas_options *options, struct error *err)
{
	struct canvas *canvas = calloc(1, sizeof(*canvas));

	if (!canvas)
		return fail(err, HINGE_ENOMEM, "no memory for a drawing");
	canvas->options = *options;
	canvas->page = 1;
	canvas->surface = new_surface(canvas);
	canvas->cairo = cairo_create(canvas->surface);
	canvas->layout = text_layout_new(canvas->cairo);
	if (cairo_status(canvas->cairo) || !canvas->layout) {
		canvas_free(canvas);
		return fail(err, HINGE_ENOMEM, "no memory for a drawing");
	}
	start(canvas);
	*out = canvas;
	return 0;
}

void canvas_free(struct canvas *canvas)
{
	if (!canvas)
		return;
	if (canvas->layout)
		g_object_unref(canvas->layout);
	cairo_destroy(canvas->cairo);
	cairo_surface_destroy(canvas->surface);
	html_free(&canvas->texts);
	pdf_free(canvas);
	free(canvas->sink.data);
	free(canvas);
}

void canvas_no_memory(struct canvas *canvas)
{
	canvas->failed = true;
}

void canvas_next_page(struct canvas *canvas)
{
	if (canvas->options.kind != CANVAS_PDF)
		return;
	cairo_show_page(canvas->cairo);
	canvas->page++;
}

/* cairo keeps the first of its own. */
static int outcome(struct canvas *canvas, cairo_status_t status, struct error *err)
{
	if (canvas->failed || canvas->sink.failed || canvas->texts.failed ||
	    status == CAIRO_STATUS_NO_MEMORY)
		return fail(err, HINGE_ENOMEM, "no memory for a drawing");
	if (canvas->tags || canvas->torn)
		return fail(err, HINGE_EFORMAT, "a drawing broke: tag \"%s\" does not end",
			    canvas->torn ? canvas->torn : canvas->tag[canvas->tags - 1]);
	if (status)
		return fail(err, HINGE_EFORMAT, "a drawing broke: %s",
			    cairo_status_to_string(status));
	return 0;
}

/* The context is done first: only then has the surface all that was drawn. */
static cairo_status_t write_out(struct canvas *canvas)
{
	cairo_status_t status = cairo_status(canvas->cairo);

	if (!status && canvas->options.kind == CANVAS_PNG)
		status = cairo_surface_write_to_png_stream(canvas->surface, take, &canvas->sink);
	cairo_surface_finish(canvas->surface);
	return status ? status : cairo_surface_status(canvas->surface);
}

int canvas_finish(struct canvas *canvas, char **out, size_t *size, struct error *err)
{
	struct html page = {0};
	int rc = outcome(canvas, write_out(canvas), err);

	if (!rc && canvas->options.kind == CANVAS_PDF) {
		pdf_update(canvas);
		rc = outcome(canvas, CAIRO_STATUS_SUCCESS, err);
	}
	if (rc)
		return rc;
	if (canvas->options.kind != CANVAS_SVG) {
		*out = canvas->sink.data;
		*size = canvas->sink.used;
		canvas->sink = (struct sink){0};
		return 0;
	}
	svg_inline(&page, canvas);
	if (page.failed) {
		html_free(&page);
		return fail(err, HINGE_ENOMEM, "no memory for a drawing");
	}
	*out = page.text;
	*size = page.used;
	return 0;
}

/* --- lines and areas --- */

static bool is_there(struct point p)
{
	return isfinite(p.x) && isfinite(p.y);
}

static void stroke_path(struct canvas *canvas, const struct stroke *stroke)
{
	bool dashed = stroke->dash_pt[0] > 0.0;

	canvas_use(canvas, stroke->ink, 1.0);
	cairo_set_line_width(canvas->cairo, stroke->width_pt);
	cairo_set_line_join(canvas->cairo, CAIRO_LINE_JOIN_ROUND);
	cairo_set_dash(canvas->cairo, stroke->dash_pt, dashed ? 2 : 0, 0.0);
	cairo_stroke(canvas->cairo);
}

static void fill_path(struct canvas *canvas, const struct fill *fill)
{
	canvas_use(canvas, fill->ink, fill->opacity);
	cairo_fill(canvas->cairo);
}

void canvas_line(struct canvas *canvas, const struct point *points, size_t count,
		 const struct stroke *stroke)
{
	bool down = false;

	for (size_t i = 0; i < count; i++) {
		if (is_there(points[i]) && down)
			cairo_line_to(canvas->cairo, points[i].x, points[i].y);
		else if (is_there(points[i]))
			cairo_move_to(canvas->cairo, points[i].x, points[i].y);
		down = is_there(points[i]);
	}
	stroke_path(canvas, stroke);
}

void canvas_segments(struct canvas *canvas, const struct point *points, size_t count,
		     const struct stroke *stroke)
{
	for (size_t i = 0; i + 1 < count; i += 2) {
		if (!is_there(points[i]) || !is_there(points[i + 1]))
			continue;
		cairo_move_to(canvas->cairo, points[i].x, points[i].y);
		cairo_line_to(canvas->cairo, points[i + 1].x, points[i + 1].y);
	}
	stroke_path(canvas, stroke);
}

void canvas_area(struct canvas *canvas, const struct point *points, size_t count,
		 const struct fill *fill)
{
	for (size_t i = 0; i < count; i++)
		cairo_line_to(canvas->cairo, points[i].x, points[i].y);
	cairo_close_path(canvas->cairo);
	fill_path(canvas, fill);
}

void canvas_rectangle(struct canvas *canvas, const struct box *box, const struct fill *fill)
{
	cairo_rectangle(canvas->cairo, box->x, box->y, box->width, box->height);
	fill_path(canvas, fill);
}

void canvas_disc(struct canvas *canvas, struct point centre, double radius_pt,
		 const struct fill *fill)
{
	cairo_arc(canvas->cairo, centre.x, centre.y, radius_pt, 0.0, 2.0 * M_PI);
	fill_path(canvas, fill);
}

void canvas_ring(struct canvas *canvas, struct point centre, double radius_pt,
		 const struct stroke *stroke)
{
	cairo_new_sub_path(canvas->cairo);
	cairo_arc(canvas->cairo, centre.x, centre.y, radius_pt, 0.0, 2.0 * M_PI);
	stroke_path(canvas, stroke);
}
