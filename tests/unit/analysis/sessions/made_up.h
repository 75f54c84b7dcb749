/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timelines of made-up people. */
#ifndef TESTS_UNIT_ANALYSIS_SESSIONS_MADE_UP_H
#define TESTS_UNIT_ANALYSIS_SESSIONS_MADE_UP_H

#include "tests/support/assert_near.h"
#include "tests/support/person.h"

#include "analysis/sessions/timeline.h"

#include <stdio.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

static const struct series_key lift_ai = {"lift", "both", "asymmetry"};

/* mean 10, SD 1 */
static const double six[] = {10 + 1.118033988749895, 10 - 1.118033988749895, 10, 10,
			     10 + 1.118033988749895, 10 - 1.118033988749895};
static const double t5_chart = 5.506984967354793;
static const double t5_975 = 2.5705818356363124;

static struct person person;

static inline int start(void **state)
{
	(void)state;
	person_init(&person);
	return 0;
}

static inline size_t add_session(double asymmetry_pct)
{
	size_t i = person_add_session(&person);

	COPY(person.trial[i].subject, "S1");
	person_set(&person, i, &lift_ai, asymmetry_pct);
	return i;
}

static inline void add_six(void)
{
	for (size_t i = 0; i < 6; i++)
		add_session(six[i]);
}

static inline struct timeline *made_with(const struct registry_session *facts, size_t count)
{
	struct timeline *timeline;
	struct error err;

	if (timeline_new(&timeline, &person.history, &person.config, facts, count, &err))
		fail_msg("%s", err.text);
	return timeline;
}

static inline struct timeline *made(void)
{
	return made_with(NULL, 0);
}

#endif
