/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zero-phase Butterworth low-pass: one second-order section forward and backward, cutoff corrected
 * on the warped frequency so that the double pass is -3 dB at cutoff_hz (docs/methods.md#filter).
 * Odd extension at both ends, steady-state start. */
#ifndef ANALYSIS_SIGNAL_FILTER_FILTER_H
#define ANALYSIS_SIGNAL_FILTER_FILTER_H

#include "analysis/simd/simd.h"
#include "formats/error.h"
#include "formats/memory/arena.h"

struct filter {
	struct biquad section;
	double zi[2]; /* steady state for a unit step */
	double cutoff_hz, rate_hz;
	const struct simd_kernels *simd;
	struct arena *arena; /* for the ends of what is filtered; NULL = the heap */
};

/* isa: see simd_named(). HINGE_EUSAGE: cutoff or rate not positive, cutoff > 0.4 rate, isa unknown.
 */
int filter_lowpass(struct filter *, double cutoff_hz, double rate_hz, const char *isa,
		   struct error *);
/* Leaves what it filters as it is; HINGE_EUSAGE: isa. */
int filter_unity(struct filter *, const char *isa, struct error *);
/* True where a low-pass at this cutoff is meaningful: cutoff <= 0.4 rate. */
int filter_applies(double cutoff_hz, double rate_hz);
/* 3 rate / cutoff, at most frames - 1. */
size_t filter_default_pad(const struct filter *, size_t frames);
/* In place over [frames][channels]; no NaN in the input. pad frames are extended on both ends
 * (pad < frames). HINGE_ENOMEM. */
int filter_zero_phase(const struct filter *, double *x, size_t frames, size_t channels, size_t pad,
		      struct error *);
/* The same with a filter for each column and its default padding, in one pass; the kernels are
 * those of the first. HINGE_ENOMEM. */
int filter_zero_phase_each(const struct filter *, double *x, size_t frames, size_t channels,
			   struct error *);

#endif
