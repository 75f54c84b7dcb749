/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results files for the tests of what finds faults in them. */
#ifndef TESTS_SUPPORT_RESULTS_FAULTS_H
#define TESTS_SUPPORT_RESULTS_FAULTS_H

#include "formats/report.h"

struct faults {
	const char *object, *rule; /* looked for; rule may be a part of the sentence */
	int count;
	bool found;
	char said[2048]; /* all of them, a line each */
};

/* Fails the test where it cannot be written; replaces. */
void write_report(const char *path, const struct trial_report *);
/* results_validate() into faults; < 0: the error's text is in said. */
int validate(const char *path, struct faults *);

#endif
