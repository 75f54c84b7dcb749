/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/doctor/noise.h"

#include <math.h>
#include <stdlib.h>

static const double block_s = 0.1;
static const double line_hz[] = {50, 100, 150, 60, 120, 180};

enum { LINES = sizeof(line_hz) / sizeof(*line_hz) };

static void add_wave(struct noise_basis *basis, double hz, double rate_hz)
{
	double *cosine = basis->wave + 2 * basis->lines * basis->frames;
	double *sine = cosine + basis->frames;
	double length = sqrt(2 / (double)basis->frames);

	for (size_t f = 0; f < basis->frames; f++) {
		double angle = 2 * M_PI * hz * (double)f / rate_hz;

		cosine[f] = length * cos(angle);
		sine[f] = length * sin(angle);
	}
	basis->lines++;
}

int noise_basis_init(struct noise_basis *basis, double rate_hz, struct error *err)
{
	*basis = (struct noise_basis){.frames = (size_t)fmax(2, round(block_s * rate_hz))};
	basis->wave = calloc(2 * LINES * basis->frames, sizeof(*basis->wave));
	if (!basis->wave)
		return fail(err, HINGE_ENOMEM, "no memory to measure noise");
	for (size_t i = 0; i < LINES; i++)
		if (line_hz[i] < rate_hz / 2)
			add_wave(basis, line_hz[i], rate_hz);
	return 0;
}

void noise_basis_reset(struct noise_basis *basis)
{
	free(basis->wave);
	*basis = (struct noise_basis){0};
}

static double mean_of(const int32_t *count, size_t frames, size_t stride)
{
	double sum = 0;

	for (size_t f = 0; f < frames; f++)
		sum += (double)count[f * stride];
	return sum / (double)frames;
}

double noise_squares(const struct noise_basis *basis, const int32_t *count, size_t stride)
{
	double mean = mean_of(count, basis->frames, stride), squares = 0;

	for (size_t f = 0; f < basis->frames; f++) {
		double apart = count[f * stride] - mean;

		squares += apart * apart;
	}
	for (size_t w = 0; w < 2 * basis->lines; w++) {
		const double *wave = basis->wave + w * basis->frames;
		double along = 0;

		for (size_t f = 0; f < basis->frames; f++)
			along += wave[f] * (count[f * stride] - mean);
		squares -= along * along;
	}
	return fmax(0, squares);
}

double noise_freedom(const struct noise_basis *basis)
{
	return (double)basis->frames - 1 - 2 * (double)basis->lines;
}
