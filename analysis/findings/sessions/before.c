/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the last sessions said: one finding alone may be an odd day. */
#include "analysis/findings/sessions/series.h"

#include <math.h>
#include <string.h>

enum { SESSIONS_BEFORE = 2 }; /* with this one the last three */

int finding_direction(const struct question *q, const struct finding *finding)
{
	double from = q->own ? finding->value - finding->threshold : finding->value;

	return (from > 0) - (from < 0);
}

static bool is_indicated(const struct question *q, const struct earlier *trial, int direction)
{
	for (size_t i = 0; i < trial->findings; i++) {
		const struct finding *finding = &trial->finding[i];

		if (!strcmp(finding->name, q->name) &&
		    (finding->outcome == OUTCOME_INDICATED ||
		     finding->outcome == OUTCOME_CONSISTENT) &&
		    finding_direction(q, finding) == direction)
			return true;
	}
	return false;
}

bool was_indicated(const struct question *q, const struct evidence *e, int direction)
{
	const struct earlier *last = NULL;
	int sessions = 0;

	for (size_t i = e->history->count; i-- > 0;) {
		const struct earlier *trial = &e->history->trial[i];

		if (earlier_same_session(trial, &e->now) || !trial_is_comparable(e, trial, false))
			continue;
		if (!last || !earlier_same_session(trial, last))
			sessions++;
		if (sessions > SESSIONS_BEFORE)
			return false;
		if (is_indicated(q, trial, direction))
			return true;
		last = trial;
	}
	return false;
}
