/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk's side of a capture: what one thread does with the blocks that come out of the ring. It
 * decides when the recording begins and ends, and is the only one that touches the journal. */
#ifndef ACQUISITION_CAPTURE_RECORDER_RECORDER_H
#define ACQUISITION_CAPTURE_RECORDER_RECORDER_H

#include "acquisition/capture/feed.h"
#include "acquisition/capture/presence/empty.h"
#include "acquisition/capture/presence/gate.h"
#include "acquisition/capture/presence/observer.h"
#include "acquisition/capture/recorder/preroll.h"

struct recorder {
	struct journal *journal;
	struct preroll preroll;
	struct observer observer;
	struct empty_plates empty;
	const struct capture_clock *clock;
	struct capture_gate *gate; /* NULL = alone */
	size_t gate_member;
	struct tap *tap; /* NULL = nobody listens */
	double rate_hz;
	size_t channels;
	bool auto_stop;
	int64_t frames_max; /* INT64_MAX = no limit */

	bool recording;
	int64_t taken_frames;       /* since it was armed, lost ones too */
	int64_t first_frame;        /* the source's index */
	int64_t frames, gap_frames; /* of the recording */
	uint32_t gaps;
	bool interrupted;        /* the device was gone for longer than reading bridges, or is */
	uint64_t device_counter; /* the last seen */
	int sync_level;          /* of the frame before; -1 = not known */
	struct clock_drift drift;
	double both_on_s, all_off_s;
	bool was_on;      /* since the recording began */
	const char *gone; /* why nothing came at the end (static text); NULL = something did */
	int64_t heard_ns; /* when the newest samples came in, however late they were taken */
	int64_t synced_ns, paired_ns, device_paired_ns, realtime_offset_ns;

	const char *stop_reason; /* set = the recording is over */
	int code;                /* of the journal */
	struct error error;
};

/* journal is the recorder's from here on, also when this fails. */
int recorder_init(struct recorder *, struct journal *journal, const struct recording_info *,
		  const struct capture_options *, size_t block_frames, struct error *);
void recorder_reset(struct recorder *); /* not the journal */

/* The first pair of clocks. */
void recorder_start(struct recorder *);
/* One note and its samples (note->frames of them). Nothing once stop_reason or code is set. */
void recorder_take(struct recorder *, const struct note *, const int32_t *counts);
void recorder_mark(struct recorder *, const char *kind, const char *text, int64_t monotonic_ns);
/* All that came was taken, and nothing comes now for this reason (static text): ends the recording
 * where that lasts longer than a gap may, or its greatest length is over; it is filled up to that.
 */
void recorder_miss(struct recorder *, const char *trouble);
/* The device is not there any more where the recording ends. */
void recorder_interrupt(struct recorder *, const char *text);
/* It will take no more: nobody waits for it. Of several captures what its device missed until the
 * first of them ended is a gap. */
void recorder_leave(struct recorder *);
/* Syncs and pairs the clocks when it is time. */
void recorder_keep(struct recorder *);
/* Last pair of clocks; closes the journal with its END block (or as it failed). */
void recorder_finish(struct recorder *);

#endif
