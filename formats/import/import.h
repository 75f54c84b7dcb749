/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of file that holds a trial, found from its content. */
#ifndef FORMATS_IMPORT_IMPORT_H
#define FORMATS_IMPORT_IMPORT_H

#include "formats/trial.h"

struct import_options {
	const char *sidecar; /* path, or NULL: STEM.json beside a container */
	const char *profile; /* path, or NULL: for text only */
	double rate_hz;      /* NaN: from the file */
	double mass_kg;      /* NaN: from the file */
	double load_kg;      /* NaN: from the file */
	enum foot sides[PLATES_MAX];
	size_t sides_count; /* 0: from the file */
};

void import_options_init(struct import_options *);

/* One format; a new one is a file and a line in the table of import.c. Text and C3D are parsed from
 * memory, anything else read from its path: one of parse and read is set. */
struct import_ops {
	const char *name, *summary;
	/* 0 = not mine .. 100 = certainly; head is NUL-terminated after size bytes, without BOM. */
	int (*probe)(const char *head, size_t size, const struct import_options *);
	/* bytes[size] is a NUL; the bytes are changed. name stands in messages. */
	int (*parse)(char *bytes, size_t size, const char *name, const struct import_options *,
		     struct trial **out, struct error *);
	int (*read)(const char *path, const struct import_options *, struct trial **out,
		    struct error *);
};
extern const struct import_ops *const import_formats[]; /* NULL at the end */

/* Reads path ("-" = standard input, text and C3D only) with the format that claims it; one of the
 * two recordings that two devices leave together with its twin (pair.h). Marks gaps
 * and saturation, applies the options, fills raw_file, raw_sha256 and format. Refusals
 * (HINGE_EFORMAT) say why and what to pass: no sidecar, no rate, unknown format, ragged row
 * (file:line), truncation, NaN or empty file. */
int import_read(const char *path, const struct import_options *, struct trial **out,
		struct error *);

/* raw_sha256 and sidecar_sha256 ("" = none) of the trial that import_read() makes of a recording of
 * the study. HINGE_EREAD. */
int import_sha256(const char *path, char raw[65], char sidecar[65], struct error *);

/* Writes a trial as a recording of the study: STEM_force.w64, float samples in newton (centre of
 * pressure in metres, moments in N m), and STEM_force.json. stem as recording_stem() gives it.
 * HINGE_EREFUSED where samples are saturated, which newtons cannot tell. */
int import_write(const struct trial *, const char *stem, struct error *);

#endif
