/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/checks/checks.h"

#include <string.h>

const struct check_code check_codes[] = {
	/* samples */
	{"IMPORT_REMARK", NULL},
	{"GAP", NULL},
	{"GAP_BRIDGED", NULL},
	{"SATURATED", NULL},
	{"HUM", NULL},
	{"SAMPLE_CLOCK", NULL},
	{"TARE_UNCHECKED", NULL},
	{"TARE_DRIFT", "the zero of the plates drifted"},
	/* plates and cells */
	{"ONE_PLATE", NULL},
	{"SIDES_UNKNOWN", NULL},
	{"PLATES_SWAPPED", "the plates look swapped"},
	{"CELL_DEAD", "a cell gives nothing"},
	{"CELL_REVERSED", "a cell pulls where it should push"},
	{"CELLS_SWAPPED", NULL},
	{"CHANNEL_ROTATION", "the channels are not in the order that is stated"},
	/* who stands there, with what */
	{"NO_BODY_WEIGHT", "body weight is unknown"},
	{"BODY_MASS_GIVEN", NULL},
	{"BODY_WEIGHT_UNSURE", NULL},
	{"BODY_MASS_MISMATCH", "the measured body mass is not the given one"},
	{"BAR_ON_PLATE", "the bar stands on the force plates"},
	{"LOAD_MISMATCH", "the load entered is not the load lifted"},
	{"LOAD_TOO_SMALL", "the load is too small to see lift-off"},
	/* repetitions */
	{"NO_REPS", NULL},
	{"ONE_FOOT_OFF", NULL}, /* its reps are taken out */
	{"REPS_IDENTICAL", "the repetitions are copies of each other"},
	/* isometric pulls, quiet standing */
	{"NO_PULL", NULL},
	{"PULL_CUT", NULL},
	{"NO_QUIET_BEFORE_PULL", NULL},
	{"PRETENSION", NULL},
	{"COUNTERMOVEMENT", NULL},
	{"PULLS_APART", NULL},
	{"RATE_LOW", NULL},
	{"NO_STANDING", NULL},
	{"STANDING_SHORT", NULL},
	{NULL, NULL},
};

const char *check_fault(const char *code)
{
	for (const struct check_code *known = check_codes; known->code; known++)
		if (!strcmp(known->code, code))
			return known->not_measurable;
	return NULL;
}

const char *checks_first_fault(const struct trial_report *report)
{
	for (size_t i = 0; i < report->checks; i++)
		if (check_fault(report->check[i].code))
			return report->check[i].code;
	return NULL;
}
