/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second model of a lifter (docs/methods.md#simulator): joints move segments, inverse dynamics
 * gives the forces, two legs of their own strength share them. It takes the place of the plan's
 * moves and pulls; feet, cells and errors come after it as after the first. */
#ifndef ACQUISITION_SIMULATOR_SEGMENTS_SEGMENTS_H
#define ACQUISITION_SIMULATOR_SEGMENTS_SEGMENTS_H

#include "acquisition/simulator/scene/slow.h"
#include "acquisition/simulator/segments/set.h"
#include "formats/error.h"

struct segments {
	struct set set;
	struct tracks tracks;
	struct slow share;     /* of the right leg, before sway */
	struct slow forward_m; /* centre of pressure, from the middle of the foot */
};

/* Fills plan with the set and its truth, the nominal asymmetry of its reps included.
 * HINGE_EUSAGE for more than three times body mass on the bar, HINGE_ENOMEM. */
int segments_new(struct segments **, struct plan *, const struct simulator_options *drawn,
		 struct error *);
void segments_free(struct segments *);

/* Ground force and pull of the hands at any time. */
double segments_force(const struct segments *, double t_s);
double segments_pull(const struct segments *, double t_s);

/* The share s of the right leg with the least s^2 right + (1 - s)^2 left + (s - habit)^2 stubborn:
 * right and left are what the whole load would cost that leg. */
double legs_share(double left, double right, double habit, double stubborn);

/* Parts of segments_new(): the moments of each rep; how the floor shakes where discs meet it; the
 * legs' shares, -1 when out of memory. */
void segments_moments(const struct segments *, struct plan *);
void segments_shake(const struct segments *, struct plan *, const struct simulator_options *drawn);
int segments_legs(struct segments *, const struct plan *, const struct simulator_options *drawn);

#endif
