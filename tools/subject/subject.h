/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge subject ACTION`: the people of a study. */
#ifndef TOOLS_SUBJECT_SUBJECT_H
#define TOOLS_SUBJECT_SUBJECT_H

#include "tools/cli/options.h"
#include "tools/subject/study.h"

struct subject_call {
	struct common_options common;
	const char *study;   /* as given */
	const char *word[2]; /* behind the action: code or file, session */
	size_t words;
	double mass_kg;
	const char *text, *date;
	int pain;
	enum stage stage;
	bool tsv, yes, files;
};

/* Each returns the exit status. */
int subject_add(const struct subject_call *);
int subject_import(const struct subject_call *);
int subject_list(const struct subject_call *);
int subject_show(const struct subject_call *);
int subject_note(const struct subject_call *);
int subject_forget(const struct subject_call *);

/* The registry of the study that is meant; made where make is set. HINGE_E... */
int subject_registry(struct registry **out, const struct subject_call *, bool make, struct error *);

/* "70.5 kg", "-" for NaN; returns out. */
const char *mass_text(char out[32], double mass_kg);

/* Objects of --json; NULL: out of memory. */
struct js *subject_json(const struct registry_subject *);
struct js *session_json(const struct registry_session *);
struct js *timeline_json(const struct timeline *);
/* One line on stdout; takes value over. 0 or HINGE_ENOMEM. */
int print_json_line(struct js *value, struct error *);

/* "no_change", "moved_right" ... */
const char *call_name(enum timeline_call);

#endif
