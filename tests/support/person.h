/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person with earlier sessions made up for the findings, and the session that is judged. */
#ifndef TESTS_SUPPORT_PERSON_H
#define TESTS_SUPPORT_PERSON_H

#include "analysis/findings/findings.h"

enum { PERSON_SESSIONS_MAX = 24, PERSON_ROWS_MAX = 24 };

struct person {
	struct config config;
	struct trial_report report; /* of now: sides known, no checks */
	struct evidence evidence;
	struct history history;
	struct earlier trial[PERSON_SESSIONS_MAX];
	struct metric metric[PERSON_SESSIONS_MAX + 1][PERSON_ROWS_MAX]; /* [0] of now */
	struct finding finding[PERSON_SESSIONS_MAX];
};

/* A deadlift at 100 kg, session "now", no history. */
void person_init(struct person *);
/* One session later than the others, with the same task and load; its number from 0. */
size_t person_add_session(struct person *);
/* A row of the first set, of eight reps, of an earlier session or of now. */
void person_set(struct person *, size_t session, const struct series_key *, double value);
void person_set_now(struct person *, const struct series_key *, double value);
/* What an earlier session came to. */
void person_set_finding(struct person *, size_t session, const char *name, enum outcome,
			double value, double threshold);
/* The verdict on a question by its name; fails the test where there is none. */
struct verdict person_verdict(struct person *, const char *name);

#endif
