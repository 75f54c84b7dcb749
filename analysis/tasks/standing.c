/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet standing: how the feet share body weight, over the whole quiet stretch. */
#include "analysis/stretch/stretch.h"
#include "analysis/tasks/tasks.h"

#include <math.h>

static const double short_s = 10;

static int say_none(struct analysis *a, struct error *err)
{
	return report_add_check(a->report, "NO_STANDING", STATUS_REJECT, NAN, "", err,
				"no quiet standing: force never stays within %g %% (SD) for %g s "
				"with the feet on the plates",
				a->config->quiet_sd_pct, a->config->quiet_window_s);
}

int stage_standing(struct analysis *a, struct error *err)
{
	const struct row_place place = {.set = 1, .phase = "standing"};
	double seconds = (double)(a->body.end - a->body.start) / a->signals.rate_hz;
	int ret;

	if (!a->body.found)
		return say_none(a, err);
	ret = report_add_step(a->report, "standing", err,
			      "the whole quiet stretch, %.3f to %.3f s, unfiltered",
			      a->report->quiet_start_s, a->report->quiet_end_s);
	if (!ret && seconds < short_s)
		ret = report_add_check(a->report, "STANDING_SHORT", STATUS_WARN, seconds, "s", err,
				       "%.1f s of quiet standing: sway and the share of each foot "
				       "settle after %g s and more",
				       seconds, short_s);
	return ret ? ret : stretch_measure(a, &place, a->body.start, a->body.end, err);
}
