/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sessions, or two results, of one person side by side. Formulas: docs/methods.md#sessions. AI
 * in
 * %, positive = the right carries more; NaN = missing. */
#ifndef ANALYSIS_SESSIONS_COMPARE_H
#define ANALYSIS_SESSIONS_COMPARE_H

#include "formats/config.h"
#include "formats/history.h"

#include <stdbool.h>

enum change {
	CHANGE_NOT_SHOWN, /* within what two sessions differ anyway */
	CHANGE_TO_LEFT,
	CHANGE_TO_RIGHT,
	CHANGE_NO_VALUE,   /* one of them has none, or what sessions differ by is not known */
	CHANGE_OTHER_TASK, /* the values are shown, and not compared */
	CHANGE_OTHER_STYLE,
	CHANGE_OTHER_LOAD,
	CHANGE_NOT_MEASURABLE
};
const char *change_name(enum change); /* "not_shown" "to_left" ... */
/* The sentence, in a language of config.language; never NULL. */
const char *change_say(enum change, const char *language);

struct compared_value {
	double value, low, high; /* the interval where it is one set */
	int reps;
};

struct compared_row {
	const char *phase; /* of LIFT first */
	struct compared_value from, to;
	double difference; /* to - from */
	double mdc95;      /* smallest detectable change; NaN = not known */
	bool mdc_assumed;
	size_t mdc_sessions; /* that it rests on, 0 = assumed, or stated in a result */
	enum change change;
};

enum { COMPARED_ROWS = 6 };
struct comparison {
	const struct earlier *from, *to; /* borrowed */
	struct compared_row row[COMPARED_ROWS];
};

/* history (all of the person's results; may be empty) lets each be the mean of its session, and the
 * smallest detectable change be the person's own. HINGE_EUSAGE: two people; HINGE_ENOMEM. */
int comparison_of(struct comparison *out, const struct earlier *from, const struct earlier *to,
		  const struct history *, const struct config *, struct error *);

/* The recordings of two sessions (codes, or days of sessions without one) that can be compared, at
 * the heaviest load they share; else the last of each. HINGE_EREFUSED: no such session. */
int comparison_choose(const struct history *, const char *from_session, const char *to_session,
		      const struct config *, const struct earlier **from, const struct earlier **to,
		      struct error *);

#endif
