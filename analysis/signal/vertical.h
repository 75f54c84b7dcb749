/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vertical force channels of a recording, plate by plate, and which foot each belongs to. */
#ifndef ANALYSIS_SIGNAL_VERTICAL_H
#define ANALYSIS_SIGNAL_VERTICAL_H

#include "formats/trial.h"

enum { VERTICALS_MAX = PLATES_MAX * PLATE_CELLS_MAX };

/* Force in newton = (sample - zero) * newton_per_unit. */
struct vertical {
	size_t column, plate;
	double newton_per_unit, zero;
	double x_m, y_m; /* NaN: no place on the plate is known */
};

struct verticals {
	size_t count;
	struct vertical at[VERTICALS_MAX];
	size_t plates;
	int side[PLATES_MAX]; /* 0 left, 1 right */
	bool has_sides;       /* both feet are known */
	bool one_plate;       /* nothing stands on side 1 */
};

/* A wrench plate gives its Fz column with the sign that makes the load positive. HINGE_EFORMAT: no
 * plate, a column that the recording does not have, a scale that is not a number. */
int verticals_of(struct verticals *out, const struct trial *, struct error *);

/* Sum of all, every `step` frames at most 10 ms apart: enough to tell load from no load. */
double verticals_peak(const struct verticals *, const struct trial *);

#endif
