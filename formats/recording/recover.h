/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge recover`: what a crash left behind becomes a recording. Idempotent; journals stay. */
#ifndef FORMATS_RECORDING_RECOVER_H
#define FORMATS_RECORDING_RECOVER_H

#include "formats/recording/finalise.h"

#include <stdbool.h>

struct recovered {
	char journal[1024];
	bool already; /* a verified recording stands beside it from an earlier run */
	bool pruned;
	struct finalised files;
	char report[1024]; /* STEM_recover.json */
	int code;          /* 0 or why this one failed */
	struct error error;
};

/* The journal has no END block, or blocks beyond damage that are not in the recording. */
bool recovered_with_loss(const struct recovered *);

struct recover_options {
	bool prune; /* remove a journal whose verified copy exists; never one with blocks beyond
		       damage */
	void (*progress)(void *ctx, double fraction); /* of one journal; may be NULL */
};

/* Visits every *.hjl below path (or path itself when it is a file), in the order of their names;
 * finalises what is not yet (STEM is the journal's name without ".hjl" or "_force.hjl"), writes
 * STEM_recover.json. Refuses a journal that a daemon holds locked (HINGE_EREFUSED, "is being
 * recorded"). Idempotent: what an earlier run made is compared with the journal again, and left as
 * it is. visit is called once a journal. Returns < 0 only where
 * path or a folder below it cannot be read; the others have been visited then. */
int recover(const char *path, const struct recover_options *,
	    void (*visit)(void *ctx, const struct recovered *), void *ctx, struct error *);

#endif
