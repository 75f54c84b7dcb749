/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/svg_chart.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

static int plot_width(const struct chart *chart)
{
	return chart->width - chart->left - chart->right;
}

static int plot_height(const struct chart *chart)
{
	return chart->height - chart->top - chart->bottom;
}

double chart_x(const struct chart *chart, double x)
{
	return chart->left + (x - chart->x0) / (chart->x1 - chart->x0) * plot_width(chart);
}

double chart_y(const struct chart *chart, double y)
{
	return chart->top + (chart->y1 - y) / (chart->y1 - chart->y0) * plot_height(chart);
}

double chart_step(double range, int most)
{
	double decade = pow(10.0, floor(log10(range / most)));

	for (int i = 0; i < 3; i++) {
		static const double parts[] = {1.0, 2.0, 5.0};

		if (range / (decade * parts[i]) <= most)
			return decade * parts[i];
	}
	return decade * 10.0;
}

void chart_begin(struct html *html, const struct chart *chart, const char *description)
{
	html_markup(html, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", chart->width,
		    chart->height);
	html_text(html, "%s", description);
	html_markup(html, "\">\n");
}

void chart_end(struct html *html)
{
	html_markup(html, "</svg>\n");
}

void chart_label(struct html *html, double x_px, double y_px, const char *css_class,
		 const char *text)
{
	html_markup(html, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", css_class, x_px, y_px);
	html_text(html, "%s", text);
	html_markup(html, "</text>\n");
}

/* First multiple of step at or above from; a whole number of steps keeps ticks exact. */
static double first_tick(double from, double step)
{
	return ceil(from / step - 1e-9);
}

static void format_tick(char *text, size_t size, double value, double step, const char *unit)
{
	int decimals = step < 1.0 ? (int)ceil(-log10(step) - 1e-9) : 0;

	snprintf(text, size, "%.*f%s%s", decimals, value + 0.0, *unit ? " " : "", unit);
}

void chart_x_axis(struct html *html, const struct chart *chart, double step, const char *unit)
{
	double base = chart->height - chart->bottom;
	char text[48];

	for (double k = first_tick(chart->x0, step); k * step <= chart->x1 + 1e-9 * step; k++) {
		bool last = (k + 1) * step > chart->x1 + 1e-9 * step;

		html_markup(html, "<path class=\"tick\" d=\"M%.1f %.1fv4\"/>\n",
			    chart_x(chart, k * step), base);
		format_tick(text, sizeof(text), k * step, step, last ? unit : "");
		chart_label(html, chart_x(chart, k * step), base + 16, "axis mid", text);
	}
}

void chart_y_axis(struct html *html, const struct chart *chart, double step, const char *unit)
{
	char text[48];

	for (double k = first_tick(chart->y0, step); k * step <= chart->y1 + 1e-9 * step; k++) {
		bool last = (k + 1) * step > chart->y1 + 1e-9 * step;
		double y = chart_y(chart, k * step);

		html_markup(html, "<path class=\"grid\" d=\"M%d %.1fh%d\"/>\n", chart->left, y,
			    plot_width(chart));
		format_tick(text, sizeof(text), k * step, step, last ? unit : "");
		chart_label(html, chart->left - 6, y + 4, "axis end", text);
	}
}

void chart_span(struct html *html, const struct chart *chart, double x0, double x1,
		const char *css_class)
{
	double from = chart_x(chart, fmax(x0, chart->x0)), to = chart_x(chart, fmin(x1, chart->x1));

	if (!isnan(x0) && !isnan(x1) && to > from)
		html_markup(html,
			    "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" "
			    "height=\"%d\"/>\n",
			    css_class, from, chart->top, to - from, plot_height(chart));
}

/* --- lines --- */

static double x_of(const struct series *series, size_t i)
{
	return series->x_first + series->x_step * (double)i;
}

static double y_of(const struct series *series, size_t i)
{
	return series->value[i * series->stride];
}

/* Samples that fall into one pixel column. */
struct column {
	double x_px, low, high;
	size_t samples;
	bool rises; /* the low one comes first */
};

/* Takes up to the samples of one column from *i on; stops at NaN. */
static void take_column(const struct chart *chart, const struct series *series, size_t *i,
			struct column *column)
{
	double first_px = floor(chart_x(chart, x_of(series, *i)));
	size_t low_at = *i, high_at = *i, from = *i;

	for (; *i < series->count && !isnan(y_of(series, *i)) &&
	       floor(chart_x(chart, x_of(series, *i))) <= first_px;
	     (*i)++) {
		if (y_of(series, *i) < y_of(series, low_at))
			low_at = *i;
		if (y_of(series, *i) > y_of(series, high_at))
			high_at = *i;
	}
	column->samples = *i - from;
	column->x_px = column->samples == 1 ? chart_x(chart, x_of(series, from)) : first_px + 0.5;
	column->low = chart_y(chart, y_of(series, low_at));
	column->high = chart_y(chart, y_of(series, high_at));
	column->rises = low_at <= high_at;
}

static void put_column(struct html *html, const struct column *c, bool start)
{
	double first = c->rises ? c->low : c->high, second = c->rises ? c->high : c->low;

	if (fabs(first - second) < 0.5)
		html_markup(html, "%c%.1f %.1f", start ? 'M' : 'L', c->x_px, (first + second) / 2);
	else
		html_markup(html, "%c%.1f %.1fV%.1f", start ? 'M' : 'L', c->x_px, first, second);
}

static bool in_range(const struct chart *chart, double x)
{
	return x >= chart->x0 && x <= chart->x1;
}

void chart_line(struct html *html, const struct chart *chart, const struct series *series,
		const char *css_class)
{
	bool start = true;
	size_t i = 0;

	html_markup(html, "<path class=\"line %s\" d=\"", css_class);
	while (i < series->count) {
		struct column column;

		if (!in_range(chart, x_of(series, i)) || isnan(y_of(series, i))) {
			start = true;
			i++;
			continue;
		}
		take_column(chart, series, &i, &column);
		put_column(html, &column, start);
		start = false;
	}
	html_markup(html, "\"/>\n");
}

void chart_band(struct html *html, const struct chart *chart, const struct series *low,
		const struct series *high, const char *css_class)
{
	char command = 'M';

	html_markup(html, "<path class=\"%s\" d=\"", css_class);
	for (size_t i = 0; i < low->count; i++)
		if (!isnan(y_of(low, i)) && !isnan(y_of(high, i))) {
			html_markup(html, "%c%.1f %.1f", command, chart_x(chart, x_of(low, i)),
				    chart_y(chart, y_of(low, i)));
			command = 'L';
		}
	for (size_t i = high->count; i-- > 0;)
		if (!isnan(y_of(low, i)) && !isnan(y_of(high, i)))
			html_markup(html, "L%.1f %.1f", chart_x(chart, x_of(high, i)),
				    chart_y(chart, y_of(high, i)));
	html_markup(html, "%s\"/>\n", command == 'L' ? "Z" : "");
}
