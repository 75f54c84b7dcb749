/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON beside a recording, and the profile that describes a text file: docs/file-format.md. */
#ifndef FORMATS_RECORDING_SIDECAR_H
#define FORMATS_RECORDING_SIDECAR_H

#include "formats/error.h"
#include "formats/layout.h"

/* How a text file is cut into columns (the profile's "Text" object). */
struct text_layout {
	char delimiter;     /* ',' ';' '\t' ' ' */
	char decimal;       /* '.' or ',' */
	int header_lines;   /* lines before the first row of numbers; the last one names columns */
	int time_column;    /* -1 = none: SamplingFrequency is required */
	char time_name[64]; /* header name of the time column, "" = by number */
};

/* Columns may be named by header text: then `column` is -2 - i for column_name[i]. Use
 * sidecar_bind_columns once the header is known. */
enum { COLUMN_NAMES_MAX = 64 };
struct column_names {
	size_t count;
	char name[COLUMN_NAMES_MAX][64];
};

/* Reads and checks a sidecar; info is inited by the call. The error names file, key and rule. */
int sidecar_read(const char *path, struct recording_info *info, struct error *);
/* The same from text; name stands in messages. */
int sidecar_parse(const char *text, size_t size, const char *name, struct recording_info *info,
		  struct error *);
/* A profile: as a sidecar, "SamplingFrequency" and "Samples" optional, "Text" required. */
int profile_read(const char *path, struct recording_info *info, struct text_layout *text,
		 struct column_names *names, struct error *);
/* Replaces named columns by numbers; HINGE_EFORMAT names a column the header lacks. */
int sidecar_bind_columns(struct recording_info *info, const struct column_names *names,
			 const char *const *header, size_t columns, const char *file,
			 struct error *);
/* Rules between keys: columns below channels, no column used twice, rate in range, gaps inside. */
int sidecar_check(const struct recording_info *info, const char *name, struct error *);
/* The JSON text, stable key order, newline at the end; *text is the caller's to free(). */
int sidecar_format(const struct recording_info *info, char **text, struct error *);
/* Atomic: .part, fsync, rename without replacing, fsync folder. HINGE_EREFUSED if it exists. */
int sidecar_write(const char *path, const struct recording_info *info, struct error *);

#endif
