/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device as the daemon sees it: what it says of its plates, and the book of plates on top. */
#ifndef TOOLS_HINGED_STATION_ERRANDS_DEVICE_H
#define TOOLS_HINGED_STATION_ERRANDS_DEVICE_H

#include "acquisition/source.h"

/* source_open() and book_apply(). Samples of long ago keep the certificate of their own time.
 * plates: the book's folder, NULL = none. */
int device_open(struct source **out, const char *address, const char *plates, struct error *);

/* Reads seconds of it. HINGE_EDEVICE where it ends or falls silent before. */
int device_read(struct source *, double seconds,
		void (*take)(void *ctx, const int32_t *counts, size_t frames), void *ctx,
		struct error *);

#endif
