/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal as one run of frames at their true index: a lost frame repeats the last good one (zeros
 * before the first). */
#ifndef FORMATS_RECORDING_JOURNAL_FRAMES_H
#define FORMATS_RECORDING_JOURNAL_FRAMES_H

#include "formats/recording/journal.h"

struct journal_frames {
	struct journal_reader *reader; /* borrowed, at its beginning */
	size_t channels;
	struct journal_block block;
	int64_t used; /* frames of block given */
	int32_t last[CHANNELS_MAX];
};

void journal_frames_init(struct journal_frames *, struct journal_reader *);
/* Up to frames x channels counts; frames given, 0 at the end of the good part, < 0 error. */
int64_t journal_frames_read(struct journal_frames *, int32_t *counts, size_t room, struct error *);

#endif
