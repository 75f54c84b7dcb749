/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/resample.h"

#include <math.h>

enum { BEFORE = 2 }; /* points before the one below the place */

static const double rail_low = -8388608.0, rail_high = 8388607.0;

static void weigh(double weight[RESAMPLE_POINTS], double t)
{
	for (int i = 0; i < RESAMPLE_POINTS; i++) {
		weight[i] = 1;
		for (int m = 0; m < RESAMPLE_POINTS; m++)
			if (m != i)
				weight[i] *= (t - (m - BEFORE)) / (i - m);
	}
}

/* On a frame, only that one counts. */
static double mix(const double *sample, size_t stride, const double *weight, bool counts)
{
	double sum = 0, rail = 0;

	for (int i = 0; i < RESAMPLE_POINTS; i++) {
		double value = sample[(size_t)i * stride];

		if (weight[i] == 0)
			continue;
		if (counts && (value <= rail_low || value >= rail_high))
			rail = value;
		sum += weight[i] * value;
	}
	return rail != 0 && !isnan(sum) ? rail : sum;
}

bool resample_at(const struct trial *trial, double frame, double *out, uint8_t *bits)
{
	double below = floor(frame), weight[RESAMPLE_POINTS];

	if (!(below >= BEFORE && below + (RESAMPLE_POINTS - BEFORE) <= (double)trial->frames))
		return false;
	size_t first = (size_t)below - BEFORE;
	weigh(weight, frame - below);
	*bits = 0;
	for (size_t i = 0; i < RESAMPLE_POINTS; i++)
		if (weight[i] != 0)
			*bits |= trial->quality[first + i];
	for (size_t c = 0; c < trial->channels; c++)
		out[c] = mix(trial->samples + first * trial->channels + c, trial->channels, weight,
			     trial->info.unit == UNIT_COUNT);
	return true;
}
