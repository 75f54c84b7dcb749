/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/pace.h"

#include <math.h>

#define SPAN_NS      INT64_C(2000000000)
#define APART_NS     INT64_C(8000000000)
#define OFF_BY_RATIO 0.01

void hpp_pace_start(struct hpp_pace *pace, double rate_hz)
{
	*pace = (struct hpp_pace){.rate_hz = rate_hz};
}

static void take_least(double *lag_ns, int64_t *at_ns, double lag, int64_t now_ns)
{
	if (lag < *lag_ns) {
		*lag_ns = lag;
		*at_ns = now_ns;
	}
}

/* The second span becomes the first of the next comparison. */
static double compare(struct hpp_pace *pace)
{
	double slope = (pace->second_lag_ns - pace->first_lag_ns) /
		       (double)(pace->second_at_ns - pace->first_at_ns);

	pace->start_ns = pace->second_ns;
	pace->first_lag_ns = pace->second_lag_ns;
	pace->first_at_ns = pace->second_at_ns;
	pace->second_ns = 0;
	return 1 - slope;
}

bool hpp_pace_is_off(struct hpp_pace *pace, uint64_t frame, int64_t now_ns, double *ratio)
{
	double lag = (double)now_ns - (double)frame * 1e9 / pace->rate_hz;

	if (!pace->start_ns) {
		pace->start_ns = now_ns;
		pace->first_lag_ns = INFINITY;
	}
	if (now_ns - pace->start_ns < SPAN_NS) {
		take_least(&pace->first_lag_ns, &pace->first_at_ns, lag, now_ns);
	} else if (now_ns - pace->start_ns >= APART_NS) {
		if (!pace->second_ns) {
			pace->second_ns = now_ns;
			pace->second_lag_ns = INFINITY;
		}
		take_least(&pace->second_lag_ns, &pace->second_at_ns, lag, now_ns);
		if (now_ns - pace->second_ns >= SPAN_NS) {
			*ratio = compare(pace);
			return fabs(*ratio - 1) > OFF_BY_RATIO;
		}
	}
	return false;
}
