/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a centre of pressure wanders: path, ranges and the 95 % ellipse (docs/methods.md#sway,
 * oracle O42). */
#ifndef ANALYSIS_SIGNAL_SWAY_H
#define ANALYSIS_SIGNAL_SWAY_H

#include <stddef.h>

/* Places in metres: x to the lifter's right (ml), y to the toes (ap). NaN where n is 0; SDs need
 * two frames, the prediction ellipse three. */
struct sway {
	size_t n; /* frames that have a centre of pressure */
	double path_m, speed_m_s;
	double mean_ml_m, mean_ap_m;
	double range_ml_m, range_ap_m;
	double sd_ml_m, sd_ap_m; /* n - 1 */
	/* Area that holds the next point with 95 % (Schubert & Kirchner 2014), and the one that
	 * holds 95 % of a known normal distribution; the same for many frames. */
	double ellipse_m2, ellipse_chi2_m2;
};

/* What sway_result() needs, gathered part by part. */
struct sway_sums {
	size_t n, steps;
	double last[2];   /* place of the frame before, NaN = none */
	double origin[2]; /* the first place: sums are about it */
	double sum[2], square[2], product;
	double low[2], high[2];
	double path_m;
};

void sway_init(struct sway_sums *);
/* Adds frames of x, y at cop_m[i stride], which follow those of the call before. Frames with NaN
 * are left out and no path leads across them. */
void sway_add(struct sway_sums *, const double *cop_m, size_t frames, size_t stride);
struct sway sway_result(const struct sway_sums *, double rate_hz);

/* All three for one stretch. */
struct sway sway_of(const double *cop_m, size_t frames, size_t stride, double rate_hz);

#endif
