/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples that are known beforehand given out block by block: as fast as they are read, or like a
 * device's, which are lost when nobody fetches them. What was lost in them is lost again. */
#ifndef ACQUISITION_REPLAY_H
#define ACQUISITION_REPLAY_H

#include "acquisition/source.h"

struct replay {
	const struct recording_info *recorded; /* rate and gaps; borrowed */
	size_t frames, position, next_gap;
	bool real;
	int64_t start_ns; /* CLOCK_MONOTONIC of frame 0; 0 = not begun */
	/* the first of the gaps before position, told with the next block; NULL = none */
	const struct gap *skipped;
	int64_t skipped_uncertainty;
};

/* Takes "pace=fast" (the default) or "pace=real" out of a list apart by commas; rest gets the
 * others. HINGE_EUSAGE for another word, or where rest is too small. */
int replay_parse(const char *list, char *rest, size_t size, bool *real, struct error *);

void replay_init(struct replay *, const struct recording_info *recorded, size_t frames, bool real);
/* The next block: the caller gives out the frames from block->first_frame on, as many as this
 * returns; 0 = timeout, SOURCE_END. Fills the block. recorded's gaps are sorted and lie inside. Of
 * a device's samples those older than one second are lost ("device-fifo"). */
int64_t replay_next(struct replay *, struct source_block *block, size_t max_frames, int timeout_ms);
/* What comes next has not been made yet, and a gap of an unplugged device lies before it. */
bool replay_is_unplugged(const struct replay *);

#endif
