/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hinge says, word for word: one sentence for each question, outcome and direction, in every
 * language. Nothing is made up freely, and nothing names a cause. */
#ifndef ANALYSIS_FINDINGS_TEXTS_TEXTS_H
#define ANALYSIS_FINDINGS_TEXTS_TEXTS_H

#include "formats/report.h"

enum { OUTCOMES = OUTCOME_DESCRIPTIVE + 1 };

struct sentences {
	const char *name;     /* of the question */
	const char *label;    /* it in a word or two */
	const char *question; /* as a person asks it */
	/* [1] where the right carries more, or the value is higher than before; NULL: this outcome
	 * cannot come */
	const char *say[OUTCOMES][2];
};

/* Of struct finding's reason; in a sentence {n} and {needed} stand for its numbers. */
struct reason {
	const char *code, *text;
};

struct language {
	const char *code;
	const char *outcome[OUTCOMES];
	const struct sentences *sentences; /* the last has no name */
	/* sentences that do not repeat the outcome, beside which they stand; the last has no code
	 */
	const struct reason *reasons;
	/* why nothing can be measured, a sentence but for its capital and its end; what is missing
	 * stands in analysis/checks, in English */
	const struct reason *faults;
	const char *no_answer;        /* where a reason is unknown */
	const char *pooled, *assumed; /* of NOTE_... */
	const char *findings;         /* the heading */
	const char *column[3];        /* question, answer, value with its interval */
	const char *to;               /* between the ends of an interval */
	const char *set, *table_note, *no_diagnosis;
	/* over the lists of questions that wait for sessions, and that found no change */
	const char *few_sessions, *no_change;
	const char *const *limits; /* what vertical force cannot say; NULL at the end */
};
extern const struct language language_english; /* en.c */
extern const struct language language_german;  /* de.c */

/* "en" "de"; NULL: no such language. */
const struct language *language_find(const char *code);
/* NULL: the question is unknown. */
const struct sentences *sentences_find(const struct language *, const char *name);
/* The sentence of a finding, from its name, outcome, direction, reason and notes; returns out. */
const char *finding_say(const struct language *, const struct finding *, char *out, size_t size);
/* Of a finding from a results file, which holds its English text: what the text was made from
 * (reason, needed, notes). One that has them is left alone. */
void finding_recall(struct finding *);

#endif
