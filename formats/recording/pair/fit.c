/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/fit.h"

#include <math.h>

static void find_means(struct fit *fit, size_t lines, const struct fit_point *point, size_t points)
{
	for (size_t i = 0; i < points; i++) {
		struct fit_line *line = &fit->line[point[i].line];

		line->weight += 1 / point[i].variance;
		line->mean_x += point[i].x / point[i].variance;
		line->mean_y += point[i].y / point[i].variance;
	}
	for (size_t i = 0; i < lines; i++)
		if (fit->line[i].weight > 0) {
			fit->line[i].mean_x /= fit->line[i].weight;
			fit->line[i].mean_y /= fit->line[i].weight;
		}
}

bool fit_points(struct fit *fit, size_t lines, const struct fit_point *point, size_t points)
{
	double xy = 0, chi2 = 0;
	size_t used = 0;

	find_means(fit, lines, point, points);
	for (size_t i = 0; i < lines; i++)
		used += fit->line[i].weight > 0;
	fit->xx = 0;
	for (size_t i = 0; i < points; i++) {
		const struct fit_line *line = &fit->line[point[i].line];
		double x = point[i].x - line->mean_x;

		fit->xx += x * x / point[i].variance;
		xy += x * (point[i].y - line->mean_y) / point[i].variance;
	}
	if (!(fit->xx > 0))
		return false;
	fit->slope = xy / fit->xx;
	for (size_t i = 0; i < points; i++) {
		double off = point[i].y - fit_at(fit, point[i].line, point[i].x);

		chi2 += off * off / point[i].variance;
	}
	fit->scale = points > used + 1 ? fmax(1, chi2 / (double)(points - used - 1)) : 1;
	return true;
}

bool fit_has(const struct fit *fit, size_t line)
{
	return fit->line[line].weight > 0;
}

double fit_at(const struct fit *fit, size_t line, double x)
{
	return fit->line[line].mean_y + fit->slope * (x - fit->line[line].mean_x);
}

double fit_variance(const struct fit *fit, size_t line, double x)
{
	double from_mean = x - fit->line[line].mean_x;

	return fit->scale * (1 / fit->line[line].weight + from_mean * from_mean / fit->xx);
}
