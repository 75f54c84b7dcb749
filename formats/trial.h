/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording in memory, as analysis takes it. */
#ifndef FORMATS_TRIAL_H
#define FORMATS_TRIAL_H

#include "formats/error.h"
#include "formats/layout.h"

/* Quality bits of a frame; the same bits stand in /signals/quality of a result. */
enum quality {
	QUALITY_GAP = 1,         /* lost; samples are NaN */
	QUALITY_CLIPPED = 2,     /* within 50 ms of a saturated sample */
	QUALITY_SATURATED = 4,   /* the converter stood at a rail */
	QUALITY_INTERPOLATED = 8 /* a gap of 5 ms or less, bridged by a line */
};

enum { TRIAL_REMARKS_MAX = 8, TRIAL_REMARK_MAX = 192 };

struct trial {
	struct recording_info info;
	size_t channels, frames;
	double *samples;     /* [frames][channels], in info.unit */
	uint8_t *quality;    /* [frames], enum quality bits */
	char raw_file[256];  /* base name of the file it came from */
	char raw_sha256[65]; /* of that file's bytes, hex */
	/* of its sidecar, "" = it has none: a result depends on it as well */
	char sidecar_sha256[65];
	char format[32];      /* "w64" "forcedecks" ... */
	char mass_source[16]; /* where info.mass_kg came from: "" "header" "typed" */
	/* how two recordings became this one, "" = they did not */
	char pair[256];
	/* what its user must know of how it was read: a sentence each, without a full stop */
	size_t remarks;
	char remark[TRIAL_REMARKS_MAX][TRIAL_REMARK_MAX];
};

/* Room for frames x channels (zeroed); info is inited. HINGE_EFORMAT where the size overflows or
 * channels is not in 1..CHANNELS_MAX, HINGE_ENOMEM. */
int trial_new(struct trial **out, size_t channels, size_t frames, struct error *);
void trial_free(struct trial *);

/* Adds a remark, cut to fit; beyond TRIAL_REMARKS_MAX they are dropped. */
void trial_remark(struct trial *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Carries info.gap into samples and quality: a gap of at most 5 ms between good frames becomes a
 * line (QUALITY_INTERPOLATED), a longer one NaN (QUALITY_GAP). Idempotent. */
void trial_mark_gaps(struct trial *);

/* Sets QUALITY_SATURATED where a sample of a UNIT_COUNT recording stands at -2^23 or 2^23-1, and
 * QUALITY_CLIPPED on the 50 ms on both sides. */
void trial_mark_saturation(struct trial *);

#endif
