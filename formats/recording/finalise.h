/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a journal to the files of a study: W64, sidecar, events. The journal is never changed. */
#ifndef FORMATS_RECORDING_FINALISE_H
#define FORMATS_RECORDING_FINALISE_H

#include "formats/error.h"
#include "formats/layout.h"
#include "formats/recording/journal.h"

struct finalised {
	char w64[1024], sidecar[1024], events[1024];
	struct journal_state journal;
	char sha256[65]; /* of the samples */
};

/* Writes STEM_force.w64, STEM_force.json and (where there are marks) STEM_events.tsv from the good
 * part of the journal. The W64 is read back and compared sample by sample before it gets its name;
 * no file is replaced (HINGE_EREFUSED). progress may be NULL. */
int finalise(const char *journal_path, const char *stem, struct finalised *,
	     void (*progress)(void *ctx, double fraction), void *ctx, struct error *);

/* "DIR/sub-S012/ses-03/sub-S012_ses-03_task-deadlift_run-02": makes the folders, takes the first
 * free run number from info->run (or 1) on and sets info->run. stem has room for size bytes. */
int recording_stem(const char *study, struct recording_info *info, char *stem, size_t size,
		   struct error *);

#endif
