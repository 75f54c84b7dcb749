/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal's samples as a W64, and the proof that they are the same. */
#ifndef FORMATS_RECORDING_FINALISE_W64_H
#define FORMATS_RECORDING_FINALISE_W64_H

#include "formats/error.h"

#include <stdint.h>

struct w64_progress {
	void (*tell)(void *ctx, double fraction); /* may be NULL */
	void *ctx;
	int64_t frames; /* of the journal's good part */
};

/* A new W64 at path: written, synced, closed. Removed where that fails. */
int w64_write(const char *journal_path, const char *path, const struct w64_progress *,
	      struct error *);
/* Every sample of the W64 against the journal: HINGE_EFORMAT where one differs or the lengths do.
 * sha256: hex, of the bytes of the W64's samples. */
int w64_compare(const char *journal_path, const char *path, const struct w64_progress *,
		char sha256[65], struct error *);

#endif
