/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ACQUISITION_CAPTURE_DESCRIBE_H
#define ACQUISITION_CAPTURE_DESCRIBE_H

#include "formats/layout.h"

/* What the journal's header says: the source's description with what `who` (may be NULL) sets in
 * its place. info is inited; reset it in every case. 0 or HINGE_ENOMEM. */
int capture_describe(struct recording_info *info, const struct recording_info *source,
		     const struct recording_info *who, struct error *);

#endif
