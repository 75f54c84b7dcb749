/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Found against planted, rep by rep: what one column of the table of events is made of. */
#ifndef TESTS_ACCURACY_EVENTS_H
#define TESTS_ACCURACY_EVENTS_H

#include "tests/accuracy/figure.h"
#include "tests/accuracy/trial.h"
#include "tests/accuracy/worst.h"

enum event_measure {
	EVENT_REPS,
	EVENT_KIND,
	EVENT_LIFTOFF,
	EVENT_TOUCHDOWN,
	EVENT_LOCKOUT,
	EVENT_ONSET,
	EVENT_ONSET_GROUND,
	EVENT_BODY_MASS,
	EVENT_BAR_MASS,
	EVENT_AI_LIFT,
	/* the error of the plates' gain taken out */
	EVENT_BODY_MASS_LEVEL,
	EVENT_BAR_MASS_LEVEL,
	EVENT_AI_LEVEL,
	EVENT_INVALID,
	EVENT_NO_BODY,
	EVENT_NO_BAR,
	EVENT_REJECTED,
	EVENT_TOO_FEW,
	EVENT_INSUFFICIENT,
	EVENT_NOT_MEASURABLE,
	EVENT_SPOILT_REFUSED,
	EVENT_SPOILT_BODY,
	EVENT_SPOILT_FOUND,
	EVENT_SPOILT_VALID,
	EVENT_SPOILT_AI,
	EVENT_MEASURES
};

struct events {
	struct collection measure[EVENT_MEASURES];
};
void events_judge(struct events *, const struct measured *, enum load, struct worst *);
void events_reset(struct events *);

#endif
