/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the table in import.c, and what only importers use. */
#ifndef FORMATS_IMPORT_FORMATS_H
#define FORMATS_IMPORT_FORMATS_H

#include "formats/import/import.h"
#include "formats/recording/sidecar.h"

extern const struct import_ops import_recording, import_journal, import_c3d, import_text_profile,
	import_forcedecks, import_two_plate_csv;

/* A text file as a profile describes it: info, layout and names as profile_read() gives them. */
int text_profile_parse(char *bytes, size_t size, const char *name,
		       const struct recording_info *info, const struct text_layout *layout,
		       const struct column_names *names, const struct import_options *options,
		       struct trial **out, struct error *err);

/* True when the bytes look like text of one byte a character. */
bool looks_like_text(const char *head, size_t size);

/* A file that no format claims: HINGE_EFORMAT with what it is, if that can be seen, or with what
 * can be read. */
int refuse_unknown(const char *path, const char *head, size_t size, struct error *);

#endif
