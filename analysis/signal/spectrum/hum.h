/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the mains in a spectrum (docs/methods.md#hum). */
#ifndef ANALYSIS_SIGNAL_SPECTRUM_HUM_H
#define ANALYSIS_SIGNAL_SPECTRUM_HUM_H

#include <stdbool.h>
#include <stddef.h>

struct hum_line {
	double hz, amplitude; /* of the wave, in the signal's unit */
	double snr_db;        /* over the median of 1.5 to 6 Hz on both sides */
};

/* The highest peak within 0.5 Hz of near_hz in a one-sided density of segments of that length
 * under a periodic Hann window (welch_result), placed by a parabola through the logarithms (oracle
 * O21). False where the density does not reach 6 Hz beyond it, or is too coarse. */
bool hum_find(struct hum_line *, const double *psd, size_t segment, double rate_hz, double near_hz);

/* The strongest line of 50 or 60 Hz and two harmonics that stands 12 dB out of its neighbours;
 * false = none does. */
bool hum_strongest(struct hum_line *, const double *psd, size_t segment, double rate_hz);

#endif
