/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reps into the report, or the reason why there are none. */
#include "analysis/stages.h"

#include <math.h>
#include <stdio.h>

static int explain_no_reps(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;

	if (report->no_reps_reason[0])
		return 0;
	snprintf(report->no_reps_reason, sizeof(report->no_reps_reason), "%s",
		 a->reps.reason[0] ? a->reps.reason
				   : "no force above body weight rises and returns as a lift does; "
				     "pass --load-kg if a bar was lifted");
	return report_add_check(report, "NO_REPS", STATUS_REJECT, NAN, "", err, "%s",
				report->no_reps_reason);
}

static bool load_is_enough(const struct analysis *a)
{
	return a->load_weight_n >= a->config->min_load_ratio * a->body.weight_n;
}

static int find(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	int ret;

	if (isnan(a->load_weight_n))
		return 0;
	if (!load_is_enough(a)) {
		snprintf(report->no_reps_reason, sizeof(report->no_reps_reason),
			 "load too small: %.1f kg is below %g of body mass, movement of the body "
			 "hides lift-off",
			 report->load_kg, a->config->min_load_ratio);
		return report_add_check(report, "LOAD_TOO_SMALL", STATUS_REJECT, report->load_kg,
					"kg", err, "%s", report->no_reps_reason);
	}
	ret = reps_find(&a->signals, a->config, &a->body, a->load_weight_n, &a->reps, err);
	if (ret)
		return ret;
	return report_add_step(report, "reps", err,
			       "lift-off where force passes the system weight %.1f N and velocity "
			       "gains %g m/s; lockout at %g of the rise; onset above %g SD or %g N",
			       report->system_weight_n, a->config->liftoff_velocity_m_s,
			       a->config->lockout_fraction, a->config->onset_sd,
			       a->config->onset_floor_n);
}

int stage_reps(struct analysis *a, struct error *err)
{
	int ret = find(a, err);

	if (!ret && a->reps.count == 0)
		ret = explain_no_reps(a, err);
	return ret;
}
