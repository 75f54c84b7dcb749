/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two plates that are two devices leave two recordings of one set, known by their names:
 * STEM_plate-left_force.w64 and STEM_plate-right_force.w64, or the journals (.hjl) that these are
 * made of. */
#ifndef FORMATS_RECORDING_PAIR_TWIN_H
#define FORMATS_RECORDING_PAIR_TWIN_H

#include <limits.h>
#include <stdbool.h>

struct twin {
	char left[PATH_MAX], right[PATH_MAX];
};

/* True where path has such a name and both files stand there; then left and right are filled. Where
 * only one of the two was finalised the other is its journal. */
bool twin_find(const char *path, struct twin *);
/* The right one of a pair whose left one is there, of the same kind: it is read with that. */
bool twin_is_second(const char *path);
/* path without "_plate-left" or "_plate-right" where it is one of a pair, else as it is: what the
 * two make together. NULL: out of memory; the caller's to free(). */
char *twin_common_name(const char *path);

#endif
