/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Journals whose every sample is known beforehand. */
#ifndef TESTS_SUPPORT_JOURNALS_H
#define TESTS_SUPPORT_JOURNALS_H

#include "formats/recording/journal.h"

#include <stddef.h>
#include <stdint.h>

enum { KNOWN_CHANNELS = 8 };

/* The sample that belongs to a frame and channel: all 24 bits in use. */
int32_t known_count(int64_t frame, size_t channel);
/* frames x KNOWN_CHANNELS known counts from frame first on. */
void known_counts(int32_t *counts, int64_t first, size_t frames);

/* Two plates of four cells, 1000 Hz, subject S012: what a journal needs. Reset by the caller. */
void known_info(struct recording_info *info);

/* Appends known counts in blocks of block_frames; fails the test on an error. */
void known_append(struct journal *journal, size_t frames, size_t block_frames);

/* Reads to the end of the good part: fails the test where a sample is not the known one, else fills
 * state. Returns what the reader gave last. */
int known_check(struct journal_reader *reader, struct journal_state *state);

#endif
