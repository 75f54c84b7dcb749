/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions over sets of 8 reps whose nominal asymmetry is known. */
#ifndef TESTS_ACCURACY_FINDINGS_H
#define TESTS_ACCURACY_FINDINGS_H

#include "tests/accuracy/figure.h"
#include "tests/accuracy/population.h"
#include "tests/accuracy/trial.h"
#include "tests/accuracy/worst.h"

enum decision_measure {
	DECISION_ALARM,
	DECISION_ALARM_TRANSFER,
	DECISION_ALARM_SHIFT,
	DECISION_ALARM_DRIFT,
	DECISION_BOUNDARY,
	DECISION_POWER_5,
	DECISION_POWER_6,
	DECISION_POWER_8,
	DECISION_POWER_SHIFT,
	DECISION_POWER_DRIFT,
	/* of the planted figures, in the order of the five above */
	DECISION_IDEAL_5,
	DECISION_IDEAL_6,
	DECISION_IDEAL_8,
	DECISION_IDEAL_SHIFT,
	DECISION_IDEAL_DRIFT,
	DECISION_COVERAGE,
	DECISION_SPOILT_COVERAGE,
	DECISION_P_TRANSFER,
	DECISION_P_DRIFT,
	DECISION_UNANSWERED,
	DECISION_SPOILT_UNANSWERED,
	DECISION_MEASURES
};

struct decisions {
	struct collection measure[DECISION_MEASURES];
};
void decisions_judge(struct decisions *, enum population_id, const struct measured *,
		     struct worst *);
void decisions_reset(struct decisions *);

#endif
