/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Welch cross spectra pooled over stretches, through FFTW (FFTW_ESTIMATE: same bits every run). */
#ifndef ANALYSIS_SIGNAL_SPECTRUM_SPECTRUM_H
#define ANALYSIS_SIGNAL_SPECTRUM_SPECTRUM_H

#include "formats/error.h"

#include <stddef.h>

struct welch; /* periodic Hann, 50 % overlap, segment mean removed, one-sided density */

/* Plans for segments of this length; objects may be made, used and freed in different threads at
 * the same time, one object by one thread. HINGE_EUSAGE: segment < 2 or rate not positive;
 * HINGE_ENOMEM (FFTW aborts the program where memory runs out inside its planner). */
int welch_new(struct welch **out, size_t segment, double rate_hz, struct error *);
/* Adds every whole segment of the pair; samples are left[i stride]. */
void welch_add(struct welch *, const double *left, const double *right, size_t count,
	       size_t stride);
/* How many whole segments welch_add() finds in a stretch. */
static inline size_t welch_segments_in(size_t segment, size_t count)
{
	return count < segment ? 0 : 1 + (count - segment) / (segment - segment / 2);
}
/* Forgets what was added. */
void welch_reset(struct welch *);
size_t welch_segments(const struct welch *);
size_t welch_bins(const struct welch *);
/* Arrays of welch_bins(); any may be NULL. csd = conj(L) R. NaN before the first segment, and
 * the coherence where there is no power. */
void welch_result(const struct welch *, double *frequency_hz, double *psd_left, double *psd_right,
		  double *csd_re, double *csd_im, double *coherence);
/* The same for one bin. */
struct welch_bin {
	double frequency_hz, psd_left, psd_right, csd_re, csd_im, coherence;
};
struct welch_bin welch_bin(const struct welch *, size_t bin);
void welch_free(struct welch *);

/* Over the bins at low_hz .. high_hz, both included. */
struct frequency_band {
	double low_hz, high_hz;
};
/* Trapezoid of the left density (oracle O20); NaN before the first segment. */
double band_power(const struct welch *, struct frequency_band);
/* Mean; NaN without segments or power. */
double band_coherence(const struct welch *, struct frequency_band);
/* How much later the right is, by the slope of the phase through the origin, each bin weighted by
 * C / (1 - C) (oracle O51); its standard error from the coherence and the segments
 * (docs/methods.md#lag). NaN where there is no coherence. */
struct delay {
	double seconds, se;
};
struct delay band_delay(const struct welch *, struct frequency_band);

/* Periodic Hann window (oracle O46). */
void hann_window(double *window, size_t n);

/* Independent segments that this many overlapping ones are worth. */
double welch_effective(size_t segments);

/* 95 % null level of the coherence of K pooled segments (oracle O19); 1 for fewer than 2. */
double coherence_null(double alpha, size_t segments);

#endif
