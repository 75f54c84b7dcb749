/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/pace.h"

#include <math.h>

#define SPAN_NS      INT64_C(2000000000)
#define ANCHOR_NS    INT64_C(10000000000)
#define OFF_BY_RATIO 0.01
#define OFF_BY_NS    1e8 /* a host may be late by this for a whole span */

void hpp_pace_start(struct hpp_pace *pace, double rate_hz)
{
	*pace = (struct hpp_pace){.rate_hz = rate_hz};
}

static bool judge(struct hpp_pace *pace, double *ratio)
{
	const struct hpp_pace_span *anchor = &pace->anchor, *span = &pace->span;
	double apart_ns = (double)(span->at_ns - anchor->at_ns);
	double late_ns = span->lag_ns - anchor->lag_ns;

	if (!anchor->start_ns) {
		pace->anchor = *span;
		return false;
	}
	*ratio = 1 - late_ns / apart_ns;
	if (apart_ns >= ANCHOR_NS)
		pace->anchor = *span;
	return fabs(late_ns) > fmax(OFF_BY_NS, OFF_BY_RATIO * apart_ns);
}

bool hpp_pace_is_off(struct hpp_pace *pace, uint64_t frame, int64_t now_ns, double *ratio)
{
	double lag_ns = (double)now_ns - (double)frame * 1e9 / pace->rate_hz;
	bool is_over = pace->span.start_ns && now_ns - pace->span.start_ns >= SPAN_NS;
	bool is_off = is_over && judge(pace, ratio);

	if (is_over || !pace->span.start_ns)
		pace->span = (struct hpp_pace_span){now_ns, now_ns, lag_ns};
	if (lag_ns < pace->span.lag_ns) {
		pace->span.lag_ns = lag_ns;
		pace->span.at_ns = now_ns;
	}
	return is_off;
}
