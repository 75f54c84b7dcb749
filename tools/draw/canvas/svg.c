/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cairo writes an SVG for a file of its own; a page wants one that takes the page's colours, whose
 * ids are its own and that weighs little. Read here is what cairo 1.16 writes, element by
 * element; an attribute that is not known passes as it is. */
#include "tools/draw/canvas/surface.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct span {
	const char *start, *end;
};

static bool is_word(struct span span, const char *word)
{
	size_t length = (size_t)(span.end - span.start);

	return length == strlen(word) && memcmp(span.start, word, length) == 0;
}

static bool takes(struct span *span, const char *prefix)
{
	size_t length = strlen(prefix);

	if ((size_t)(span->end - span->start) < length || memcmp(span->start, prefix, length))
		return false;
	span->start += length;
	return true;
}

/* What stands before the stop, which is passed over; the rest where there is none. */
static struct span cut(struct span *rest, char stop)
{
	struct span part = *rest;
	const char *at = memchr(rest->start, stop, (size_t)(rest->end - rest->start));

	if (at)
		part.end = at;
	rest->start = at ? at + 1 : rest->end;
	return part;
}

static void put(struct html *out, struct span span)
{
	html_markup(out, "%.*s", (int)(span.end - span.start), span.start);
}

/* --- colours --- */

/* "rgb(0.4%,35.3%,64.7%)" */
static enum ink read_ink(struct span value)
{
	unsigned code = 0;

	if (!takes(&value, "rgb("))
		return INKS_END;
	for (int i = 0; i < 3; i++) {
		double percent = strtod(value.start, NULL);

		cut(&value, '%');
		takes(&value, ",");
		code = code << 8 | (unsigned)lround(percent * 2.55);
	}
	return ink_of_code(code);
}

static void put_value(struct html *out, struct span value)
{
	enum ink ink = read_ink(value);

	if (ink == INKS_END)
		put(out, value);
	else
		html_markup(out, "var(--%s,#%06x)", ink_name(ink), ink_colour(ink, THEME_LIGHT));
}

/* --- styles --- */

/* What every renderer assumes. */
static bool is_default(struct span name, struct span value)
{
	static const char *const defaults[][2] = {
		{"stroke", "none"},          {"stroke-opacity", "1"},
		{"fill-opacity", "1"},       {"fill-rule", "nonzero"},
		{"stroke-linecap", "butt"},  {"stroke-linejoin", "miter"},
		{"stroke-miterlimit", "10"},
	};

	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
		if (is_word(name, defaults[i][0]) && is_word(value, defaults[i][1]))
			return true;
	return false;
}

/* Attributes do as styles do, also where a page allows no style attributes. */
static void put_style(struct html *out, struct span style)
{
	while (style.start < style.end) {
		struct span value = cut(&style, ';'), name;

		while (takes(&value, " "))
			;
		name = cut(&value, ':');
		if (name.start == name.end || is_default(name, value))
			continue;
		html_markup(out, " ");
		put(out, name);
		html_markup(out, "=\"");
		put_value(out, value);
		html_markup(out, "\"");
	}
}

/* --- paths --- */

static void put_number(struct html *out, double value)
{
	double hundredths = round(value * 100.0);
	long whole = (long)fabs(hundredths) / 100, part = (long)fabs(hundredths) % 100;

	html_markup(out, "%s%ld", hundredths < 0.0 ? "-" : "", whole);
	if (part % 10)
		html_markup(out, ".%02ld", part);
	else if (part)
		html_markup(out, ".%ld", part / 10);
}

/* A letter only where it changes: numbers after M or L go on with L. */
static void put_path(struct html *out, struct span path)
{
	char last = '\0';
	bool apart = false;

	while (path.start < path.end) {
		struct span word = cut(&path, ' ');

		if (word.start == word.end)
			continue;
		if (*word.start >= 'A') {
			bool same = *word.start == 'L' && (last == 'L' || last == 'M');

			last = *word.start;
			apart = same;
			if (!same)
				html_markup(out, "%c", last);
			continue;
		}
		if (apart)
			html_markup(out, " ");
		put_number(out, strtod(word.start, NULL));
		apart = true;
	}
}

/* --- elements --- */

static void put_attribute(struct html *out, struct span name, struct span value, const char *prefix)
{
	struct span number = value;

	if (is_word(name, "style")) {
		put_style(out, value);
		return;
	}
	/* counts the surfaces of the whole program, and nothing refers to it */
	if (is_word(name, "id") && takes(&number, "surface"))
		return;
	html_markup(out, " ");
	put(out, name);
	html_markup(out, "=\"");
	if (is_word(name, "d"))
		put_path(out, value);
	else if (is_word(name, "id")) {
		html_markup(out, "%s-", prefix);
		put(out, value);
	} else if (takes(&value, "url(#")) {
		html_markup(out, "url(#%s-", prefix);
		put(out, value);
	} else if (is_word(name, "xlink:href") && takes(&value, "#")) {
		html_markup(out, "#%s-", prefix);
		put(out, value);
	} else {
		put_value(out, value);
	}
	html_markup(out, "\"");
}

/* Between < and >, without them. */
static void put_tag(struct html *out, struct span tag, const char *prefix)
{
	bool empty = tag.end[-1] == '/';
	struct span name;

	if (empty)
		tag.end--;
	name = cut(&tag, ' ');
	html_markup(out, "<");
	put(out, name);
	while (memchr(tag.start, '=', (size_t)(tag.end - tag.start))) {
		struct span attribute = cut(&tag, '=');

		while (takes(&attribute, " "))
			;
		cut(&tag, '"');
		put_attribute(out, attribute, cut(&tag, '"'), prefix);
	}
	html_markup(out, empty ? "/>\n" : ">\n");
}

static void put_root(struct html *out, const struct canvas_options *options)
{
	html_markup(out,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %g %g\" "
		    "font-family=\"Inter,system-ui,'Segoe UI',Roboto,sans-serif\" role=\"img\" "
		    "aria-label=\"",
		    options->width_pt, options->height_pt);
	html_text(out, "%s", options->description ? options->description : "");
	html_markup(out, "\">\n");
}

void svg_inline(struct html *out, const struct canvas *canvas)
{
	struct span rest = {canvas->sink.data, canvas->sink.data + canvas->sink.used};

	cut(&rest, '>'); /* <?xml ... ?> */
	cut(&rest, '>'); /* <svg ...> */
	put_root(out, &canvas->options);
	for (;;) {
		struct span tag;

		cut(&rest, '<');
		if (rest.start == rest.end)
			break;
		tag = cut(&rest, '>');
		if (is_word(tag, "/svg"))
			break;
		put_tag(out, tag, canvas->options.id ? canvas->options.id : "c");
	}
	if (canvas->texts.text)
		html_markup(out, "%s", canvas->texts.text);
	html_markup(out, "</svg>\n");
}
