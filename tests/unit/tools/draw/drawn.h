/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as SVG, and where its words and lines lie. */
#ifndef TESTS_UNIT_TOOLS_DRAW_DRAWN_H
#define TESTS_UNIT_TOOLS_DRAW_DRAWN_H

#include "tests/support/assert_near.h"

#include "tools/draw/charts/charts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline char *svg_as_wide(const struct chart *chart, double width_pt, const char *language,
				const char *id)
{
	struct html html = {0};

	assert_int_equal(chart_svg(&html, chart, width_pt, language, id, NULL), 0);
	return html.text;
}

static inline char *svg_of(const struct chart *chart, const char *language, const char *id)
{
	return svg_as_wide(chart, 515.0, language, id);
}

static inline void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no \"%s\" in:\n%s", part, text);
}

static inline void assert_has_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("there is \"%s\" in:\n%s", part, text);
}

/* y of the text element with these words */
static inline double y_of_text(const char *svg, const char *words)
{
	char part[64];
	const char *at;

	snprintf(part, sizeof(part), ">%s</text>", words);
	at = strstr(svg, part);
	if (!at)
		fail_msg("no text \"%s\" in:\n%s", words, svg);
	while (strncmp(at, " y=\"", 4) != 0)
		at--;
	return strtod(at + 4, NULL);
}

/* The path of the n-th line of a colour. */
static inline const char *path_of(const char *svg, const char *colour, size_t n)
{
	char part[64];
	const char *at = svg;

	snprintf(part, sizeof(part), "stroke=\"var(--%s,", colour);
	for (size_t i = 0; i <= n; i++) {
		at = strstr(at + 1, part);
		if (!at)
			fail_msg("no line %zu in %s:\n%s", n, colour, svg);
	}
	return strstr(at, " d=\"M") + 5;
}

static inline double last_y(const char *path)
{
	const char *end = strchr(path, '"');

	while (end[-1] != ' ')
		end--;
	return strtod(end, NULL);
}

#endif
