/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ANALYSIS_SIGNAL_RESAMPLE_H
#define ANALYSIS_SIGNAL_RESAMPLE_H

#include <stddef.h>

/* points values at equal steps from x[0] to x[(count - 1) stride], linear between samples; count
 * >= 1, points >= 2. (oracle O37) */
void time_normalise(const double *x, size_t count, size_t stride, double *out, size_t points);

#endif
