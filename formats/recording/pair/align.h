/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two recordings of one set by two devices on one clock: where each frame of the left one lies
 * among the frames of the right one. From edges of a common sync line where both have them, or from
 * readings of each device's clock beside the computer's: from what is less uncertain, and from
 * edges where the two do not agree (docs/methods.md#two-devices). */
#ifndef FORMATS_RECORDING_PAIR_ALIGN_H
#define FORMATS_RECORDING_PAIR_ALIGN_H

#include "formats/recording/pair/timeline.h"

enum align_method { ALIGN_EDGES, ALIGN_CLOCKS };
const char *align_method_name(enum align_method); /* "sync-edges" "clock-pairs" */

/* Left frames first .. end-1 lie at offset + slope * frame among the right ones. */
struct align_section {
	int64_t first, end;
	double offset, slope;
	size_t right_section;
	double uncertainty_s; /* where it is worst: of clocks 95 %, of edges the most it can be */
};

struct alignment {
	enum align_method method;
	size_t observations; /* edges that both have, or pairs of clocks of both */
	size_t sections;     /* in order, not overlapping */
	struct align_section section[2 * SECTIONS_MAX];
	double skew_s;        /* the right device's first frame is later than the left's by this */
	double drift_ppm;     /* the right device's clock is faster than the left's by this */
	double uncertainty_s; /* the worst of the sections' */
	/* the edges show the clocks to be off by so much, and are what was taken; 0 = they agree */
	double clocks_off_s;
};

/* Both at the same nominal rate. HINGE_EFORMAT, with name in front: neither edges nor pairs, no
 * frame in common, or more than ALIGN_WORST_S of uncertainty; HINGE_ENOMEM. */
#define ALIGN_WORST_S 0.005
int align(struct alignment *, const struct timeline *left, const struct timeline *right,
	  const char *name, struct error *);

#endif
