/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spectra of pairs that are made here. */
#ifndef TESTS_UNIT_ANALYSIS_SIGNAL_SPECTRUM_SPECTRA_H
#define TESTS_UNIT_ANALYSIS_SIGNAL_SPECTRUM_SPECTRA_H

#include "tests/support/assert_near.h"

#include "analysis/signal/spectrum/spectrum.h"
#include "formats/random.h"

enum { FRAMES = 1024, SEGMENT = 256, BINS = SEGMENT / 2 + 1 };

static inline struct welch *new_welch(size_t segment, double rate_hz)
{
	struct welch *welch;
	struct error err;

	if (welch_new(&welch, segment, rate_hz, &err))
		fail_msg("%s", err.text);
	return welch;
}

/* The pair of oracle O18 by its recipe: a common part with a 7.8 Hz sine, 12 samples later on the
 * right, and noise of each side's own. */
static inline void make_pair(double pair[FRAMES][2])
{
	static double noise[3][FRAMES], common[FRAMES];
	struct random random;

	random_init(&random, 99);
	for (int k = 0; k < 3; k++)
		for (int i = 0; i < FRAMES; i++)
			noise[k][i] = random_normal(&random);
	for (int i = 0; i < FRAMES; i++) {
		double sum = 0;

		/* numpy's convolve "same" with eight taps: from 3 ahead to 4 behind */
		for (int k = i - 4; k <= i + 3; k++)
			sum += k >= 0 && k < FRAMES ? noise[0][k] / 8.0 : 0.0;
		common[i] = 6 * sin(2 * M_PI * 7.8125 * i / 1000.0) + 3 * sum;
	}
	for (int i = 0; i < FRAMES; i++) {
		pair[i][0] = 100 + common[i] + 0.5 * noise[1][i];
		pair[i][1] = 95 + 0.9 * (i >= 12 ? common[i - 12] : 0.0) + 0.5 * noise[2][i];
	}
}

#endif
