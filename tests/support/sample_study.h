/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study of one person, S001, with two results made by hand. */
#ifndef TESTS_SUPPORT_SAMPLE_STUDY_H
#define TESTS_SUPPORT_SAMPLE_STUDY_H

#include "formats/config.h"
#include "formats/report.h"
#include "tools/serve/pages/page.h"

struct sample_study {
	struct config config;
	struct page_study study; /* folder: the caller's */
	char subject_id[ID_SIZE], trial_id[2][ID_SIZE];
};

/* In an empty folder, with the index made; change (may be NULL) may do what it likes to each report
 * before it is written. Fails the test where something cannot be written. */
void sample_study_make(struct sample_study *, const char *folder,
		       void (*change)(struct trial_report *, void *ctx), void *ctx);
/* What a page of it is asked for: ids, both trials to compare, English, newton. */
struct page_call sample_study_call(const struct sample_study *, const char *id);

#endif
