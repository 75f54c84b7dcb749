/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted least squares of lines that share one slope, each with an offset of its own (analysis of
 * covariance; Snedecor & Cochran 1989, 18). Variances are what the points say of themselves, grown
 * by chi^2 per degree of freedom where the points scatter more (Birge 1932). */
#ifndef FORMATS_RECORDING_PAIR_FIT_H
#define FORMATS_RECORDING_PAIR_FIT_H

#include <stdbool.h>
#include <stddef.h>

struct fit_point {
	size_t line;
	double x, y, variance;
};

struct fit_line {
	double weight, mean_x, mean_y; /* weight 0: no point */
};

struct fit {
	struct fit_line *line; /* the caller's, as many as there are lines */
	double slope, xx, scale;
};

/* fit->line is zeroed. False where no slope can be told: fewer than two points in every line. */
bool fit_points(struct fit *, size_t lines, const struct fit_point *, size_t points);
bool fit_has(const struct fit *, size_t line);
double fit_at(const struct fit *, size_t line, double x);
double fit_variance(const struct fit *, size_t line, double x); /* of the line there */

#endif
