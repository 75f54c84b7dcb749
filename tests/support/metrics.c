/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/metrics.h"

#include "tests/support/simulated.h"

#include <math.h>
#include <string.h>

const struct metric *metric_row(const struct trial_report *report, int rep, const char *phase,
				const char *side, const char *name)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (row->set == 1 && row->rep == rep && !strcmp(row->phase, phase) &&
		    !strcmp(row->side, side) && !strcmp(row->metric, name))
			return row;
	}
	return NULL;
}

double metric_value(const struct trial_report *report, int rep, const char *phase, const char *side,
		    const char *name)
{
	const struct metric *row = metric_row(report, rep, phase, side, name);

	return row ? row->value : (double)NAN;
}

struct trial_report *report_of_lifter(const struct lifter *lifter)
{
	struct trial *trial = lifter_trial(lifter);
	struct trial_report *report;

	trial->info.load_kg = lifter->bar_kg;
	report = report_of(trial);
	trial_free(trial);
	return report;
}
