/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The empty plates at both ends of a recording: before anyone stepped on and after everyone has
 * left. */
#ifndef ACQUISITION_CAPTURE_PRESENCE_EMPTY_H
#define ACQUISITION_CAPTURE_PRESENCE_EMPTY_H

#include "acquisition/capture/presence/observer.h"

enum { EMPTY_TEXT_MAX = 2048 };

struct empty_sums {
	int64_t frames;
	double count[CHANNELS_MAX];                   /* sums */
	double force_n[2], lowest_n[2], highest_n[2]; /* sums, and range of the means of blocks */
};

struct empty_plates {
	struct observer observer;
	size_t channels;
	double rate_hz;
	bool was_on;
	double off_s;                 /* nobody on for so long */
	struct empty_sums part, held; /* before the first contact: a foot comes slowly */
	struct empty_sums before, after;
};

void empty_init(struct empty_plates *, const struct recording_info *, double on_plate_n);
/* Every frame that is recorded, in order. */
void empty_take(struct empty_plates *, const int32_t *counts, size_t frames);
/* At least 0.8 s before, or 0.5 s after, without a jump beyond 4 N. */
bool empty_knows_before(const struct empty_plates *);
bool empty_knows_after(const struct empty_plates *);
/* The channels' means as a JSON array. */
void empty_format(const struct empty_plates *, const struct empty_sums *,
		  char text[EMPTY_TEXT_MAX]);
/* How far each side's force has moved from one end to the other, NaN where an end is not known. */
void empty_moved_n(const struct empty_plates *, double moved_n[2]);

#endif
