/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings of every set of the trial. */
#include "analysis/checks/checks.h"
#include "analysis/findings/findings.h"
#include "analysis/stages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FINDINGS_MAX = 8 };

static const char *why_not_measurable(const struct trial_report *report)
{
	if (!report->has_sides)
		return report->sides_reason;
	return checks_not_measurable(report);
}

static int judge_set(struct analysis *a, int set, double *values, struct error *err)
{
	struct trial_report *report = a->report;
	double *rep = values, *lift = values + report->reps, *shift = lift + report->reps;
	struct evidence evidence = {.rep = rep,
				    .lift_pct = lift,
				    .shift_pct = shift,
				    .not_measurable = why_not_measurable(report)};
	struct finding findings[FINDINGS_MAX];
	int ret;

	for (size_t i = 0; i < report->reps; i++) {
		const struct rep *at = &report->rep[i];

		if (at->set != set || !at->valid || isnan(at->asymmetry_lift_pct))
			continue;
		rep[evidence.n] = at->rep;
		lift[evidence.n] = at->asymmetry_lift_pct;
		shift[evidence.n++] = phase_shift(report, at);
	}
	ret = findings_decide(primary_questions, &evidence, a->config, set, findings, err);
	for (size_t i = 0; primary_questions[i] && !ret; i++)
		ret = report_add_finding(report, &findings[i], err);
	return ret;
}

int stage_findings(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	int last = report->reps ? report->rep[report->reps - 1].set : 1, ret = 0;
	double *values = malloc((3 * report->reps + 1) * sizeof(double));

	if (!values)
		return fail(err, HINGE_ENOMEM, "no memory to judge %zu reps", report->reps);
	for (int set = 1; set <= last && !ret; set++)
		ret = judge_set(a, set, values, err);
	free(values);
	return ret;
}
