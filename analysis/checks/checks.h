/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked at before a recording's numbers are believed (docs/results.md#checks). Inside
 * analysis only. */
#ifndef ANALYSIS_CHECKS_CHECKS_H
#define ANALYSIS_CHECKS_CHECKS_H

#include "analysis/stages.h"

/* Every code that a check of a report may carry. */
struct check_code {
	const char *code;
	/* Why left and right cannot be compared beside it (gate 0 of the findings); NULL = they
	 * can. */
	const char *not_measurable;
};

extern const struct check_code check_codes[]; /* code NULL at the end */

/* Of a code: why nothing can be measured beside it, or NULL. */
const char *check_fault(const char *code);
/* The code of the first check in the report that has a fault, or NULL. */
const char *checks_first_fault(const struct trial_report *);

/* The parts of stage_checks(); 0 or HINGE_ENOMEM. */
int check_clock(struct analysis *, struct error *);       /* SAMPLE_CLOCK */
int check_hum(struct analysis *, struct error *);         /* HUM */
int check_sides_named(struct analysis *, struct error *); /* PLATES_SWAPPED */
int check_feet(struct analysis *, struct error *);        /* ONE_FOOT_OFF; reps lose `valid` */
int check_copies(struct analysis *, struct error *);      /* REPS_IDENTICAL */

#endif
