/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source recorded into a journal: one thread fetches from the device into a ring, another one
 * takes from the ring, writes and syncs. A slow disk costs nothing as long as the ring lasts; what
 * it cannot take is a GAP with its exact place ("ring-overrun"), never silent. A source whose
 * samples wait (source_waits) is read no faster than they are written. */
#ifndef ACQUISITION_CAPTURE_H
#define ACQUISITION_CAPTURE_H

#include "acquisition/source.h"
#include "formats/recording/journal.h"

#define GAP_MAX_S 60.0 /* a longer loss ends the recording */

struct capture;
struct tap;

/* Where time comes from: a seam for tests; the system's clocks otherwise. */
struct capture_clock {
	int64_t (*monotonic_ns)(void *ctx);
	int64_t (*realtime_ns)(void *ctx);
	void *ctx;
};

struct capture_options {
	const char *journal_path;
	/* task, subject, session, run, load, style, grip, zone, tares, further keys, and of as many
	 * plates as the source has name and foot: what is set
	 * there replaces what the source says. NULL = nothing */
	const struct recording_info *who;
	double max_s;           /* stop after this long; 0 = no limit */
	bool auto_start;        /* wait for both feet; 2 s before the first contact are kept */
	bool auto_stop;         /* end 3 s after both feet have left */
	double on_plate_n;      /* 40; half of it = off again */
	double ring_s;          /* 30 */
	int64_t min_free_bytes; /* 0 = do not check */
	/* every frame in the journal is handed on to it (acquisition/capture/tap.h); it must
	 * outlive the capture; NULL = nobody listens */
	struct tap *tap;
	/* captures that begin and end together (acquisition/capture/presence/gate.h), and which
	 * this is of them: where its device is gone when the first of them ends, a gap reaches as
	 * far; NULL = it is alone */
	struct capture_gate *gate;
	size_t gate_member;
	const struct capture_clock *clock; /* NULL = the system's */
};

/* The defaults in the comments above. */
void capture_options_init(struct capture_options *);

enum capture_phase { CAPTURE_ARMED, CAPTURE_RECORDING, CAPTURE_DONE, CAPTURE_FAILED };

/* frames counts the recording's frames, data and gaps; what was seen while armed and not kept is in
 * none of frames, durable_frames, gap_frames and gaps. */
struct capture_status {
	enum capture_phase phase;
	int64_t frames, durable_frames, gap_frames;
	int64_t source_frames; /* data frames the source handed over */
	int64_t first_frame;   /* the source's index of the recording's first frame */
	uint32_t gaps;
	size_t ring_peak, ring_capacity; /* frames */
	bool realtime;     /* the thread that reads the device has precedence over all others */
	bool locked;       /* what that thread needs stays in memory */
	char warning[256]; /* which of the system's limits stand in the way; "" = none */
	double elapsed_s, rate_hz; /* elapsed: of the recording */
	double left_n, right_n;    /* mean of the last block, with the zeros; NaN in trouble */
	double clipped_s;          /* any cell at a rail */
	char clipped_cell[64];     /* the one that was longest, "cell 3 of the left plate" */
	double moved_n[2];         /* the empty plates from beginning to end; NaN = not known */
	double drift_ppm,
		drift_sd_ppm; /* of the device's clock against the host's; NaN = not known */
	const char *trouble;  /* of the source just now: static text, or NULL */
	bool interrupted;     /* the device was gone for longer than reading bridges */
	char stop_reason[32]; /* "source-end" "stopped" "stepped-off" "max-time" "gap" "error" */
	int code;             /* error, once CAPTURE_FAILED */
	struct error error;
};

/* The source stays the caller's and must outlive the capture; nobody else may read it meanwhile.
 * Returns once the journal's header is durable. Errors: those of journal_create, HINGE_ENOMEM. */
int capture_start(struct capture **out, struct source *, const struct capture_options *,
		  struct error *);
void capture_status(const struct capture *, struct capture_status *); /* any thread */
/* Any thread; kind up to 31 bytes, text up to 4 KiB. It stands in the journal at the place reached
 * when it is written. HINGE_EREFUSED once the capture has ended, HINGE_EAGAIN with 16 unwritten. */
int capture_mark(struct capture *, const char *kind, const char *text, struct error *);
/* Asks both threads to end; what the ring holds is written. Any thread. */
void capture_stop(struct capture *);
/* Waits up to timeout_ms for CAPTURE_DONE or CAPTURE_FAILED; 1 = ended, 0 = not yet. */
int capture_wait(struct capture *, int timeout_ms);
/* Stops, joins, closes the journal; frees in every case. Returns the error of CAPTURE_FAILED: after
 * one of the journal (disk full) everything durable is in the file, after one of the source all it
 * gave is and the journal is complete. */
int capture_close(struct capture *, struct capture_status *last, struct error *);

#endif
