/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest part of a recording as force by side, thinned to about 1 kHz by means of blocks, in a
 * buffer that never grows. Inside analysis/live only. */
#ifndef ANALYSIS_LIVE_WINDOW_H
#define ANALYSIS_LIVE_WINDOW_H

#include "formats/error.h"
#include "formats/layout.h"

struct window {
	/* of the recording */
	size_t channels;
	double rate_hz;
	double gain_n[2][CHANNELS_MAX], offset_n[2]; /* counts to newton, before the tare */
	/* raw frames, and what the block being filled has of them */
	int64_t next_frame, lost_frames;
	double last_n[2], sum_n[2];
	size_t block, filled;
	uint8_t sum_quality;
	size_t clipped_left; /* frames to come within 50 ms of a saturated one */
	/* the frames kept, each the mean of a block; frame i is the origin + i th of all */
	double frame_hz;
	int64_t origin;
	size_t frames, room;
	double *side_n;   /* [room][2] */
	uint8_t *quality; /* [room] */
};

/* Room for so many seconds. */
int window_init(struct window *, const struct recording_info *, double seconds, struct error *);
void window_reset(struct window *);
/* As many of the raw frames as fit: returns how many were taken, 0 = drop something first. Frames
 * missing before first_frame become a line, marked as lost where they are more than 5 ms; more
 * than half of the room begins it anew. */
size_t window_add(struct window *, const int32_t *counts, size_t frames, int64_t first_frame);
/* Forgets the frames before this one. */
void window_drop(struct window *, size_t first);
/* The middle of the block that frame i (of all) is. */
double window_time_s(const struct window *, int64_t i);
static inline size_t window_room(const struct window *w)
{
	return w->room - w->frames;
}

#endif
