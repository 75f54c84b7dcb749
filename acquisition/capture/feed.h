/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device's side of a capture: its thread fetches samples and puts them into the ring. It takes
 * no lock, allocates nothing and writes no file. */
#ifndef ACQUISITION_CAPTURE_FEED_H
#define ACQUISITION_CAPTURE_FEED_H

#include "acquisition/capture.h"
#include "acquisition/pinned.h"
#include "acquisition/ring.h"

#include <pthread.h>
#include <stdatomic.h>

/* Rings of notes are made for blocks of this many frames: a USB block has 20. */
enum { FRAMES_A_NOTE = 16, FEED_WARNING_MAX = 256 };

/* What travels beside the samples, one for each block or gap: gap_frames were lost (cause says
 * why), then `frames` frames follow in the ring of samples. */
struct note {
	int64_t gap_frames, gap_uncertainty;
	const char *cause; /* static text */
	size_t frames;
	int64_t first_frame; /* the source's index of the first of them */
	struct journal_stamp stamp;
	bool has_sync;
	uint32_t sync_levels; /* bit f: of frame f */
	struct source_clock clock;
};

struct feed {
	struct source *source;
	bool waits; /* its samples do, until they are read */
	const struct capture_clock *clock;
	size_t channels, block_frames;
	struct ring *samples, *notes;
	struct pinned counts, stack; /* one block; the thread's */
	pthread_t thread;
	bool started, realtime;
	char warning[FEED_WARNING_MAX]; /* what the limits did not allow, "" = all is well */

	int64_t expected; /* the source's next index if nothing is lost; -1 = none yet */
	struct note lost; /* a loss there was no room to tell of */

	_Atomic bool stop;    /* read no more */
	_Atomic bool abandon; /* nobody empties the ring any more */
	_Atomic bool ended;   /* released after the last push; what follows is final then */
	_Atomic int64_t source_frames;
	_Atomic size_t peak;
	bool source_ended;
	int code;
	struct error error;
};

/* Rings for ring_s seconds. */
int feed_init(struct feed *, struct source *, double ring_s, const struct capture_clock *,
	      struct error *);
int feed_start(struct feed *, struct error *);
/* Its rings, block and stack. */
bool feed_is_locked(const struct feed *);
/* After feed->stop (and feed->abandon where nobody reads): joins the thread. */
void feed_join(struct feed *);
void feed_reset(struct feed *);

#endif
