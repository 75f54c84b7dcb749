/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge recover`: what a crash left behind becomes a recording. Idempotent; journals stay. */
#ifndef FORMATS_RECORDING_RECOVER_H
#define FORMATS_RECORDING_RECOVER_H

#include "formats/recording/finalise.h"

struct recovered {
	char journal[1024];
	bool already; /* a verified recording stands beside it from an earlier run */
	bool pruned;
	struct finalised files;
	int code; /* 0 or why this one failed */
	struct error error;
};

struct recover_options {
	bool prune; /* remove a journal whose verified copy exists */
};

/* Visits every *.hjl below path (or path itself when it is a file), finalises what is not yet,
 * writes STEM_recover.json. Refuses a journal that a daemon holds locked (HINGE_EREFUSED, "is
 * being recorded"). visit is called once a journal. Returns < 0 only if path cannot be read. */
int recover(const char *path, const struct recover_options *,
	    void (*visit)(void *ctx, const struct recovered *), void *ctx, struct error *);

#endif
