/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"

#include <stdlib.h>

double chart_height(const struct chart *chart, double width_pt)
{
	return chart->ops->height(chart, width_pt);
}

void chart_draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		const char *language)
{
	chart->ops->draw(chart, canvas, box, language);
}

const char *chart_title(const struct chart *chart, const char *language)
{
	return word(chart->ops->title, language);
}

const char *chart_describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	*out = '\0';
	chart->ops->describe(chart, language, out, size);
	return out;
}

int chart_svg(struct html *html, const struct chart *chart, double width_pt, const char *language,
	      const char *id, struct error *err)
{
	char description[CHART_SENTENCE_MAX], *text;
	struct canvas_options options = {
		.kind = CANVAS_SVG,
		.width_pt = width_pt,
		.height_pt = chart_height(chart, width_pt),
		.description = chart_describe(chart, language, description, sizeof(description)),
		.id = id,
	};
	struct box box = {0.0, 0.0, options.width_pt, options.height_pt};
	struct canvas *canvas;
	size_t size;
	int rc = canvas_new(&canvas, &options, err);

	if (rc)
		return rc;
	chart_draw(chart, canvas, &box, language);
	rc = canvas_finish(canvas, &text, &size, err);
	canvas_free(canvas);
	if (rc)
		return rc;
	html_markup(html, "%s", text);
	free(text);
	return html->failed ? fail(err, HINGE_ENOMEM, "no memory for a chart") : 0;
}
