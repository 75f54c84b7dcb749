/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a journal holds beside its samples, gathered in one pass. */
#ifndef FORMATS_RECORDING_FINALISE_SUMMARY_H
#define FORMATS_RECORDING_FINALISE_SUMMARY_H

#include "formats/recording/journal.h"

struct summary {
	struct recording_info info; /* of the header, with gaps, frames, clock pairs, state */
	struct journal_state state;
	char *events; /* the rows of events.tsv, NULL = no marks */
};

/* HINGE_EFORMAT where there is no journal or not one frame of data. */
int summary_read(const char *journal_path, struct summary *, struct error *);
void summary_reset(struct summary *);

#endif
