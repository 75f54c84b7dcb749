/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stretch the user asked for, half-open, as rep 0 of set 0. */
#include "analysis/stages.h"
#include "analysis/stretch/stretch.h"

#include <math.h>

static bool is_asked(const struct config *config)
{
	return !isnan(config->window_start_s) && !isnan(config->window_end_s);
}

int stage_window(struct analysis *a, struct error *err)
{
	double length_s = (double)a->signals.frames / a->signals.rate_hz;
	double from_s = fmax(a->config->window_start_s, 0);
	double to_s = fmin(a->config->window_end_s, length_s);
	const struct row_place place = {.phase = "window"};
	size_t from, to;

	if (!is_asked(a->config))
		return 0;
	if (!(from_s < to_s))
		to_s = from_s; /* it may lie behind the end */
	from = frame_at(a, from_s);
	to = frame_at(a, to_s);
	if (from == to)
		return fail(err, HINGE_EUSAGE,
			    "window %g:%g s is empty, the recording lasts %.3f s",
			    a->config->window_start_s, a->config->window_end_s, length_s);
	if (report_add_step(a->report, "window", err,
			    "frames %zu to %zu (not included), %.3f to %.3f s, unfiltered", from,
			    to, (double)from / a->signals.rate_hz, (double)to / a->signals.rate_hz))
		return HINGE_ENOMEM;
	return stretch_measure(a, &place, from, to, err);
}
