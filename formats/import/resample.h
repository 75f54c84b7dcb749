/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FORMATS_IMPORT_RESAMPLE_H
#define FORMATS_IMPORT_RESAMPLE_H

#include "formats/trial.h"

enum { RESAMPLE_POINTS = 6 };

/* All channels of a trial at a place between its frames, by Lagrange's polynomial through the six
 * frames around it: error at most 225/46080 max|f^(6)| (Hildebrand 1974, 2.6), time in frames. A
 * sample at a rail within reach makes it that rail; NaN within reach makes it NaN. False where six
 * frames are not to be had. bits: quality bits of the frames it came from. */
bool resample_at(const struct trial *, double frame, double *out, uint8_t *bits);

#endif
