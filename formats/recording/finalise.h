/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a journal to the files of a study: W64, sidecar, events. The journal is never changed. The
 * journal of a recording stands at STEM.hjl, beside the files that are made of it. */
#ifndef FORMATS_RECORDING_FINALISE_H
#define FORMATS_RECORDING_FINALISE_H

#include "formats/error.h"
#include "formats/layout.h"
#include "formats/recording/journal.h"

struct finalised {
	char w64[1024], sidecar[1024], events[1024];
	struct journal_state journal;
	double rate_hz;
	char sha256[65]; /* of the samples as they stand in the W64 */
};

/* Writes STEM_force.w64, STEM_force.json and (where there are marks) STEM_events.tsv (else events
 * is "") from the good part of the journal. The W64 is read back and compared sample by sample
 * before it gets its name, as the last of the three; no file is replaced (HINGE_EREFUSED, as is a
 * journal that is being recorded). HINGE_EFORMAT: not one frame in the journal. HINGE_EWRITE: disk
 * full, unwritable, or read back wrong; the same call does it again once there is room. progress
 * may be NULL. */
int finalise(const char *journal_path, const char *stem, struct finalised *,
	     void (*progress)(void *ctx, double fraction), void *ctx, struct error *);

/* "DIR/sub-S012/ses-03/sub-S012_ses-03_task-deadlift_run-02" (no ses- where info->session is
 * empty, task-unknown where info->task is): makes the folders, takes the first free run number from
 * info->run (or 1) on, at which no journal, W64, sidecar or events stand, and sets info->run. stem
 * has room for size bytes. HINGE_EUSAGE: no valid subject, session or task; HINGE_EWRITE;
 * HINGE_EREFUSED: no free number. */
int recording_stem(const char *study, struct recording_info *info, char *stem, size_t size,
		   struct error *);

#endif
