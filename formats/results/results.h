/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results files: HDF5, schema 1.0 (docs/results.md). */
#ifndef FORMATS_RESULTS_RESULTS_H
#define FORMATS_RESULTS_RESULTS_H

#include "formats/config.h"
#include "formats/history.h"
#include "formats/report.h"

struct results_options {
	bool replace;  /* an existing file may be replaced */
	bool compress; /* shuffle + deflate 1 */
};

/* PATH.part, close, reopen and verify every dataset against the report, fsync, rename, fsync the
 * folder. The bytes depend on report and config only. HINGE_EWRITE / HINGE_EREFUSED. */
int results_write(const char *path, const struct trial_report *, const struct config *,
		  const struct results_options *, struct error *);

/* What decides whether a result is up to date, and its headline. */
struct results_identity {
	char raw_file[256], raw_sha256[65], sidecar_sha256[65], config_sha256[65];
	char software_version[32];
	char subject[33], session[33], task[32], start_time[40];
	int run, supersedes;
	double load_kg;
	enum report_status status;
};
int results_identity(const char *path, struct results_identity *, struct error *);

/* Reads a whole result back; the report is the caller's to report_free(). */
int results_read(const char *path, struct trial_report **out, struct error *);

/* What a later trial is compared with, into an empty one; earlier_reset() frees. HINGE_EREAD,
 * HINGE_EFORMAT (no result, or one of a newer schema), HINGE_ENOMEM. */
int results_read_earlier(const char *path, struct earlier *, struct error *);

/* The file against the schema of results, or of studies where it says it is one. rule is called
 * once a fault with object ("/results/reps") and what rule it breaks; returns the number of faults,
 * < 0 when the file cannot be read as HDF5. */
int results_validate(const char *path,
		     void (*rule)(void *ctx, const char *object, const char *text), void *ctx,
		     struct error *);

#endif
