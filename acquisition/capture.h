/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source recorded into a journal: one thread reads the device, one writes and syncs. */
#ifndef ACQUISITION_CAPTURE_H
#define ACQUISITION_CAPTURE_H

#include "acquisition/source.h"
#include "formats/recording/journal.h"

struct capture;

struct capture_options {
	const char *journal_path;
	const struct recording_info
		*who;               /* task, subject, session, run, load, style, grip, notes */
	double max_s;               /* stop after this long; 0 = no limit */
	bool auto_start, auto_stop; /* both feet on / 3 s after stepping off */
	double on_plate_n;          /* 40 */
	double ring_s;              /* 30 */
	int64_t min_free_bytes;     /* 0 = do not check */
};

enum capture_phase { CAPTURE_ARMED, CAPTURE_RECORDING, CAPTURE_DONE, CAPTURE_FAILED };

struct capture_status {
	enum capture_phase phase;
	int64_t frames, durable_frames, gap_frames;
	int64_t source_frames; /* data frames the source handed over */
	uint32_t gaps;
	size_t ring_peak, ring_capacity;
	double elapsed_s, rate_hz;
	double left_n, right_n; /* last block, calibrated with the zeros */
	double clipped_s;
	char stop_reason[32]; /* "source-end" "stopped" "stepped-off" "max-time" "error" */
	int code;             /* error, once CAPTURE_FAILED */
	struct error error;
};

/* The source stays the caller's and must outlive the capture. Returns once the journal's header is
 * durable. */
int capture_start(struct capture **out, struct source *, const struct capture_options *,
		  struct error *);
void capture_status(const struct capture *, struct capture_status *); /* any thread */
int capture_mark(struct capture *, const char *kind, const char *text, struct error *);
/* Asks both threads to end; what the ring holds is written. */
void capture_stop(struct capture *);
/* Waits up to timeout_ms for CAPTURE_DONE or CAPTURE_FAILED; 1 = ended, 0 = not yet. */
int capture_wait(struct capture *, int timeout_ms);
/* Stops, joins, closes the journal; frees in every case. */
int capture_close(struct capture *, struct capture_status *last, struct error *);

#endif
