/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where samples come from. A source is chosen by the scheme of its address ("sim:reps=8,ai=6",
 * "file:trial.w64"); a new kind of device is one file and one line in source.c. */
#ifndef ACQUISITION_SOURCE_H
#define ACQUISITION_SOURCE_H

#include "formats/error.h"
#include "formats/layout.h"

/* The device's clock beside the host's, read together. */
struct source_clock {
	uint64_t device_ns;
	int64_t monotonic_ns;  /* CLOCK_MONOTONIC halfway between request and answer */
	int64_t round_trip_ns; /* 0 = not read */
};

enum { SYNC_FRAMES_MAX = 32 };

/* One read: `frames` frames from device index first_frame on (the first frame of the device has
 * index 0). A jump of first_frame past the end of the block before is a loss; cause says why. */
struct source_block {
	int64_t first_frame;
	size_t frames;
	/* Of the first frame: the device's own, in its own unit; where the source fills clock, the
	 * instant of conversion on the clock that device_ns reads. */
	uint64_t device_counter;
	uint32_t status_bits;
	const char *gap_cause;     /* static text, NULL = none known */
	int64_t gap_uncertainty;   /* frames by which a gap may be longer or shorter */
	bool has_sync;             /* then frames <= SYNC_FRAMES_MAX */
	uint32_t sync_levels;      /* bit f: level of the sync input at frame f */
	struct source_clock clock; /* the newest pair, with the first block after it was read */
};

/* How a device is, as far as it tells. */
struct source_health {
	double link_mbit;     /* 0 = no bus, or not known */
	double temperature_c; /* NaN = not told, also below */
	double excitation_v;
	double drift_ppm; /* of the device's clock against the host's */
	int64_t fifo_frames, fifo_peak_frames, lost_frames; /* -1 = not told */
};

/* A device as `hinge devices` lists it. */
struct source_listing {
	char address[128], name[64], serial[64], detail[128];
	bool unasked; /* found by its name alone: may be anything, and is never the default */
};

struct source_ops {
	const char *scheme, *summary;
	size_t state_size;
	/* address is what stands behind "scheme:". Fills info (inited): rate, plates, unit count,
	 * serial ...; start_time stays "" where the samples are new. state is zeroed memory and is
	 * closed only when open has returned 0. */
	int (*open)(void *state, const char *address, struct recording_info *info, struct error *);
	/* Up to max_frames x channels into counts. > 0 frames, 0 = timeout, SOURCE_END, < 0 error.
	 * Allocates nothing. At SOURCE_END block->first_frame may tell of a loss at the end: the
	 * index the next frame would have had. */
	int64_t (*read)(void *state, int32_t *counts, size_t max_frames, struct source_block *,
			int timeout_ms, struct error *);
	/* True where the samples wait until they are read, so that a slow reader loses nothing: a
	 * file, or a simulation as fast as it is read. Optional: NULL = they do not. */
	bool (*waits)(const void *state);
	/* What the device knows to be true of what it gave, as a file beside the recording; its
	 * times count from the device's frame first_frame. Optional. */
	int (*write_truth)(void *state, int64_t first_frame, const char *path, struct error *);
	/* What a source opened with ramp=1 gives of `channel` at its index `frame`, once it has
	 * been read. Optional: NULL = it has no test data. */
	int32_t (*ramp)(const void *state, int64_t frame, size_t channel);
	/* What is wrong just now, as static text ("unplugged"), or NULL; any thread. While it is
	 * set, read gives nothing. Optional. */
	const char *(*trouble)(const void *state);
	/* Not while somebody reads. Optional. */
	int (*health)(void *state, struct source_health *, struct error *);
	/* Lets the device blink. Not while somebody reads. Optional. */
	int (*identify)(void *state, double seconds, struct error *);
	void (*close)(void *state);
	/* Calls visit for every device present. Optional. */
	int (*list)(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
		    struct error *);
};

#define SOURCE_END INT64_MIN /* the source has no more: end of file, end of the simulated set */

extern const struct source_ops *const source_table[]; /* NULL at the end */

struct source;
/* HINGE_EUSAGE where the address is malformed, HINGE_EDEVICE where no scheme or device answers,
 * with a hint. */
int source_open(struct source **out, const char *address, struct error *);
/* The same of a kind that stands in no table; address is what is behind the scheme. */
int source_open_as(struct source **out, const struct source_ops *, const char *address,
		   struct error *);
const struct recording_info *source_info(const struct source *);
/* For who knows better than the device (plates, certificate); before the first read. */
struct recording_info *source_info_edit(struct source *);
int64_t source_read(struct source *, int32_t *counts, size_t max_frames, struct source_block *,
		    int timeout_ms, struct error *);
bool source_waits(const struct source *);
bool source_has_truth(const struct source *);
/* HINGE_EUSAGE where the source knows no truth. first_frame as in source_ops. */
int source_write_truth(struct source *, int64_t first_frame, const char *path, struct error *);
/* Whether devices of this address know ",ramp=1": data that can be checked, sample by sample. */
bool source_has_ramp(const char *address);
int32_t source_ramp(const struct source *, int64_t frame, size_t channel);
const char *source_trouble(const struct source *);
/* HINGE_EUSAGE where the source cannot. */
int source_health(struct source *, struct source_health *, struct error *);
int source_identify(struct source *, double seconds, struct error *);
void source_close(struct source *);
int source_list(void (*visit)(void *ctx, const struct source_listing *), void *ctx, struct error *);

#endif
