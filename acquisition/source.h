/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where samples come from. A source is chosen by the scheme of its address ("sim:reps=8,ai=6",
 * "file:trial.w64"); a new kind of device is one file and one line in source.c. */
#ifndef ACQUISITION_SOURCE_H
#define ACQUISITION_SOURCE_H

#include "formats/error.h"
#include "formats/layout.h"

/* One read: `frames` frames from device index first_frame on. A jump of first_frame past the end of
 * the block before is a loss; cause says why. */
struct source_block {
	int64_t first_frame;
	size_t frames;
	uint64_t device_counter;
	uint32_t status_bits;
	const char *gap_cause; /* static text, NULL = none known */
};

/* A device as `hinge devices` lists it. */
struct source_listing {
	char address[128], name[64], serial[64], detail[128];
};

struct source_ops {
	const char *scheme, *summary;
	size_t state_size;
	/* Fills info (inited): rate, plates, unit count, serial ... state is zeroed memory. */
	int (*open)(void *state, const char *address, struct recording_info *info, struct error *);
	/* Up to max_frames x channels into counts. > 0 frames, 0 = timeout, SOURCE_END, < 0 error.
	 */
	int64_t (*read)(void *state, int32_t *counts, size_t max_frames, struct source_block *,
			int timeout_ms, struct error *);
	/* What the device knows to be true of what it gave; a file beside the recording. Optional.
	 */
	int (*write_truth)(void *state, const char *path, struct error *);
	void (*close)(void *state);
	/* Calls visit for every device present. Optional. */
	int (*list)(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
		    struct error *);
};

#define SOURCE_END INT64_MIN /* the source has no more: end of file, end of the simulated set */

extern const struct source_ops *const source_table[]; /* NULL at the end */

struct source;
/* HINGE_EDEVICE where no scheme or device answers, with a hint. */
int source_open(struct source **out, const char *address, struct error *);
const struct recording_info *source_info(const struct source *);
int64_t source_read(struct source *, int32_t *counts, size_t max_frames, struct source_block *,
		    int timeout_ms, struct error *);
bool source_has_truth(const struct source *);
int source_write_truth(struct source *, const char *path, struct error *);
void source_close(struct source *);
int source_list(void (*visit)(void *ctx, const struct source_listing *), void *ctx, struct error *);

#endif
