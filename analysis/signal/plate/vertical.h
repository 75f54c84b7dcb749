/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The channels of a recording that tell vertical force and its place, plate by plate, and which
 * foot each belongs to. */
#ifndef ANALYSIS_SIGNAL_PLATE_VERTICAL_H
#define ANALYSIS_SIGNAL_PLATE_VERTICAL_H

#include "analysis/signal/plate/placement.h"
#include "formats/trial.h"

enum { VERTICALS_MAX = PLATES_MAX * PLATE_CELLS_MAX };

/* What a channel adds per unit of (sample - zero): to the vertical force of its plate, and to
 * Fz * x and Fz * y of the centre of pressure of its side. With crosstalk, and of a wrench, one
 * channel adds to what others measure; one that only tells moments adds no force. */
struct vertical {
	size_t column, plate;
	double newton_per_unit, zero;
	double x_nm_per_unit, y_nm_per_unit; /* NaN: no place is known */
};

struct verticals {
	size_t count;
	struct vertical at[VERTICALS_MAX];
	size_t plates;
	int side[PLATES_MAX]; /* 0 left, 1 right */
	bool has_sides;       /* both feet are known */
	bool one_plate;       /* nothing stands on side 1 */
	struct placements places;
};

/* A wrench plate gives its channels with the sign that makes the load positive. HINGE_EFORMAT: no
 * plate, a column that the recording does not have, a scale that is not a number. */
int verticals_of(struct verticals *out, const struct trial *, struct error *);

/* Sum of all, every `step` frames at most 10 ms apart: enough to tell load from no load. */
double verticals_peak(const struct verticals *, const struct trial *);

#endif
