/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two recordings of one set by two devices as one trial, on the clock of the left one. */
#ifndef FORMATS_IMPORT_PAIR_H
#define FORMATS_IMPORT_PAIR_H

#include "formats/import/import.h"
#include "formats/recording/pair/align.h"
#include "formats/recording/pair/twin.h"

/* The frames that both saw: the left plate's samples as they are, the right one's interpolated
 * between six of its own (docs/methods.md#two-devices). Gaps of both are gaps of the trial; what
 * was done stands in trial->pair, and raw_sha256 and sidecar_sha256 are those of pair_sha256().
 * HINGE_EFORMAT where the two do not belong together or cannot be aligned. */
int pair_read(const struct twin *, const struct import_options *, struct trial **out,
	      struct error *);
/* As they stand in a result; HINGE_EREAD. */
int pair_sha256(const struct twin *, char raw[65], char sidecar[65], struct error *);
/* From the sidecars alone, and from the journals where there are none. */
int pair_align(const struct twin *, struct alignment *, struct error *);

#endif
