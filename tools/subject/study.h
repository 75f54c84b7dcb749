/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which study, and what is known of its people. */
#ifndef TOOLS_SUBJECT_STUDY_H
#define TOOLS_SUBJECT_STUDY_H

#include "analysis/sessions/timeline.h"
#include "formats/history.h"
#include "formats/registry/registry.h"

#include <limits.h>

/* The folder that is given (may be NULL), else HINGE_STUDY, else the current one where it is a
 * study: has a registry, participants.tsv or results. HINGE_EUSAGE: none of these. */
int study_folder(const char *given, char out[PATH_MAX], struct error *);

/* Its registry, up to date with its results: those that cannot be read are named on stderr and
 * counted in *bad. A study that cannot be written is read as it is. */
int study_open(struct registry **out, const char *folder, size_t *bad, struct error *);

/* All of one person. */
struct dossier {
	struct registry_subject subject;
	size_t notes, trials;
	struct registry_session *note;
	struct registry_trial *trial;
	struct history history; /* of the results that could be read */
	size_t unread;          /* the others; each is named on stderr */
	struct timeline *timeline;
};
int dossier_open(struct dossier *, struct registry *, const char *code, const struct config *,
		 struct error *);
void dossier_close(struct dossier *); /* of zeroed memory is fine */

#endif
