/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that can be said of a stretch that is no phase of a lift. Inside analysis only. */
#ifndef ANALYSIS_STRETCH_STRETCH_H
#define ANALYSIS_STRETCH_STRETCH_H

#include "analysis/rows.h"
#include "analysis/stages.h"

/* Adds rows for frames from .. to (half-open, not empty), unfiltered so that they can be checked by
 * hand: start, duration, mean, peak and impulse by side, asymmetry by every formula, of the means
 * and as the mean over frames, the centre of pressure and its sway. Flagged where samples are
 * missing in it. HINGE_ENOMEM. */
int stretch_measure(struct analysis *, const struct row_place *, size_t from, size_t to,
		    struct error *);

#endif
