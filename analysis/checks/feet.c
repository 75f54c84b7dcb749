/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether each foot is on its own plate, wholly, and on the side that the plate's name says. Where
 * plates stand in a laboratory tells no side: the lifter may face any way. */
#include "analysis/checks/checks.h"
#include "analysis/stages.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double share_min_pct = 10;
static const double edge_of_plate = 0.9;

static bool names(const char *name, const char *word)
{
	return strcasestr(name, word) != NULL;
}

/* A name that says the other side. */
static bool is_misnamed(const struct plate *plate)
{
	return (plate->foot == FOOT_LEFT && names(plate->name, "right") &&
		!names(plate->name, "left")) ||
	       (plate->foot == FOOT_RIGHT && names(plate->name, "left") &&
		!names(plate->name, "right"));
}

int check_sides_named(struct analysis *a, struct error *err)
{
	const struct recording_info *info = &a->trial->info;

	for (size_t p = 0; p < info->plates; p++)
		if (is_misnamed(&info->plate[p]))
			return report_add_check(
				a->report, "PLATES_SWAPPED", STATUS_WARN, (double)p + 1, "1", err,
				"the plate named %s is said to be under the %s foot: check which "
				"foot stood on it, and --sides",
				info->plate[p].name, foot_name(info->plate[p].foot));
	return 0;
}

/* Of the first and the last cell of the plates under a foot. */
struct extent {
	double low, high;
};

static struct extent extent_of(const struct recording_info *info, enum foot foot, bool forward)
{
	struct extent extent = {INFINITY, -INFINITY};

	for (size_t p = 0; p < info->plates; p++) {
		const struct plate *plate = &info->plate[p];

		if (plate->foot != foot || plate->kind != PLATE_CELLS)
			continue;
		for (size_t c = 0; c < plate->cells; c++) {
			double at = forward ? plate->cell[c].y_m : plate->cell[c].x_m;

			extent.low = fmin(extent.low, at);
			extent.high = fmax(extent.high, at);
		}
	}
	return extent;
}

static bool is_at_edge(const struct recording_info *info, enum foot foot, double x_m, double y_m)
{
	double at[2] = {x_m, y_m};

	for (int forward = 0; forward < 2; forward++) {
		struct extent extent = extent_of(info, foot, forward);
		double middle = (extent.low + extent.high) / 2;
		double half = (extent.high - extent.low) / 2;

		if (half > 0 && fabs(at[forward] - middle) > edge_of_plate * half)
			return true;
	}
	return false;
}

/* Lightest force of either foot over LIFT. */
static double lightest_foot_n(const struct analysis *a, const struct rep *rep)
{
	size_t from = frame_at(a, rep->liftoff_s), to = frame_at(a, rep->lockout_s);
	double lightest = INFINITY;

	for (size_t i = 2 * from; i < 2 * to; i++)
		lightest = fmin(lightest, a->signals.side_20_n[i]);
	return lightest;
}

static const struct phase *lift_of(const struct trial_report *report, const struct rep *rep)
{
	for (size_t i = 0; i < report->phases; i++)
		if (report->phase[i].set == rep->set && report->phase[i].rep == rep->rep &&
		    report->phase[i].phase == PHASE_LIFT)
			return &report->phase[i];
	return NULL;
}

/* What is wrong with a rep, or false. (What a foot half beside its plate leaves out is missing from
 * the system's weight: such a pull lifts nothing by force, and is a failed rep.) */
static bool foot_fault(const struct analysis *a, const struct rep *rep, char *text, size_t size)
{
	const struct phase *lift = lift_of(a->report, rep);
	const struct recording_info *info = &a->trial->info;
	double total_n = rep->mean_left_n + rep->mean_right_n;
	double lightest_pct = 100 * fmin(rep->mean_left_n, rep->mean_right_n) / total_n;

	if (!lift)
		return false;
	if (lightest_foot_n(a, rep) < a->config->off_plate_n || lightest_pct < share_min_pct)
		snprintf(text, size, "one plate carries %.0f %% of the lift: a foot is off it",
			 lightest_pct);
	else if (is_at_edge(info, FOOT_LEFT, lift->cop_ml_left_m, lift->cop_ap_left_m) ||
		 is_at_edge(info, FOOT_RIGHT, lift->cop_ml_right_m, lift->cop_ap_right_m))
		snprintf(text, size,
			 "a centre of pressure lies at the edge of its plate: a foot "
			 "stands half beside it");
	else
		return false;
	return true;
}

/* A rep with a foot beside its plate is no valid rep. */
int check_feet(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	char text[160], first[160] = "";
	int count = 0, first_rep = 0;

	if (!report->has_sides)
		return 0;
	for (size_t i = 0; i < report->reps; i++) {
		struct rep *rep = &report->rep[i];

		if (!rep->valid || !foot_fault(a, rep, text, sizeof(text)))
			continue;
		rep->valid = false;
		rep->flags |= FLAG_FOOT_OFF;
		if (count++ == 0) {
			first_rep = rep->rep;
			snprintf(first, sizeof(first), "%s", text);
		}
	}
	if (count == 0)
		return 0;
	return report_add_check(report, "ONE_FOOT_OFF", STATUS_WARN, (double)count, "1", err,
				"rep %d%s: %s; %d rep%s not valid for it", first_rep,
				count > 1 ? " and others" : "", first, count,
				count > 1 ? "s are" : " is");
}
