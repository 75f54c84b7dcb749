/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/checks/checks.h"
#include "analysis/findings/findings.h"

#include <string.h>

static bool has_check(const struct trial_report *report, const char *code)
{
	for (size_t i = 0; i < report->checks; i++)
		if (!strcmp(report->check[i].code, code))
			return true;
	return false;
}

const char *gate_of(const struct trial_report *report, bool needs_sides)
{
	if (needs_sides && !report->has_sides)
		return has_check(report, "ONE_PLATE") ? "ONE_PLATE" : "SIDES_UNKNOWN";
	return checks_first_fault(report);
}
