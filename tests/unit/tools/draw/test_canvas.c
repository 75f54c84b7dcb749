/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a canvas puts where, in each of its three kinds. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "tools/draw/canvas/canvas.h"

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct stroke thin = {.ink = INK_LEFT, .width_pt = 1.5};
static const struct stroke dashed = {.ink = INK_RIGHT, .width_pt = 1.5, .dash_pt = {4.0, 2.0}};
static const struct text_style small = {.size_pt = 9.0, .ink = INK_TEXT};

static struct canvas *begin(enum canvas_kind kind, enum canvas_theme theme)
{
	struct canvas_options options = {
		.kind = kind,
		.width_pt = 200.0,
		.height_pt = 100.0,
		.theme = theme,
		.description = "A <picture> & more",
		.id = "one",
		.pixels_per_pt = 2.0,
		.title = "Title \xc3\xbc",
		.created = "2026-11-22T10:15:00Z",
		.language = "de",
	};
	struct canvas *canvas;

	assert_int_equal(canvas_new(&canvas, &options, NULL), 0);
	return canvas;
}

static char *finish(struct canvas *canvas, size_t *size)
{
	char *bytes = NULL;

	assert_int_equal(canvas_finish(canvas, &bytes, size, NULL), 0);
	canvas_free(canvas);
	return bytes;
}

static char *svg_of(void (*draw)(struct canvas *))
{
	struct canvas *canvas = begin(CANVAS_SVG, THEME_LIGHT);
	size_t size;

	draw(canvas);
	return finish(canvas, &size);
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no \"%s\" in:\n%s", part, text);
}

static void assert_has_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("there is \"%s\" in:\n%s", part, text);
}

static size_t count(const char *text, const char *part)
{
	size_t n = 0;

	for (size_t i = 0; text[i]; i++)
		n += !strncmp(text + i, part, strlen(part));
	return n;
}

/* --- SVG --- */

static void draw_lines(struct canvas *canvas)
{
	const struct point broken[] = {
		{10.0, 20.0}, {30.5, 40.25}, {(double)NAN, 0.0}, {50.0, 60.0}, {70.0, 80.125}};

	canvas_line(canvas, broken, 5, &thin);
	canvas_segments(canvas, (struct point[]){{1.0, 2.0}, {3.0, 4.0}}, 2, &dashed);
}

static void a_line_runs_through_its_points_and_breaks_at_nan(void **state)
{
	char *svg = svg_of(draw_lines);

	(void)state;
	assert_has(svg, "d=\"M10 20 30.5 40.25M50 60 70 80.13\"");
	assert_has(svg, "d=\"M1 2 3 4\"");
	free(svg);
}

static void colours_are_variables_with_the_light_one_in_reserve(void **state)
{
	char *svg = svg_of(draw_lines);

	(void)state;
	assert_has(svg, "stroke=\"var(--left,#0072b2)\"");
	assert_has(svg, "stroke=\"var(--right,#d55e00)\"");
	assert_has(svg, "stroke-dasharray=\"4,2\"");
	assert_has_not(svg, "rgb(");
	assert_has_not(svg, "style=");
	free(svg);
}

static void draw_texts(struct canvas *canvas)
{
	struct text_style right = small;

	right.align = ALIGN_RIGHT;
	right.weight = WEIGHT_SEMIBOLD;
	canvas_label(canvas, 10.0, 20.0, "a<b> & \"c\"", &small);
	canvas_label(canvas, 190.0, 20.0, "Anteil des rechten Beins", &right);
	canvas_label(canvas, (double)NAN, 20.0, "nowhere", &right);
}

static void texts_of_an_svg_are_text_and_escaped(void **state)
{
	char *svg = svg_of(draw_texts);

	(void)state;
	assert_has(svg, "<text x=\"10\" y=\"20\" font-size=\"9\" fill=\"var(--ink,#1a1a1a)\"");
	assert_has(svg, ">a&lt;b&gt; &amp; &quot;c&quot;</text>");
	assert_has(svg, "text-anchor=\"end\" font-weight=\"600\" textLength=\"");
	assert_has(svg, "aria-label=\"A &lt;picture&gt; &amp; more\"");
	assert_has_not(svg, "nowhere");
	assert_has_not(svg, "<b>");
	free(svg);
}

static void draw_everything(struct canvas *canvas)
{
	const struct point corners[] = {{100.0, 10.0}, {120.0, 10.0}, {120.0, 30.0}};

	draw_lines(canvas);
	draw_texts(canvas);
	canvas_area(canvas, corners, 3, &(struct fill){INK_BAND, 0.5});
	canvas_disc(canvas, (struct point){150.0, 50.0}, 4.0, &(struct fill){INK_TEXT, 1.0});
	canvas_ring(canvas, (struct point){160.0, 50.0}, 4.0, &thin);
	canvas_paragraph(canvas, 10.0, 60.0, 80.0, "Several words that need several lines", &small);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
	static const enum canvas_kind kinds[] = {CANVAS_SVG, CANVAS_PDF, CANVAS_PNG};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char *bytes[2];
		size_t size[2];

		for (size_t k = 0; k < 2; k++) {
			struct canvas *canvas = begin(kinds[i], THEME_LIGHT);

			draw_everything(canvas);
			bytes[k] = finish(canvas, &size[k]);
		}
		assert_int_equal(size[0], size[1]);
		assert_memory_equal(bytes[0], bytes[1], size[0]);
		free(bytes[0]);
		free(bytes[1]);
	}
}

/* Lines of a text that is too wide stand under each other and stay within its width. */
static void a_paragraph_is_broken_into_lines(void **state)
{
	struct canvas *canvas = begin(CANVAS_SVG, THEME_LIGHT);
	const char *text = "Several words that need several lines";
	double one = canvas_paragraph_height(canvas, 1000.0, text, &small);
	double some = canvas_paragraph_height(canvas, 80.0, text, &small);
	double wide = canvas_label_width(canvas, text, &small);
	size_t size, lines;
	char *svg;

	(void)state;
	assert_near(canvas_paragraph(canvas, 10.0, 0.0, 80.0, text, &small), some, 1e-9);
	svg = finish(canvas, &size);
	lines = count(svg, "<text");
	assert_true(lines >= (size_t)(wide / 80.0));
	assert_near(some, (double)lines * one, 1e-6);
	free(svg);
}

/* --- PNG --- */

struct bytes {
	const char *data;
	size_t at;
};

static cairo_status_t give(void *from, unsigned char *to, unsigned size)
{
	struct bytes *bytes = from;

	memcpy(to, bytes->data + bytes->at, size);
	bytes->at += size;
	return CAIRO_STATUS_SUCCESS;
}

/* 0xrrggbb at a point of the page */
static unsigned pixel(cairo_surface_t *picture, double x, double y)
{
	const unsigned char *row = cairo_image_surface_get_data(picture) +
				   cairo_image_surface_get_stride(picture) * (int)(2.0 * y);
	unsigned value;

	memcpy(&value, row + 4 * (int)(2.0 * x), sizeof(value));
	return value & 0xffffff;
}

static cairo_surface_t *picture_in(enum canvas_theme theme)
{
	struct canvas *canvas = begin(CANVAS_PNG, theme);
	struct bytes bytes = {0};
	cairo_surface_t *picture;
	char *png;
	size_t size;

	canvas_rectangle(canvas, &(struct box){20.0, 20.0, 40.0, 30.0},
			 &(struct fill){INK_LEFT, 1.0});
	canvas_line(canvas, (struct point[]){{100.0, 70.0}, {180.0, 70.0}}, 2,
		    &(struct stroke){.ink = INK_RIGHT, .width_pt = 4.0});
	png = finish(canvas, &size);
	bytes.data = png;
	picture = cairo_image_surface_create_from_png_stream(give, &bytes);
	assert_int_equal(cairo_surface_status(picture), CAIRO_STATUS_SUCCESS);
	free(png);
	return picture;
}

static void a_picture_has_its_colours_where_they_belong(void **state)
{
	cairo_surface_t *light = picture_in(THEME_LIGHT), *dark = picture_in(THEME_DARK);

	(void)state;
	assert_int_equal(cairo_image_surface_get_width(light), 400);
	assert_int_equal(cairo_image_surface_get_height(light), 200);
	assert_int_equal(pixel(light, 40.0, 35.0), 0x0072b2);
	assert_int_equal(pixel(light, 140.0, 70.0), 0xd55e00);
	assert_int_equal(pixel(light, 15.0, 35.0), 0xffffff);
	assert_int_equal(pixel(light, 199.0, 99.0), 0xffffff);
	assert_int_equal(pixel(dark, 40.0, 35.0), 0x56b4e9);
	assert_int_equal(pixel(dark, 140.0, 70.0), 0xe69f00);
	assert_int_equal(pixel(dark, 199.0, 99.0), 0x151515);
	cairo_surface_destroy(light);
	cairo_surface_destroy(dark);
}

/* --- contrast: WCAG 2.1, relative luminance --- */

static double luminance(unsigned rgb)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	double sum = 0.0;

	for (int i = 0; i < 3; i++) {
		double c = (rgb >> (16 - 8 * i) & 255) / 255.0;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(unsigned a, unsigned b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

	return x > y ? x / y : y / x;
}

static unsigned colour(enum canvas_theme theme, const char *name)
{
	char key[32];
	const char *at;

	snprintf(key, sizeof(key), "--%s:#", name);
	at = strstr(canvas_theme_css(theme), key);
	assert_non_null(at);
	return (unsigned)strtoul(at + strlen(key), NULL, 16);
}

static void texts_stand_out_from_what_they_are_on(void **state)
{
	static const char *const texts[] = {"ink", "muted", "left-text", "right-text"};
	static const char *const grounds[] = {"paper", "band", "shade", "faint"};
	static const char *const lines[] = {"left", "right"};

	(void)state;
	for (int theme = THEME_LIGHT; theme <= THEME_DARK; theme++) {
		for (size_t i = 0; i < 16; i++)
			assert_true(contrast(colour(theme, texts[i / 4]),
					     colour(theme, grounds[i % 4])) >= 4.5);
		/* of graphics WCAG asks 3 */
		for (size_t i = 0; i < 2; i++)
			assert_true(contrast(colour(theme, lines[i]), colour(theme, "paper")) >=
				    3.0);
	}
}

/* --- PDF --- */

/* What a program of poppler says of a document. */
static char *ask(void **state, const char *program, const char *pdf, size_t size)
{
	static char answer[16384];
	const char *path = scratch_path(state, "x.pdf");
	char command[512];
	size_t used;
	FILE *pipe;

	assert_int_equal(file_write_atomic(path, pdf, size, true, NULL), 0);
	snprintf(command, sizeof(command), program, path);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	used = fread(answer, 1, sizeof(answer) - 1, pipe);
	answer[used] = '\0';
	pclose(pipe);
	return answer;
}

static char *pdf_of_two_pages(size_t *size)
{
	struct canvas *canvas = begin(CANVAS_PDF, THEME_LIGHT);

	canvas_tag_begin(canvas, "Document", NULL);
	for (int page = 0; page < 2; page++) {
		if (page)
			canvas_next_page(canvas);
		canvas_bookmark(canvas, 0.0, page ? "Zweite" : "Erste");
		canvas_tag_begin(canvas, "P", NULL);
		canvas_paragraph(canvas, 10.0, 10.0, 180.0,
				 page ? "Gr\xc3\xb6\xc3\x9f"
					"er"
				      : "Links",
				 &small);
		canvas_tag_end(canvas, "P");
		canvas_tag_begin(canvas, "Figure", page ? "Bild zwei" : NULL);
		draw_everything(canvas);
		canvas_tag_end(canvas, "Figure");
		canvas_tag_begin(canvas, "P", NULL);
		canvas_label(canvas, 10.0, 95.0, "am Ende", &small);
		canvas_tag_end(canvas, "P");
	}
	canvas_tag_end(canvas, "Document");
	return finish(canvas, size);
}

static void a_document_is_tagged_and_whole(void **state)
{
	size_t size;
	char *pdf = pdf_of_two_pages(&size), *answer;

	if (system("command -v pdfinfo >/dev/null 2>&1")) {
		printf("SKIP: no poppler-utils\n");
		free(pdf);
		skip();
	}
	answer = ask(state, "pdfinfo '%s' 2>&1", pdf, size);
	assert_has(answer, "Title:           Title \xc3\xbc\n");
	assert_has(answer, "Tagged:          yes");
	assert_has(answer, "Pages:           2\n");
	assert_has(answer, "CreationDate:    ");
	assert_has_not(answer, "rror");
	answer = ask(state, "pdfinfo -struct '%s' 2>&1", pdf, size);
	assert_has(answer, "Document");
	assert_has(answer, "  Figure");
	assert_has_not(answer, "Warning");
	answer = ask(state, "pdftotext '%s' - 2>&1", pdf, size);
	assert_has(answer, "Links");
	assert_has(answer, "Gr\xc3\xb6\xc3\x9f"
			   "er");
	assert_has(strstr(answer, "am Ende") + 1, "am Ende");
	answer = ask(state, "pdffonts '%s' 2>&1 | tail -n +3", pdf, size);
	assert_has(answer, "yes yes yes");
	assert_has_not(answer, " no ");
	free(pdf);
}

static void a_document_tells_its_language(void **state)
{
	size_t size;
	char *pdf = pdf_of_two_pages(&size);

	(void)state;
	assert_non_null(memmem(pdf, size, "/Lang (de)", 10));
	assert_non_null(memmem(pdf, size, "/CreationDate (20261122101500Z)", 31));
	/* "Bild zwei" in UTF-16 */
	assert_non_null(memmem(pdf, size, "/Alt <FEFF00420069006C0064", 26));
	free(pdf);
}

/* cairo 1.16 writes a file that lacks something, and reports no error. */
static void assert_refused(const char *end)
{
	struct canvas *canvas = begin(CANVAS_PDF, THEME_LIGHT);
	struct error err = {0};
	char *bytes = NULL;
	size_t size;

	canvas_tag_begin(canvas, "P", NULL);
	if (end)
		canvas_tag_end(canvas, end);
	assert_int_equal(canvas_finish(canvas, &bytes, &size, &err), HINGE_EFORMAT);
	assert_has(err.text, "\"P\"");
	assert_null(bytes);
	canvas_free(canvas);
}

static void tags_that_are_not_nested_are_an_error(void **state)
{
	(void)state;
	assert_refused("Table");
	assert_refused(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_runs_through_its_points_and_breaks_at_nan),
		cmocka_unit_test(colours_are_variables_with_the_light_one_in_reserve),
		cmocka_unit_test(texts_of_an_svg_are_text_and_escaped),
		cmocka_unit_test(the_same_calls_give_the_same_bytes),
		cmocka_unit_test(a_paragraph_is_broken_into_lines),
		cmocka_unit_test(a_picture_has_its_colours_where_they_belong),
		cmocka_unit_test(texts_stand_out_from_what_they_are_on),
		cmocka_unit_test_setup_teardown(a_document_is_tagged_and_whole, scratch_setup,
						scratch_teardown),
		cmocka_unit_test(a_document_tells_its_language),
		cmocka_unit_test(tags_that_are_not_nested_are_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
