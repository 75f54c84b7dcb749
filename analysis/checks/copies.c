/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions that are copies of each other: a band around their mean would have no width. */
#include "analysis/checks/checks.h"
#include "analysis/stages.h"

#include <math.h>

/* Lifters repeat a share within 0.5 points or more and a peak within 1 %. */
static const double asymmetry_sd_pct = 0.01;
static const double peak_sd_of_mean = 0.0002;

struct spread {
	double n, sum, squares;
};

static void add(struct spread *spread, double value)
{
	spread->n++;
	spread->sum += value;
	spread->squares += value * value;
}

static double sd_of(const struct spread *spread)
{
	double mean = spread->sum / spread->n;

	return sqrt(fmax(0, spread->squares / spread->n - mean * mean));
}

int check_copies(struct analysis *a, struct error *err)
{
	struct spread asymmetry = {0, 0, 0}, peak = {0, 0, 0};
	struct trial_report *report = a->report;

	for (size_t i = 0; i < report->reps; i++)
		if (report->rep[i].valid && !isnan(report->rep[i].asymmetry_lift_pct)) {
			add(&asymmetry, report->rep[i].asymmetry_lift_pct);
			add(&peak, report->rep[i].peak_total_n);
		}
	if (asymmetry.n < (double)a->config->min_reps || sd_of(&asymmetry) > asymmetry_sd_pct ||
	    sd_of(&peak) > peak_sd_of_mean * peak.sum / peak.n)
		return 0;
	return report_add_check(report, "REPS_IDENTICAL", STATUS_WARN, sd_of(&asymmetry), "%", err,
				"%.0f repetitions are the same to %.2g points of asymmetry, as no "
				"lifter repeats himself: copied or made-up data have no error bar",
				asymmetry.n, asymmetry_sd_pct);
}
