/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way a plate lies to the lifter: from its own axes to +x right, +y toes. */
#ifndef ANALYSIS_SIGNAL_PLATE_PLACEMENT_H
#define ANALYSIS_SIGNAL_PLATE_PLACEMENT_H

#include "formats/layout.h"

/* A place in the plate's axes becomes turn * place + offset_m about the centre of its side. */
struct placement {
	bool is_known; /* false: it has no frame in common with the others of its side */
	double turn[2][2], offset_m[2];
};

struct placements {
	struct placement plate[PLATES_MAX];
	double centre_m[2][2]; /* of the sides, about the middle of both; NaN = not known */
};

/* A plate without corners is taken to lie as the lifter stands; cells of several such plates have
 * their places about one centre, a wrench must be the only plate of its side. Where
 * both feet have plates with corners, the way from the left to the right centre is the lifter's
 * right; the plates' z axis points down. Where feet are not known the axes are those of the first
 * plate of all. side as in struct verticals. */
void placements_of(struct placements *, const struct recording_info *, const int *side,
		   bool has_sides);

#endif
