/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being recorded, handed on to one other thread. The one that records never waits for it:
 * what finds no room is dropped and counted. */
#ifndef ACQUISITION_CAPTURE_TAP_H
#define ACQUISITION_CAPTURE_TAP_H

#include "formats/error.h"
#include "formats/recording/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tap;

/* Room for `frames` frames of so many channels; nothing is allocated later. */
int tap_new(struct tap **out, size_t channels, size_t frames, struct error *);
/* Once neither end uses it. */
void tap_free(struct tap *);

/* By the thread that records: frames of the recording from first_frame on, in its own count, the
 * last of them received at monotonic_ns. */
void tap_give(struct tap *, int64_t first_frame, const int32_t *counts, size_t frames,
	      int64_t monotonic_ns);
/* A reading of the device's clock, which stands at a frame that is given after it. */
void tap_give_clock(struct tap *, const struct clock_pair *);

/* By the reader: at most `most` frames that follow each other, 0 = nothing is there. counts has
 * room for them; *first_frame is where they stand in the recording: what is missing before them
 * was lost or dropped. */
size_t tap_take(struct tap *, int32_t *counts, size_t most, int64_t *first_frame);
bool tap_take_clock(struct tap *, struct clock_pair *);
int64_t tap_dropped(const struct tap *);    /* frames, any thread */
int64_t tap_next_frame(const struct tap *); /* past the newest, any thread */
size_t tap_waiting(const struct tap *);     /* frames that can be taken; by the reader */
/* By the reader, once it has taken something: when frame 0 of the recording was received if all
 * frames come at this rate, on the monotonic clock. */
double tap_begun_s(const struct tap *, double rate_hz);

#endif
