/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a container's own chunks say about the length of its data. libsndfile cuts this silently to
 * what the file holds, so a truncated recording would pass for a short one. */
#ifndef FORMATS_RECORDING_CONTAINER_HEADER_H
#define FORMATS_RECORDING_CONTAINER_HEADER_H

#include "formats/recording/io.h"

#include <stdbool.h>
#include <stddef.h>

struct container_header {
	const char *format;          /* "w64" "rf64" "wav" "caf" "flac" */
	bool compressed;             /* no data length: count the frames */
	int64_t data_at, data_bytes; /* as stated */
};

/* Name of the format whose magic the bytes start with, NULL = none read here. */
const char *container_magic(const void *head, size_t size);

/* Walks the chunks; leaves the position anywhere. HINGE_EFORMAT, HINGE_EREAD; name stands in the
 * error. */
int container_header_read(struct io *, const char *name, struct container_header *, struct error *);

#endif
