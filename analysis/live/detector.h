/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detection of the analysis on a window: tare, copies, body weight, load, reps. What lies
 * before the window is remembered: its tare, the body weight, the bar. Inside analysis/live only.
 */
#ifndef ANALYSIS_LIVE_DETECTOR_H
#define ANALYSIS_LIVE_DETECTOR_H

#include "analysis/events/events.h"
#include "analysis/live/window.h"
#include "analysis/signal/force/force.h"

enum { DETECTED_MAX = 128 };

/* Times of the recording. */
struct detected {
	enum rep_kind kind;
	uint32_t flags;
	bool valid;
	double liftoff_s, lockout_s, touchdown_s;
	double asymmetry_lift_pct, displacement_m;
};

struct detector {
	const struct config *config;
	struct trial forces; /* the window as two plates in newton, for the tare */
	bool has_sides, one_plate, romanian;
	double entered_n, given_n; /* load, body weight; NaN = not told */
	struct tare tare;          /* per side */
	struct body_weight body;
	double load_n;       /* the bar of the last reps; NaN = not known */
	struct arena *arena; /* for what a look needs besides */
	/* copies of the window */
	double *memory, *side_n, *side_20_n, *total_50_n, *total_20_n, *total_6_n;
	struct event_signals signals;
	size_t count;
	struct detected rep[DETECTED_MAX];
};

/* For windows of at most `room` frames, frame_hz a second. */
int detector_init(struct detector *, const struct recording_info *, const struct config *,
		  size_t room, double frame_hz, struct error *);
void detector_reset(struct detector *);
/* The force of the empty plates, where the window has it. */
int detector_tare(struct detector *, const struct window *, struct error *);
/* Tare and body weight: body.found. */
int detector_weigh(struct detector *, const struct window *, struct error *);
/* All of it: count, rep. Reps that the end of the window cuts off are left out unless `ended`. */
int detector_run(struct detector *, const struct window *, bool ended, struct error *);

#endif
