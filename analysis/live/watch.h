/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be told from frame to frame: who stands, whether he stands quietly, what the bar does,
 * and that it may have touched the floor. It is for the eye and says when the detection is worth
 * its while; no figure of a rep depends on it. Inside analysis/live only. */
#ifndef ANALYSIS_LIVE_WATCH_H
#define ANALYSIS_LIVE_WATCH_H

#include "analysis/live/live.h"
#include "analysis/simd/simd.h"

/* Second-order low-pass that runs with the signal. */
struct lowpass {
	struct biquad section;
	double state[2];
};

enum { GLANCES = 20 }; /* of GLANCE_S: one second */

struct watch {
	double frame_hz, on_n, off_n, quiet_ratio;
	bool one_plate;
	/* set by the detection; NaN = not known */
	double body_n, load_n;
	/* the bar as it was entered, which may be wrong, or as the first hold showed it; NaN =
	 * unknown */
	double told_n;

	struct lowpass eye[2], force;
	double side_n[2]; /* for the eye */
	bool on[2];
	double total_n;
	/* means of the last moments */
	double glance[GLANCES], glance_sum;
	size_t glance_frames, glanced, glances;

	enum live_phase phase;
	double top_n, hold_n; /* largest excess of this pull; level of the hold */
	/* since the force passed the weight of body and bar; 0 where that is not known */
	double velocity_m_s, height_m, top_m;
	bool has_risen; /* by more than nothing */
	size_t carried; /* frames */
};

/* What a frame begins. */
enum watch_event {
	WATCH_NOTHING,
	WATCH_CONTACT, /* both feet are on */
	WATCH_QUIET,   /* they stand quietly, by the looks of it */
	WATCH_HELD,    /* the bar is still */
	WATCH_UNLOADED /* the bar may have met the floor */
};

int watch_init(struct watch *, double frame_hz, bool one_plate, const struct config *,
	       struct error *);
enum watch_event watch_step(struct watch *, const double side_n[2]);

#endif
