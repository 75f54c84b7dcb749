/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came before the recording began: kept while it waits for the feet, so that it can begin 2 s
 * before the first contact. */
#ifndef ACQUISITION_CAPTURE_RECORDER_PREROLL_H
#define ACQUISITION_CAPTURE_RECORDER_PREROLL_H

#include "acquisition/capture/feed.h"

struct preroll {
	struct ring *samples, *notes; /* used by one thread only */
	struct note oldest;           /* its samples are the next in the ring */
	int32_t *counts;              /* one block, for what is given back */
	size_t keep_frames;
};

int preroll_init(struct preroll *, size_t channels, size_t block_frames, double rate_hz,
		 struct error *);
void preroll_reset(struct preroll *);
/* Takes a block of at most block_frames. Drops the oldest where there is no room and, unless
 * in_contact, what is older than the 2 s. */
void preroll_add(struct preroll *, const struct note *, const int32_t *counts, bool in_contact);
void preroll_clear(struct preroll *);
/* The oldest block: *counts is valid until the next call. false = empty. */
bool preroll_take(struct preroll *, struct note *, const int32_t **counts);

#endif
