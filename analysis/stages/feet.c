/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton per foot, and whether the feet are known. */
#include "analysis/stages.h"

#include <math.h>
#include <stdio.h>

/* Without the feet there is no asymmetry; the total is analysed all the same. */
static int check_sides(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	size_t n = sizeof(report->sides_reason);

	report->has_sides = a->forces->has_sides && !a->forces->one_plate;
	if (report->has_sides)
		return 0;
	if (a->forces->one_plate) {
		snprintf(report->sides_reason, n, "one plate");
		return report_add_check(
			report, "ONE_PLATE", STATUS_WARN, NAN, "", err,
			"one plate carries both feet: left and right cannot be told "
			"apart");
	}
	snprintf(report->sides_reason, n, "sides unknown, pass --sides");
	return report_add_check(report, "SIDES_UNKNOWN", STATUS_WARN, NAN, "", err,
				"nothing says which plate is under which foot: pass --sides "
				"left,right in the order of the plates");
}

int stage_forces(struct analysis *a, struct error *err)
{
	int ret = forces_new(&a->forces, a->trial, a->config, a->report, err);

	return ret ? ret : check_sides(a, err);
}
