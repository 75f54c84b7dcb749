/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read from a band of pooled spectra. */
#include "analysis/signal/spectrum/spectrum.h"

#include <math.h>
#include <stdbool.h>

static const double edge_hz = 1e-9; /* bins fall on the edges */

static bool holds(struct frequency_band band, double hz)
{
	return hz >= band.low_hz - edge_hz && hz <= band.high_hz + edge_hz;
}

double band_power(const struct welch *welch, struct frequency_band band)
{
	double sum = 0;

	for (size_t k = 0; k + 1 < welch_bins(welch); k++) {
		struct welch_bin a = welch_bin(welch, k), b = welch_bin(welch, k + 1);

		if (holds(band, a.frequency_hz) && holds(band, b.frequency_hz))
			sum += 0.5 * (a.psd_left + b.psd_left) * (b.frequency_hz - a.frequency_hz);
	}
	return sum;
}

double band_coherence(const struct welch *welch, struct frequency_band band)
{
	double sum = 0, n = 0;

	for (size_t k = 0; k < welch_bins(welch); k++) {
		struct welch_bin bin = welch_bin(welch, k);

		if (!holds(band, bin.frequency_hz))
			continue;
		sum += bin.coherence;
		n++;
	}
	return sum / n;
}

/* A bin of the band as the fit sees it. */
struct point {
	double hz, phase, weight;
};

/* Each phase is unwrapped to the one before, the first to 0. */
static struct point point_of(struct welch_bin bin, double before)
{
	double phase = atan2(bin.csd_im, bin.csd_re);

	return (struct point){
		.hz = bin.frequency_hz,
		.phase = phase - 2 * M_PI * round((phase - before) / (2 * M_PI)),
		/* of equal signals all weights would be infinite */
		.weight = bin.coherence / fmax(1 - bin.coherence, 1e-12),
	};
}

/* Phases of bins of a Hann window hang together: by the square of how much the transforms do
 * (2/3 and 1/6 one and two bins apart). */
static double correlation(size_t apart)
{
	static const double squared[] = {1, 4.0 / 9, 1.0 / 36};

	return apart < 3 ? squared[apart] : 0;
}

/* Variance of sum w f phase with var(phase) = (1 - C) / (2 ne C) = 1 / (2 ne w); the w measured is
 * a noncentral F and on average larger by ne / (ne - 2). */
static double variance_of_sum(const struct point *point, size_t n, double effective)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i < 2 ? 0 : i - 2; k < n && k <= i + 2; k++)
			sum += correlation(i > k ? i - k : k - i) * point[i].hz * point[k].hz *
			       sqrt(point[i].weight * point[k].weight);
	return effective > 2 ? sum / (2 * (effective - 2)) : (double)NAN;
}

struct delay band_delay(const struct welch *welch, struct frequency_band band)
{
	enum { MOST = 64 };
	struct point point[MOST];
	double slope = 0, scale = 0, before = 0;
	size_t n = 0;

	for (size_t k = 0; k < welch_bins(welch) && n < MOST; k++) {
		struct welch_bin bin = welch_bin(welch, k);

		if (!holds(band, bin.frequency_hz))
			continue;
		point[n] = point_of(bin, before);
		before = point[n].phase;
		slope += point[n].weight * point[n].hz * point[n].phase;
		scale += point[n].weight * point[n].hz * point[n].hz;
		n++;
	}
	scale *= 2 * M_PI;
	return (struct delay){
		.seconds = -slope / scale,
		.se = sqrt(variance_of_sum(point, n, welch_effective(welch_segments(welch)))) /
		      scale,
	};
}
