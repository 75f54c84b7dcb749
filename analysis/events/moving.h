/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sliding windows in one pass. */
#ifndef ANALYSIS_EVENTS_MOVING_H
#define ANALYSIS_EVENTS_MOVING_H

#include "analysis/simd/simd.h"

/* mean[i] and sd[i] (population) of x[i] .. x[i + window - 1]; both hold frames - window + 1
 * values; window is 1..frames. */
void moving_stats(const struct simd_kernels *, const double *x, size_t frames, size_t window,
		  double *mean, double *sd);

#endif
