/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a report comes from: a result, a recording that is analysed for it, a person of a study. */
#ifndef TOOLS_REPORT_SOURCES_H
#define TOOLS_REPORT_SOURCES_H

#include "formats/config.h"
#include "formats/import/import.h"
#include "formats/report.h"
#include "tools/subject/study.h"

/* What is wanted. */
struct report_ask {
	const char *file;    /* a result or a recording; NULL = subject */
	const char *subject; /* code */
	const char *study;   /* folder that is given, NULL = none */
	const char *since;   /* day from which sessions are shown, NULL = all */
	const struct config *config;
	const struct import_options *import;
};

/* Zeroed before; closed by report_source_close() whatever happened. */
struct report_source {
	char study[PATH_MAX]; /* whose registry is read, "" = none */
	struct trial_report *report;
	struct registry *registry;
	struct dossier dossier; /* its timeline is NULL where no sessions are known */
};

/* Which study the sessions come from: the one given, that of a result below derivatives/hinge, or
 * for a subject the one of study_folder(). Reads nothing yet, so that the process can be confined
 * first. HINGE_EUSAGE. */
int report_source_study(struct report_source *, const struct report_ask *, struct error *);
/* HINGE_EREAD, HINGE_EFORMAT: no result, none of the subject, a newer schema ... */
int report_source_open(struct report_source *, const struct report_ask *, struct error *);
void report_source_close(struct report_source *);

#endif
