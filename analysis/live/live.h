/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recording shows while it is being made: who stands, the phase of the lift, every rep
 * shortly after its touchdown. The reps come of the same detection as those of the analysis, run on
 * what has been recorded so far (docs/methods.md#live). One thread at a time. Memory is bounded and
 * taken by live_new: nothing is allocated later. A look at a set that would need more than was
 * taken for it is left out. */
#ifndef ANALYSIS_LIVE_LIVE_H
#define ANALYSIS_LIVE_LIVE_H

#include "formats/config.h"
#include "formats/report.h"

enum live_phase {
	LIVE_EMPTY,    /* a foot is missing */
	LIVE_WEIGHING, /* both feet are on, body weight is not known yet */
	LIVE_STANDING, /* the bar is on the floor */
	LIVE_PULLING,  /* the hands take up the bar */
	LIVE_LIFTING,
	LIVE_HOLDING,
	LIVE_LOWERING
};
const char *live_phase_name(enum live_phase); /* "empty" "weighing" ... */

enum { LIVE_REPS_MAX = 32 };

/* Times in seconds from the recording's first frame. */
struct live_rep {
	int index; /* from 1 */
	enum rep_kind kind;
	double liftoff_s, lockout_s, touchdown_s; /* NaN as in struct rep */
	double asymmetry_lift_pct;                /* NaN where the sides are not known */
	bool valid;
	const char *reason; /* why it does not count: static text, "" where valid */
	double known_s;     /* of the newest frame when it was first told */
};

struct live_state {
	double time_s;          /* of the newest frame */
	double left_n, right_n; /* smoothed for the eye, about 0.1 s late */
	bool on[2];             /* left, right; one plate: both as that plate */
	bool has_sides;
	double body_mass_kg, load_kg; /* NaN = not known yet */
	enum live_phase phase;
	int valid_reps;
	int total_reps; /* with those that do not count */
	size_t reps;    /* the newest of them, in order */
	struct live_rep rep[LIVE_REPS_MAX];
	int64_t lost_frames; /* that never came */
};

struct live;

/* For the samples of such a recording (UNIT_COUNT; its zeros and Tare.Before count as in
 * docs/methods.md#tare). HINGE_EFORMAT: plates and channels do not fit; HINGE_ENOMEM. */
int live_new(struct live **out, const struct recording_info *, const struct config *,
	     struct error *);
void live_free(struct live *);
/* frames x channels counts from first_frame of the recording on, in order; what is missing before
 * them was lost. HINGE_EFORMAT where first_frame goes back. */
int live_push(struct live *, const int32_t *counts, size_t frames, int64_t first_frame,
	      struct error *);
/* The recording has ended: a lift that it cut off counts as it does in the analysis. */
int live_finish(struct live *, struct error *);
void live_state(const struct live *, struct live_state *);

#endif
