/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/spectrum/hum.h"

#include "analysis/statistics/order.h"

#include <math.h>

enum { NEIGHBOURS_MAX = 512, HARMONICS = 3 };

static const double line_hz = 0.5;
static const double near_hz = 1.5, far_hz = 6;
static const double mains_hz[] = {50, 60};
static const double snr_min_db = 12;

/* 2 |X| / sum w of a sine, from the density 2 |X|^2 / (fs sum w^2): sum w = n/2, sum w^2 = 3n/8. */
static double amplitude_of(double density, size_t segment, double rate_hz)
{
	return sqrt(3 * rate_hz * density / (double)segment);
}

/* Median of the roots of the density beside the line. */
static double beside(const double *psd, size_t segment, double rate_hz, double at_hz)
{
	double step_hz = rate_hz / (double)segment, value[NEIGHBOURS_MAX];
	size_t from = (size_t)ceil((at_hz - far_hz) / step_hz), n = 0;
	size_t to = (size_t)floor((at_hz + far_hz) / step_hz);

	for (size_t i = from; i <= to && n < NEIGHBOURS_MAX; i++)
		if (fabs((double)i * step_hz - at_hz) > near_hz)
			value[n++] = sqrt(psd[i]);
	return quantile_select(value, n, 0.5);
}

bool hum_find(struct hum_line *line, const double *psd, size_t segment, double rate_hz,
	      double at_hz)
{
	double step_hz = rate_hz / (double)segment, low, peak, high, place;
	size_t from = (size_t)ceil((at_hz - line_hz) / step_hz), best = from;
	size_t to = (size_t)floor((at_hz + line_hz) / step_hz);

	if (at_hz - far_hz < step_hz || at_hz + far_hz > rate_hz / 2 - step_hz || to < from + 2)
		return false;
	for (size_t i = from; i <= to; i++)
		if (psd[i] > psd[best])
			best = i;
	low = log(psd[best - 1]) / 2;
	peak = log(psd[best]) / 2;
	high = log(psd[best + 1]) / 2;
	place = 0.5 * (low - high) / (low - 2 * peak + high);
	line->hz = ((double)best + place) * step_hz;
	line->amplitude =
		amplitude_of(exp(2 * (peak - 0.25 * (low - high) * place)), segment, rate_hz);
	line->snr_db = 20 * log10(sqrt(psd[best]) / beside(psd, segment, rate_hz, at_hz));
	return isfinite(line->amplitude) && !isnan(line->snr_db);
}

bool hum_strongest(struct hum_line *best, const double *psd, size_t segment, double rate_hz)
{
	struct hum_line line;
	bool found = false;

	for (size_t m = 0; m < sizeof(mains_hz) / sizeof(*mains_hz); m++)
		for (int h = 1; h <= HARMONICS; h++)
			if (hum_find(&line, psd, segment, rate_hz, h * mains_hz[m]) &&
			    line.snr_db > snr_min_db &&
			    (!found || line.amplitude > best->amplitude)) {
				*best = line;
				found = true;
			}
	return found;
}
