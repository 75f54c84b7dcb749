/* SPDX-License-Identifier: GPL-3.0-or-later */
/* participants.tsv, as BIDS has it (bids-specification.readthedocs.io, "Participants file") and as
 * spreadsheets and R write it. */
#ifndef FORMATS_REGISTRY_PARTICIPANTS_H
#define FORMATS_REGISTRY_PARTICIPANTS_H

#include "formats/registry/registry.h"

/* Told of each line that cannot be used. */
typedef void participants_bad_fn(void *ctx, size_t line, const char *why);

/* Columns are known by the names in the first line, in any order: participant_id ("sub-" before the
 * code may be missing, small letters become capitals), mass_kg (or mass, body_mass_kg, body_mass,
 * weight_kg, weight: in kg, with a decimal point or comma), note, created; others are passed over,
 * "n/a" and empty cells are unknown. A byte-order mark, CR LF and quotes around cells are taken as
 * well. *out is the caller's to free(). name stands in messages. HINGE_EFORMAT: no such table;
 * HINGE_ENOMEM. */
int participants_parse(const char *text, size_t size, const char *name,
		       struct registry_subject **out, size_t *count, participants_bad_fn *bad,
		       void *ctx, struct error *);

/* The same table, which participants_parse() reads back; *text is the caller's to free().
 * HINGE_ENOMEM. */
int participants_text(const struct registry_subject *, size_t count, char **text, struct error *);

#endif
