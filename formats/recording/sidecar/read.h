/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sidecars and profiles are read by. */
#ifndef FORMATS_RECORDING_SIDECAR_READ_H
#define FORMATS_RECORDING_SIDECAR_READ_H

#include "formats/recording/sidecar.h"
#include "formats/recording/sidecar/fields.h"

enum { SIDECAR_BYTES_MAX = 16 << 20 };

/* Reads what a profile has beyond a sidecar. */
typedef int sidecar_more(const struct fields *top, const struct recording_info *, void *ctx);

/* names not NULL: columns may be named, and the rate may be absent. more may be NULL. */
int sidecar_parse_with(const char *text, size_t size, const char *name, struct recording_info *,
		       struct column_names *names, sidecar_more *more, void *ctx, struct error *);

#endif
