/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person with earlier sessions. */
#ifndef TESTS_UNIT_ANALYSIS_FINDINGS_SESSIONS_EARLIER_H
#define TESTS_UNIT_ANALYSIS_FINDINGS_SESSIONS_EARLIER_H

#include "tests/support/assert_near.h"
#include "tests/support/person.h"

#include "analysis/findings/sessions/series.h"
#include "analysis/statistics/statistics.h"

static const struct series_key dips = {"rep", "both", "dips_per_rep"};
static const struct series_key lift_ai = {"lift", "both", "asymmetry"};
static const struct series_key tonnage = {"set", "both", "tonnage"};

/* mean 1, SD 0.532916503778969 */
static const double six[] = {1.2, .4, 1.9, .8, 1.1, .6};
/* t(5) that a two-sided p of 0.05 needs, times sd sqrt(7/6) */
static const double reach = 2.570581835636314 * 0.532916503778969 * 1.0801234497346435;
/* the same of two sessions: times sd sqrt(2) */
static const double mdc = 2.570581835636314 * 0.532916503778969 * 1.4142135623730951;

static struct person person;

static inline int start(void **state)
{
	(void)state;
	person_init(&person);
	return 0;
}

static inline void add_sessions(const struct series_key *of, const double *value, size_t n)
{
	for (size_t i = 0; i < n; i++)
		person_set(&person, person_add_session(&person), of, value[i]);
}

#endif
