/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rate that the device promised against the clock of the computer that recorded it. */
#include "analysis/checks/checks.h"
#include "formats/json.h"

#include <math.h>
#include <string.h>

/* Arrival is late by a scheduler's whim, now and then by a tenth of a second. */
static const double off_max = 0.005, off_max_s = 0.25;
/* A simulated or replayed recording comes as fast as it is read, and has no clock. */
static const double live_max = 0.2;

static bool read_pair(const struct js *pair, double *frame, double *seconds)
{
	double ns;

	if (!js_real(js_get(pair, "Frame"), frame) || !js_real(js_get(pair, "MonotonicNs"), &ns))
		return false;
	*seconds = ns * 1e-9;
	return true;
}

/* Frames a second between the first and last pair; NaN where there are none. */
static double arrival_rate(const struct js *pairs, double *span_s)
{
	double first_frame, first_s, last_frame, last_s;

	if (js_count(pairs) < 2 || !read_pair(js_at(pairs, 0), &first_frame, &first_s) ||
	    !read_pair(js_at(pairs, js_count(pairs) - 1), &last_frame, &last_s))
		return NAN;
	*span_s = last_s - first_s;
	return (last_frame - first_frame) / *span_s;
}

int check_clock(struct analysis *a, struct error *err)
{
	const struct recording_info *info = &a->trial->info;
	double rate_hz, span_s = 0, off;
	struct js *extra;
	int ret;

	if (!info->extra_json)
		return 0;
	ret = js_parse(&extra, info->extra_json, strlen(info->extra_json), "ClockPairs", err);
	if (ret)
		return ret == HINGE_ENOMEM ? ret : 0; /* the reader made it: nothing to look at */
	rate_hz = arrival_rate(js_get(extra, "ClockPairs"), &span_s);
	js_free(extra);
	off = rate_hz / info->rate_hz - 1;
	if (!(fabs(off) > off_max) || !(fabs(off) * span_s > off_max_s) || fabs(off) > live_max)
		return 0;
	return report_add_check(a->report, "SAMPLE_CLOCK", STATUS_WARN, rate_hz, "Hz", err,
				"samples came at %.2f Hz, not at %g Hz: times and speeds are off "
				"by %.1f %% (check the device's rate, and for frames lost unseen)",
				rate_hz, info->rate_hz, 100 * off);
}
