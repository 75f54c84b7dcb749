/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The append-only journal a recording is captured into (docs/file-format.md, "Journal").
 * Header block with the sidecar's JSON, then CRC32C-framed blocks; a valid END block is the only
 * "closed" state. Nothing is ever rewritten. */
#ifndef FORMATS_RECORDING_JOURNAL_H
#define FORMATS_RECORDING_JOURNAL_H

#include "formats/error.h"
#include "formats/layout.h"
#include "formats/recording/clock.h"

struct journal; /* writer */

/* Times that belong to a block: the device's own counter, of the first frame of what it sent, and
 * CLOCK_MONOTONIC at arrival. */
struct journal_stamp {
	uint64_t device_counter;
	int64_t monotonic_ns;
	uint32_t status_bits;
};

/* Creates path (O_EXCL, mode 0640), writes and fsyncs the header and its folder before returning.
 * Samples are 24-bit counts in int32. HINGE_EREFUSED if path exists, HINGE_EWRITE if the folder
 * cannot be written or has too little room (min_free_bytes, 0 = do not check). */
int journal_create(struct journal **out, const char *path, const struct recording_info *,
		   int64_t min_free_bytes, struct error *);
/* Appends frames x channels counts that follow what was appended before. After the first failed
 * call the journal is failed: every later append returns the same error and writes nothing. */
int journal_append(struct journal *, const int32_t *counts, size_t frames,
		   const struct journal_stamp *, struct error *);
/* Records lost frames at the present position; the position moves past them. */
int journal_gap(struct journal *, int64_t frames, const char *cause, int64_t frames_uncertainty,
		const struct journal_stamp *, struct error *);
/* Marks that the recorder makes of the empty plates at both ends: their text is a JSON array of the
 * channels' means. They become the sidecar's Tare, not rows of the events. */
#define JOURNAL_ZERO_BEFORE "zero-before"
#define JOURNAL_ZERO_AFTER  "zero-after"
/* A mark made while recording ("note", "start", ...). text is UTF-8, at most 4 KiB. */
int journal_event(struct journal *, const char *kind, const char *text,
		  const struct journal_stamp *, struct error *);
/* The clocks read together; it stands at the present position, which is pair->frame then. */
int journal_clock(struct journal *, const struct clock_pair *, struct error *);
/* fdatasync; on success every frame appended so far is durable. A failure fails the journal. */
int journal_sync(struct journal *, struct error *);
int64_t journal_frames(const struct journal *);         /* position: data and gap frames */
int64_t journal_durable_frames(const struct journal *); /* position at the last good sync */
/* Writes the END block (total, SHA-256), syncs and closes; frees in every case. */
int journal_close(struct journal *, struct error *);
/* Closes without END, as a crash would. */
void journal_abandon(struct journal *);

/* --- reading --- */
enum journal_block_type {
	JOURNAL_DATA = 1,
	JOURNAL_GAP,
	JOURNAL_EVENT,
	JOURNAL_CLOCK,
	JOURNAL_END
};

struct journal_block {
	enum journal_block_type type;
	uint32_t sequence;
	int64_t first_frame;
	int64_t frames;
	struct journal_stamp stamp;
	const int32_t *counts;   /* DATA: frames x channels, valid until the next read */
	struct gap gap;          /* GAP */
	char kind[32];           /* EVENT */
	const char *text;        /* EVENT, valid until the next read */
	struct clock_pair clock; /* CLOCK */
	char sha256[65];         /* END */
};

struct journal_reader;

/* Opens for reading; HINGE_EFORMAT when it is not a journal or its header is damaged. */
int journal_reader_open(struct journal_reader **out, const char *path, struct error *);
/* As above from memory; bytes must outlive the reader (fuzzing, tests). */
int journal_reader_open_memory(struct journal_reader **out, const void *bytes, size_t size,
			       struct error *);
const struct recording_info *journal_reader_info(const struct journal_reader *);
/* 1 = *block is filled, 0 = the good part has ended (see journal_reader_state), < 0 = I/O error. */
int journal_reader_next(struct journal_reader *, struct journal_block *block, struct error *);

struct journal_state {
	bool complete;       /* an END block that agrees with what was read */
	int64_t frames;      /* data and gap frames in the good part */
	int64_t data_frames; /* data frames in the good part */
	int64_t gap_frames;
	uint32_t blocks;  /* good blocks */
	uint32_t islands; /* good blocks found beyond the first bad one; never glued on */
	int64_t island_frames;
	int64_t bytes_good, bytes_total;
};
/* Valid once journal_reader_next has returned 0. */
void journal_reader_state(const struct journal_reader *, struct journal_state *);
void journal_reader_close(struct journal_reader *);

/* True when the file starts as a journal does. */
bool journal_probe(const void *head, size_t size);

#endif
