/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions that hinge answers, one row each, and the rule that answers them
 * (docs/methods.md#findings). Inside analysis only. */
#ifndef ANALYSIS_FINDINGS_FINDINGS_H
#define ANALYSIS_FINDINGS_FINDINGS_H

#include "formats/config.h"
#include "formats/report.h"

/* What one set says, in order of its valid reps. */
struct evidence {
	size_t n;
	const double *rep;          /* number of the rep */
	const double *lift_pct;     /* AI over LIFT */
	const double *shift_pct;    /* AI(LIFT1) - AI(LIFT2) */
	const char *not_measurable; /* why nothing can be said, or NULL */
};

/* One question put to one set. */
struct answer {
	double value, ci_low, ci_high;
	double p;          /* NaN: no test possible */
	bool large_enough; /* where size counts beside p */
	bool equivalent;
	double robust_p; /* of the sign-flip; NaN: not defined here */
};

struct question {
	const char *id, *name, *family, *unit;
	/* Sentences per outcome; where the direction matters, [1] is for a positive value (the
	 * right carries more), else both are the same. */
	const char *const (*text)[2];
	double (*threshold)(const struct config *);
	int (*min_reps)(const struct config *);
	int (*ask)(const struct evidence *, const struct config *, struct answer *, struct error *);
};

extern const struct question question_load_transfer; /* C1 */
extern const struct question question_phase_shift;   /* C2 */
extern const struct question question_drift;         /* C13 */

/* Family A in the order of the report; NULL at the end. */
extern const struct question *const primary_questions[];

/* Mean of y against +-delta: minimal-effect test, interval, TOST and sign-flip. */
struct answer ask_mean(const double *y, size_t n, double delta, double alpha);

/* Decides every question of the family for one set; out holds one finding a question. */
int findings_decide(const struct question *const *family, const struct evidence *,
		    const struct config *, int set, struct finding *out, struct error *);

#endif
