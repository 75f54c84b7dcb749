/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON beside a recording, and the profile that describes a text file: docs/file-format.md. */
#ifndef FORMATS_RECORDING_SIDECAR_H
#define FORMATS_RECORDING_SIDECAR_H

#include "formats/error.h"
#include "formats/layout.h"

/* All readers here init info, fill it on success and leave it inited and empty on failure; errors
 * name file, key and rule ("t7.json: Plates[0].Cells[1].Column: is used twice"), HINGE_EFORMAT. */

/* How a text file is cut into columns (the profile's "Text" object). */
struct text_layout {
	char delimiter;     /* ',' (default) ';' '\t' ' ' */
	char decimal;       /* '.' (default) or ',' */
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

/* The sidecar beside a recording: STEM.json for STEM.w64. HINGE_EREAD: the path is too long. */
int sidecar_path(const char *recording, char *out, size_t size, struct error *);
/* Reads and checks a sidecar; info->channels is "Channels", or what the plates need. Keys this
 * version does not know go to info->extra_json, at their place: {"Plates": [null, {"Maker": "x"}]}.
 */
int sidecar_read(const char *path, struct recording_info *info, struct error *);
/* The same from text; name stands in messages. */
int sidecar_parse(const char *text, size_t size, const char *name, struct recording_info *info,
		  struct error *);
/* A profile: as a sidecar, "SamplingFrequency" optional where there is a time column (else NaN),
 * "Text" required, columns by number or header name. */
int profile_read(const char *path, struct recording_info *info, struct text_layout *layout,
		 struct column_names *names, struct error *);
int profile_parse(const char *text, size_t size, const char *name, struct recording_info *info,
		  struct text_layout *layout, struct column_names *names, struct error *);
/* Replaces named columns by numbers. HINGE_EFORMAT names file and a column the header lacks or has
 * twice. Blanks around a header name do not count. Columns beyond CHANNELS_MAX are an error. */
int sidecar_bind_columns(struct recording_info *info, const struct column_names *names,
			 const char *const *header, size_t columns, const char *file,
			 struct error *);
/* Every rule of docs/file-format.md on what info holds, however it came there: ranges, codes,
 * columns below channels (where channels are known) and none used twice, gaps sorted and inside. */
int sidecar_check(const struct recording_info *info, const char *name, struct error *);
/* Channels, or where they are not known yet the number of columns the plates need. */
size_t sidecar_channels(const struct recording_info *info);
/* The JSON text, stable key order, newline at the end; *text is the caller's to free(). */
int sidecar_format(const struct recording_info *info, char **text, struct error *);
/* Atomic: .part, fsync, rename without replacing, fsync folder. HINGE_EREFUSED if it exists. */
int sidecar_write(const char *path, const struct recording_info *info, struct error *);

#endif
