/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge collect`: the metrics of many results in one tidy table. */
#ifndef FORMATS_RESULTS_STUDY_H
#define FORMATS_RESULTS_STUDY_H

#include "formats/report.h"

struct study_row {
	char subject[33], session[33], task[32];
	int run;
	double load_kg;
	char load_source[16]; /* "entered" "estimated" "" */
	double body_mass_kg;
	char body_mass_source[16]; /* "measured" "header" "typed" "" */
	char status[8];
	struct metric metric;
};

struct study;

int study_new(struct study **out, struct error *);
/* Adds every metric of a results file. */
int study_add(struct study *, const char *results_path, struct error *);
size_t study_rows(const struct study *);
/* Whether results of other parameters or another version of hinge are among them. */
bool study_is_mixed(const struct study *);
/* Sorted by subject, session, run, trial, set, rep: the order of adding does not matter. */
int study_write_h5(struct study *, const char *path, struct error *);
int study_write_csv(struct study *, const char *path, struct error *);
void study_free(struct study *);

#endif
