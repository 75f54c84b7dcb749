/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lifter of segments does in a set, drawn from the seed: who it is, which postures follow
 * each other and how fast, when the hands hold the bar. */
#ifndef ACQUISITION_SIMULATOR_SEGMENTS_SET_H
#define ACQUISITION_SIMULATOR_SEGMENTS_SET_H

#include "acquisition/simulator/plan/plan.h"
#include "acquisition/simulator/segments/dynamics.h"

enum { STRETCHES_MAX = 4 * SIMULATED_REPS_MAX + 4 };

/* Own habits: they stay over a set. */
struct habits {
	struct crouch crouch;
	double play_m;       /* the hands wait that far below a tight bar */
	double upright_rad;  /* lean of the shank when standing */
	double lead[JOINTS]; /* on the way up */
	double tilt;
};

/* When things are to happen in a rep; what comes of it is for the forces to say. */
struct attempt {
	double start_s, top_s; /* the way up begins, ends */
	double pull_s;         /* where it fails: the bar is bent as far as it goes */
	double lower_s;        /* the way down begins, or the hands open */
	double end_s;          /* it is over: what comes then is not of this rep */
	bool bounced, fails, drops;
};

struct set {
	struct body body;
	struct bar bar;
	struct habits habits;
	double grip_s, release_s, release_takes_s;
	size_t stretches;
	struct stretch stretch[STRETCHES_MAX];
	struct attempt attempt[SIMULATED_REPS_MAX];
};

/* Also fills plan: masses, styles, steps on and off, quiet standing, and each rep's kind, end and
 * start; its moments stay NaN. */
void set_draw(struct set *, struct plan *, const struct simulator_options *drawn);

#endif
