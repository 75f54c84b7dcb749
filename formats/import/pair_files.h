/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of a pair: a recording with its sidecar, or a journal that has both in it. */
#ifndef FORMATS_IMPORT_PAIR_FILES_H
#define FORMATS_IMPORT_PAIR_FILES_H

#include "formats/import/import.h"

bool pair_file_is_journal(const char *path);
/* With raw_sha256. */
int pair_file_read(const char *path, const struct import_options *, struct trial **out,
		   struct error *);
/* What the sidecar says, or would say. info is inited here; reset it where this returns 0. */
int pair_file_info(const char *path, struct recording_info *info, struct error *);
/* sidecar "": a journal has none. */
int pair_file_sha256(const char *path, char raw[65], char sidecar[65], struct error *);

#endif
