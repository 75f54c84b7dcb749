/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels that exist once a instruction set: one body (*_kernel.inc), instantiated per ISA at
 * the width of its registers, never FMA, bit-identical to the scalar loop. */
#ifndef ANALYSIS_SIMD_SIMD_H
#define ANALYSIS_SIMD_SIMD_H

#include <stdbool.h>
#include <stddef.h>

/* Second-order section, a0 = 1. */
struct biquad {
	double b0, b1, b2, a1, a2;
};

/* Second-order low-passes side by side: b1 = 2 b0, b2 = b0. */
enum { SCAN_LANES = 16 };
struct lowpass_lanes {
	double b0[SCAN_LANES], a1[SCAN_LANES], a2[SCAN_LANES];
};

/* Two signals: x[i stride] feeds the first half of the lanes, x[i stride + second] the other. */
struct scan_input {
	const double *x;
	size_t frames, stride, second;
};

struct simd_kernels {
	const char *name; /* "avx2" "base" "scalar" */
	bool (*usable)(void);
	/* Transposed direct form II over frames x channels in place, stepping `step` frames
	 * (+1 forward, -1 backward from the last); state[2][channels] is read and updated. */
	void (*biquad)(const struct biquad *, double *state, double *x, size_t frames,
		       size_t channels, int step);
	/* The same with a section for each channel. */
	void (*biquad_each)(const struct biquad *section, double *state, double *x, size_t frames,
			    size_t channels, int step);
	/* Two sections in one pass; state[4][channels]. The peer's 4th-order filter (make bench).
	 */
	void (*biquad2)(const struct biquad section[2], double *state, double *x, size_t frames,
			size_t channels, int step);
	/* A pass forward into y[frames][SCAN_LANES]; state[2][SCAN_LANES] is read and updated. */
	void (*lowpass_lanes)(const struct lowpass_lanes *, double *state,
			      const struct scan_input *, double *y);
	/* A pass backward over y, from the last frame; adds the squares of signal less result to
	 * squares[SCAN_LANES]. */
	void (*residual_lanes)(const struct lowpass_lanes *, double *state,
			       const struct scan_input *, const double *y, double *squares);
	/* mean[windows] holds sums of n deviations from origin, sd[windows] sums of their squares:
	 * they become mean and population SD, 0 where rounding leaves no variance. */
	void (*spread)(double origin, double n, double *mean, double *sd, size_t windows);
};

/* Best first; the last is the scalar loop and always usable. */
extern const struct simd_kernels *const simd_table[];
/* "auto", NULL or "" = the first usable; NULL when the name is unknown or not usable here. */
const struct simd_kernels *simd_named(const char *isa);

#endif
