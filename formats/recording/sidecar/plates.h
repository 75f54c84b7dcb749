/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The "Plates" array of a sidecar. */
#ifndef FORMATS_RECORDING_SIDECAR_PLATES_H
#define FORMATS_RECORDING_SIDECAR_PLATES_H

#include "formats/recording/sidecar.h"
#include "formats/recording/sidecar/fields.h"

/* Reads Plates of the top object into info (Unit is read already). names NULL: columns are numbers
 * only, as a container has no header row. */
int plates_read(const struct fields *top, struct recording_info *info, struct column_names *names);
/* The array, NULL when out of memory. rest: the same array with the keys of other versions, or
 * NULL. */
struct js *plates_format(const struct recording_info *info, const struct js *rest);

#endif
