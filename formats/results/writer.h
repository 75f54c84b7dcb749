/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing and verifying a file of any schema. */
#ifndef FORMATS_RESULTS_WRITER_H
#define FORMATS_RESULTS_WRITER_H

#include "formats/results/results.h"
#include "formats/results/schema/schema.h"

/* PATH.part, verified, then published under its name. HINGE_EWRITE, HINGE_EREFUSED (exists),
 * HINGE_EAGAIN (another program writes it). What stood under the name stays on failure. */
int schema_write(const char *path, const struct schema *, const struct content *,
		 const struct results_options *, struct error *);

/* Reopens a file and compares every number and text of the content with it: HDF5 reports success
 * for writes that a full disk swallowed. HINGE_EWRITE. */
int schema_verify(const char *path, struct packed *, struct error *);

#endif
