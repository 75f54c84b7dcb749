/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rows.h"

#include <math.h>
#include <stdio.h>

int row_add(struct trial_report *report, const struct row_place *place, const struct row_kind *kind,
	    double value, struct error *err)
{
	struct metric metric = {
		.set = place->set,
		.rep = place->rep,
		.value = value,
		.ci_low = NAN,
		.ci_high = NAN,
		.bca_low = NAN,
		.bca_high = NAN,
		.n = 1,
		.flags = place->flags,
	};

	if (isnan(value))
		return 0;
	snprintf(metric.trial, sizeof(metric.trial), "%s", report->trial_id);
	snprintf(metric.phase, sizeof(metric.phase), "%s", place->phase);
	snprintf(metric.side, sizeof(metric.side), "%s", kind->side);
	snprintf(metric.metric, sizeof(metric.metric), "%s", kind->metric);
	snprintf(metric.unit, sizeof(metric.unit), "%s", kind->unit);
	snprintf(metric.formula, sizeof(metric.formula), "%s", kind->formula);
	return report_add_metric(report, &metric, err);
}
