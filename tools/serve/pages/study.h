/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and results of a study by the ids that stand in addresses: no name of a file ever does. */
#ifndef TOOLS_SERVE_PAGES_STUDY_H
#define TOOLS_SERVE_PAGES_STUDY_H

#include "formats/registry/registry.h"
#include "formats/report.h"
#include "tools/serve/http/request.h"

/* 32 hex digits of a code, or of a result's path below the study. */
void subject_id(const char *code, char id[ID_SIZE]);
void trial_id(const char *path, char id[ID_SIZE]);

/* HINGE_EREFUSED: there is none of this id. */
int study_find_subject(struct registry *, const char *id, struct registry_subject *,
		       struct error *);
int study_find_trial(struct registry *, const char *id, struct registry_trial *, struct error *);

/* A result and where it stands, by its id; the caller frees the report. HINGE_EREFUSED,
 * HINGE_EREAD, HINGE_EFORMAT. */
int study_read_trial(struct trial_report **out, struct registry_trial *, struct registry *,
		     const char *id, struct error *);

#endif
