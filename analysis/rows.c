/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rows.h"

#include <math.h>
#include <string.h>

/* Into a field of zeros; thousands of rows are too many for snprintf(). */
#define PUT(field, text) memcpy(field, text, strnlen(text, sizeof(field) - 1))

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
	PUT(metric.trial, report->trial_id);
	PUT(metric.phase, place->phase);
	PUT(metric.side, kind->side);
	PUT(metric.metric, kind->metric);
	PUT(metric.unit, kind->unit);
	PUT(metric.formula, kind->formula);
	return report_add_metric(report, &metric, err);
}

void row_bar(struct metric *row)
{
	/* asymmetry..., symmetry_angle..., limb_symmetry... */
	if (!strstr(row->metric, "symmetry"))
		return;
	row->ci_low = row->ci_high = NAN;
	row->flags |= FLAG_BARRED;
}
