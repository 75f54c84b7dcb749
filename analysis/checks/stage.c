/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setup and repetitions, before anything is concluded from them. */
#include "analysis/checks/cells.h"
#include "analysis/checks/checks.h"
#include "analysis/stages.h"

#include <math.h>
#include <stdio.h>

static int report_cell(struct analysis *a, const struct cell_scan *scan, int cell, const char *code,
		       const char *what, struct error *err)
{
	size_t plate = scan->v.at[cell].plate;

	return report_add_check(a->report, code, STATUS_REJECT, (double)cell + 1, "1", err,
				"cell %zu of plate %s (channel %zu) %s while the plate is loaded: "
				"check its cable; the forces of the plate are wrong",
				(size_t)cell - scan->first[plate] + 1,
				a->trial->info.plate[plate].name, scan->v.at[cell].column + 1,
				what);
}

static void describe_order(const struct order *order, char *text, size_t size)
{
	if (order->fault == ORDER_MIXED)
		snprintf(text, size, "a cell of each plate looks exchanged");
	else if (order->or_4_more)
		snprintf(text, size, "they look moved on by %zu or %zu places", order->places,
			 order->places + 4);
	else if (order->places == 4)
		snprintf(text, size, "by their zeros the plates changed places");
	else
		snprintf(text, size, "by their zeros they are moved on by %zu places",
			 order->places);
}

static int check_order(struct analysis *a, const struct order *order, struct error *err)
{
	char look[80];

	switch (order->fault) {
	case ORDER_FINE:
	case ORDER_UNKNOWN:
		return 0;
	case ORDER_SWAPPED:
		return report_add_check(
			a->report, "CELLS_SWAPPED", STATUS_WARN, (double)order->plate + 1, "1", err,
			"plate %s twists as its centre of pressure should move: two of its cells "
			"look exchanged; forces are right, centres of pressure are not",
			a->trial->info.plate[order->plate].name);
	case ORDER_MIXED:
	case ORDER_ROTATED:
		break;
	}
	describe_order(order, look, sizeof(look));
	return report_add_check(a->report, "CHANNEL_ROTATION", STATUS_REJECT,
				order->fault == ORDER_ROTATED ? (double)order->places : (double)NAN,
				"1", err,
				"the channels are not in the order that the plates state: %s; left "
				"and right are not what they are called (check the cables and the "
				"order of the columns)",
				look);
}

static int check_cells(struct analysis *a, struct error *err)
{
	struct cell_scan scan;
	struct order order;
	int ret = cell_scan_init(&scan, a->trial, a->forces, err), dead, reversed;

	if (ret)
		return ret;
	dead = cell_dead(&scan);
	reversed = cell_reversed(&scan);
	order = cell_order(&scan, &a->forces->tare);
	/* a cell without a say, or a wrong one, is no matter of order */
	if (dead >= 0)
		ret = report_cell(a, &scan, dead, "CELL_DEAD", "does not move", err);
	else if (reversed >= 0)
		ret = report_cell(a, &scan, reversed, "CELL_REVERSED", "pulls", err);
	else
		ret = check_order(a, &order, err);
	cell_scan_reset(&scan);
	return ret;
}

/* First, so that what follows from a wrong plate is not given as the reason. */
int stage_setup(struct analysis *a, struct error *err)
{
	int ret = check_cells(a, err);

	if (!ret)
		ret = check_clock(a, err);
	return ret ? ret : check_sides_named(a, err);
}

int stage_checks(struct analysis *a, struct error *err)
{
	int ret = check_hum(a, err);

	if (!ret)
		ret = check_feet(a, err);
	return ret ? ret : check_copies(a, err);
}
