/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file from input to results, as `hinge analyze` and `hinge batch` do it. */
#ifndef TOOLS_ANALYZE_ANALYZE_H
#define TOOLS_ANALYZE_ANALYZE_H

#include "analysis/pool.h"
#include "formats/config.h"
#include "formats/history.h"
#include "formats/import/import.h"
#include "formats/report.h"

#include <stdio.h>

struct analyze_job {
	const char *input;
	const char *output; /* results file, NULL = none */
	bool replace;       /* an earlier result may be replaced; never anything else */
	const char *style;  /* of the lift, typed by the user; NULL = from the file */
	const struct config *config;
	const struct history *history; /* every earlier result given; NULL = none */
	const struct import_options *import;
	const struct pool *pool;
};

/* Reads, analyses, writes; *out (may be NULL) is the caller's to report_free(). The error names the
 * file it is about. */
int analyze_file(const struct analyze_job *, struct trial_report **out, struct error *);

/* The object of `--json` (interfaces.md 4), one line; caller frees *text. results_path may be
 * NULL. */
int report_json(const struct trial_report *, const char *file, const char *results_path,
		char **text, struct error *);

/* The line of `--timing`: frames, reps, weight, asymmetry and seconds per stage; caller frees. */
int report_timing(const struct trial_report *, char **text, struct error *);

/* What `hinge analyze` prints for a reader. */
struct language;
void report_print(FILE *, const struct trial_report *, const char *file, bool explain,
		  const struct language *);

/* One line a rep, for spreadsheets; the header once, before the first. */
void report_csv_header(FILE *);
void report_csv(FILE *, const struct trial_report *, const char *file);

/* "4.2 % right", "3.1 % left", "0.0 % (even)", "not known"; returns out. */
const char *asymmetry_text(double pct, char *out, size_t size);

/* The metric that holds the mean asymmetry of a set over the lift, NULL where there is none. */
const struct metric *set_asymmetry(const struct trial_report *, int set);

/* A column of the table of reps, for JSON and CSV. */
struct rep_column {
	const char *name;
	size_t offset; /* of a double in struct rep */
	int decimals;
};
extern const struct rep_column rep_columns[]; /* name NULL at the end */
double rep_value(const struct rep *, const struct rep_column *);

/* The words of struct rep's flags. */
struct flag_word {
	uint32_t bit;
	const char *word;
};
extern const struct flag_word flag_words[]; /* word NULL at the end */

#endif
