/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first page says in sentences: which side, how much, how sure, what changed, where. */
#ifndef TOOLS_REPORT_WORDS_SENTENCES_H
#define TOOLS_REPORT_WORDS_SENTENCES_H

#include "tools/report/words/numbers.h"

struct timeline;
struct timeline_session;

enum { SENTENCE_MAX = 512 };

/* The asymmetry of the set while lifting, as the first finding (C1) has it. */
struct headline {
	enum outcome outcome;
	int set;
	double value_pct, ci_low_pct, ci_high_pct; /* AI; NaN = none */
	double delta_pct;                          /* what counts as even; NaN = not stated */
	int n;                                     /* valid reps */
	int decimals;                              /* that the interval allows */
	const struct finding *finding;             /* NULL = there is none */
};

void headline_of(const struct trial_report *, struct headline *);
/* The one sentence, and the line that says how sure it is ("" = nothing). Each returns out. */
const char *headline_say(const struct language *, const struct trial_report *,
			 const struct headline *, char out[SENTENCE_MAX]);
const char *how_sure_say(const struct language *, const struct headline *, char out[SENTENCE_MAX]);
/* "no clear evidence (limit 3 %)": the limit where the question has one and was answered. */
const char *outcome_say(const struct language *, const struct finding *, char *out, size_t size);
/* The phases with the greatest and the least difference; "" where there is none to place. */
const char *where_say(const struct language *, const struct trial_report *, const struct headline *,
		      char out[SENTENCE_MAX]);

/* Against the session before and the person's own baseline; now: the session of the page, one of
 * the timeline's. Without it, or where it does not compare with others, what the analysis found in
 * earlier results. Returns a place in out. */
const char *changed_say(const struct language *, const struct trial_report *,
			const struct timeline *, const struct timeline_session *now,
			char out[SENTENCE_MAX]);

#endif
