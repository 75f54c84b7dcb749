/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a set that was recorded should be done again, while the lifter is still there. */
#ifndef TOOLS_HINGED_STATION_SESSION_REDO_H
#define TOOLS_HINGED_STATION_SESSION_REDO_H

#include "tools/hinged/station/station.h"

/* One reason, the gravest: "saturated 0.3 s in cell 3 of the left plate: redo". "" where there is
 * none, and of a recording that has no files. drift_max_n: tare_drift_n of hinge.conf(5). */
void redo_reason(const struct record_card *, double drift_max_n, char *text, size_t size);

#endif
