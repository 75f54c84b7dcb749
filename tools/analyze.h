/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file from input to results, as `hinge analyze` and `hinge batch` do it. */
#ifndef TOOLS_ANALYZE_H
#define TOOLS_ANALYZE_H

#include "analysis/pool.h"
#include "formats/config.h"
#include "formats/import/import.h"
#include "formats/report.h"

struct analyze_job {
	const char *input;
	const char *output; /* results file, NULL = none */
	bool replace;
	const struct config *config;
	const struct import_options *import;
	const struct pool *pool;
};

/* Reads, analyses, writes; *out (may be NULL) is the caller's to report_free(). */
int analyze_file(const struct analyze_job *, struct trial_report **out, struct error *);

/* The object of `--json` (interfaces.md 4), one line; caller frees *text. results_path may be
 * NULL. */
int report_json(const struct trial_report *, const char *file, const char *results_path,
		char **text, struct error *);

/* The one-page summary with the left and right curves: an HTML file that needs nothing else. */
int summary_write(const char *path, const struct trial_report *, struct error *);

#endif
