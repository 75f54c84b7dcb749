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

struct simd_kernels {
	const char *name; /* "avx2" "base" "scalar" */
	bool (*usable)(void);
	/* Transposed direct form II over frames x channels in place, stepping `step` frames
	 * (+1 forward, -1 backward from the last); state[2][channels] is read and updated. */
	void (*biquad)(const struct biquad *, double *state, double *x, size_t frames,
		       size_t channels, int step);
	/* Two sections in one pass; state[4][channels]. The peer's 4th-order filter (make bench).
	 */
	void (*biquad2)(const struct biquad section[2], double *state, double *x, size_t frames,
			size_t channels, int step);
};

/* Best first; the last is the scalar loop and always usable. */
extern const struct simd_kernels *const simd_table[];
/* "auto", NULL or "" = the first usable; NULL when the name is unknown or not usable here. */
const struct simd_kernels *simd_named(const char *isa);

#endif
