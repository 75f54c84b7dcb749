/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a cell's signal is noise: neither slower than a tenth of a second nor the mains. */
#ifndef TOOLS_HINGED_DOCTOR_NOISE_H
#define TOOLS_HINGED_DOCTOR_NOISE_H

#include "formats/error.h"

#include <stddef.h>
#include <stdint.h>

/* Waves of 50 and 60 Hz and two harmonics of each below half the rate, over a block of 0.1 s:
 * whole periods of all of them, so that they are orthogonal to each other and to the mean. */
struct noise_basis {
	size_t frames, lines;
	double *wave; /* [2 * lines][frames], of length 1 */
};

int noise_basis_init(struct noise_basis *, double rate_hz, struct error *);
void noise_basis_reset(struct noise_basis *);
/* Of a block, every stride-th count: the sum of squares about its mean, without those waves. */
double noise_squares(const struct noise_basis *, const int32_t *count, size_t stride);
/* How many of a block's frames that sum stands for. */
double noise_freedom(const struct noise_basis *);

#endif
