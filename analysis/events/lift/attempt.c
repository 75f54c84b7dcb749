/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"

static const double pull_share = 0.5; /* of the bar's weight */
static const double pull_min_s = 0.3;

bool attempt_next(const struct lift_search *s, size_t from, size_t to, struct attempt *attempt)
{
	size_t run = 0;

	for (size_t i = from; i < to; i++) {
		if (load_share(s, s->smooth_n[i]) > pull_share) {
			run++;
			continue;
		}
		if (run >= frames_of(s, pull_min_s)) {
			*attempt = (struct attempt){.start = i - run, .end = i};
			return true;
		}
		run = 0;
	}
	return false; /* a run that reaches `to` belongs to the lift-off there */
}
