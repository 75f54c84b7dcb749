/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/frame/frame.h"

#include <math.h>
#include <stdlib.h>

static double x_of(const struct series *series, size_t i)
{
	return series->x_first + series->x_step * (double)i;
}

static double y_of(const struct series *series, size_t i)
{
	return series->value[i * series->stride];
}

static struct point place(const struct frame *frame, const struct series *series, size_t i)
{
	double y = fmin(fmax(y_of(series, i), frame->y0), frame->y1);

	return (struct point){frame_x(frame, x_of(series, i)), frame_y(frame, y)};
}

static bool is_drawn(const struct frame *frame, const struct series *series, size_t i)
{
	double x = x_of(series, i);

	return x >= frame->x0 && x <= frame->x1 && isfinite(y_of(series, i));
}

/* Samples that fall into one point of width. */
struct column {
	size_t first, low, high, end;
	size_t drawn;
};

static struct column take_column(const struct frame *frame, const struct series *series, size_t i)
{
	double limit = floor(frame_x(frame, x_of(series, i))) + 1.0;
	struct column column = {.first = i, .low = i, .high = i, .end = i};

	for (; column.end < series->count && frame_x(frame, x_of(series, column.end)) < limit;
	     column.end++) {
		size_t at = column.end;

		if (!is_drawn(frame, series, at))
			continue;
		if (!column.drawn++)
			column.low = column.high = at;
		if (y_of(series, at) < y_of(series, column.low))
			column.low = at;
		if (y_of(series, at) > y_of(series, column.high))
			column.high = at;
	}
	return column;
}

/* Up to three points: low and high in their order, and a break where a sample is missing. */
static size_t put_column(const struct frame *frame, const struct series *series,
			 const struct column *column, struct point *out)
{
	size_t first = column->low < column->high ? column->low : column->high;
	size_t second = column->low < column->high ? column->high : column->low, n = 0;

	if (column->drawn)
		out[n++] = place(frame, series, first);
	if (column->drawn && second != first)
		out[n++] = place(frame, series, second);
	if (column->drawn < column->end - column->first)
		out[n++] = (struct point){NAN, NAN};
	return n;
}

/* First sample that is not left of the frame. */
static size_t first_inside(const struct frame *frame, const struct series *series)
{
	double k = ceil((frame->x0 - series->x_first) / series->x_step - 1e-9);

	return k > 0.0 ? (size_t)k : 0;
}

void frame_line(const struct frame *frame, struct canvas *canvas, const struct series *series,
		const struct stroke *stroke)
{
	size_t columns = (size_t)ceil(frame->plot.width) + 2, n = 0;
	struct point *points = calloc(columns, 3 * sizeof(*points));

	if (!points) {
		canvas_no_memory(canvas);
		return;
	}
	for (size_t i = first_inside(frame, series), k = 0;
	     k < columns && i < series->count && x_of(series, i) <= frame->x1; k++) {
		struct column column = take_column(frame, series, i);

		n += put_column(frame, series, &column, points + n);
		i = column.end > i ? column.end : i + 1;
	}
	canvas_line(canvas, points, n, stroke);
	free(points);
}

/* There and back around a run of samples that both curves have. */
static void put_run(const struct frame *frame, struct canvas *canvas, const struct series *low,
		    const struct series *high, size_t first, size_t end, const struct fill *fill)
{
	size_t n = end - first;
	struct point *points = calloc(2 * n, sizeof(*points));

	if (!points) {
		canvas_no_memory(canvas);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		points[i] = place(frame, low, first + i);
		points[2 * n - 1 - i] = place(frame, high, first + i);
	}
	canvas_area(canvas, points, 2 * n, fill);
	free(points);
}

void frame_band(const struct frame *frame, struct canvas *canvas, const struct series *low,
		const struct series *high, const struct fill *fill)
{
	size_t first = 0;

	for (size_t i = 0; i <= low->count; i++) {
		if (i < low->count && is_drawn(frame, low, i) && is_drawn(frame, high, i))
			continue;
		if (i > first + 1)
			put_run(frame, canvas, low, high, first, i, fill);
		first = i + 1;
	}
}
