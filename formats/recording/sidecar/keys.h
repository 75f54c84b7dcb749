/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which keys this version knows, so that all others are kept and passed on. */
#ifndef FORMATS_RECORDING_SIDECAR_KEYS_H
#define FORMATS_RECORDING_SIDECAR_KEYS_H

#include "formats/json.h"

/* *rest: what is not known in a sidecar, at its place in objects and arrays (a copy, the caller's
 * to js_free()); NULL where there is nothing. 0, or -1 when out of memory. */
int keys_unknown(const struct js *sidecar, struct js **rest);

/* Adds the members of rest (may be NULL) that object lacks; 0, or -1 when out of memory. */
int keys_add_rest(struct js *object, const struct js *rest);

#endif
