/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions that hinge answers, one row each, and the rule that answers them
 * (docs/methods.md#findings). Inside analysis only. */
#ifndef ANALYSIS_FINDINGS_FINDINGS_H
#define ANALYSIS_FINDINGS_FINDINGS_H

#include "formats/config.h"
#include "formats/history.h"
#include "formats/report.h"

/* What is known when the questions are put. */
struct evidence {
	const struct config *config;
	struct earlier now;            /* the trial itself in the form of an earlier one */
	const struct history *history; /* before it, oldest first */
	int set;                       /* that the reps are of; 0 = of all sets together */
	bool warm_up;                  /* the set is one */
	/* valid reps in their order; NaN = not measured */
	size_t n;
	const double *rep;       /* number of the rep */
	const double *lift_pct;  /* AI over LIFT */
	const double *shift_pct; /* AI(LIFT1) - AI(LIFT2) */
};

/* Of every interval: they hold 95 %, whatever level the tests are held to. */
#define INTERVAL_ALPHA 0.05

enum answer_kind {
	ANSWER_NONE,      /* no test is possible: reason, needed */
	ANSWER_DESCRIBED, /* a value and no test */
	ANSWER_TESTED,    /* p */
	ANSWER_LIMIT      /* beyond */
};

/* What a question found before its family is looked at. */
struct answer {
	enum answer_kind kind;
	const char *reason; /* key of a text in texts/ */
	int needed;         /* of n */
	int n, floor;       /* what the test rests on: reps, earlier sessions or sets; at least */
	double value, ci_low, ci_high;
	char unit[12];
	double threshold;  /* what the value is held against */
	double p;          /* NaN: none */
	bool large_enough; /* where size counts beside p */
	bool equivalent;
	bool beyond;
	double robust_p; /* of the sign-flip; NaN: not defined here */
	double change;   /* signed, to be compared with the smallest detectable change */
	char how[128];   /* the test and its figures, for --explain */
};

/* The metric of a whole set that a question looks at; NULL = the value of its own findings. */
struct series_key {
	const char *phase, *side, *metric;
};

struct question {
	const char *id, *name, *family, *unit;
	struct series_key of;
	bool needs_sides;
	bool summed;       /* the session's value is the sum over its sets, not their mean */
	bool own;          /* held against the mean of earlier sessions: that is its threshold */
	unsigned outcomes; /* that it can come to; bit = enum outcome */
	double (*limit)(const struct config *); /* family A */
	int (*min_reps)(const struct config *); /* family A */
	int (*ask)(const struct question *, const struct evidence *, struct answer *,
		   struct error *);
};

/* In the order of the report: family A, B, C. */
extern const struct question questions[];
extern const size_t question_count;
enum { QUESTIONS_MAX = 32 };
/* By name, which only one has; NULL: no such question. */
const struct question *question_find(const char *name);

/* ask of the rows; they fill an answer that is blank but for unit and threshold */
int ask_transfer(const struct question *, const struct evidence *, struct answer *, struct error *);
int ask_shift(const struct question *, const struct evidence *, struct answer *, struct error *);
int ask_drift(const struct question *, const struct evidence *, struct answer *, struct error *);
int ask_own(const struct question *, const struct evidence *, struct answer *, struct error *);
int ask_load(const struct question *, const struct evidence *, struct answer *, struct error *);
int ask_baseline(const struct question *, const struct evidence *, struct answer *, struct error *);
int ask_described(const struct question *, const struct evidence *, struct answer *,
		  struct error *);
/* ANSWER_NONE. */
void answer_none(struct answer *, const char *reason, int needed);

/* Why nothing can be said of it: the code of a check (texts/ has a sentence for each), or NULL. */
const char *gate_of(const struct trial_report *, bool needs_sides);

/* A question with its answer and the finding it led to. */
struct verdict {
	const struct question *question;
	struct answer answer;
	struct finding finding;
	double level; /* that the p was held against; NaN: no p */
	double mdc;   /* smallest detectable change where it was asked for; else NaN */
	bool mdc_assumed;
};

/* Decides the questions of a family; out has room for QUESTIONS_MAX. HINGE_ENOMEM. */
int findings_decide(const char *family, const struct evidence *, const struct trial_report *,
		    struct verdict *out, size_t *count, struct error *);
/* Says why in one line. */
int findings_explain(struct trial_report *, const struct verdict *, struct error *);

#endif
