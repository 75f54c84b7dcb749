/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the results keep of every frame: unfiltered and calibrated, NaN where nothing is known. */
#include "analysis/asymmetry.h"
#include "analysis/stages.h"
#include "formats/memory.h"
#include "formats/trial.h"

#include <math.h>

static void keep_force(struct analysis *a, size_t i, double gate_n)
{
	struct trial_report *report = a->report;
	double left = a->forces->side_n[2 * i], right = a->forces->side_n[2 * i + 1];
	bool known = report->has_sides && left + right >= gate_n;

	report->quality[i] = a->forces->quality[i];
	report->asymmetry_pct[i] = known ? (float)asymmetry_index(left, right) : NAN;
	for (size_t k = 0; k < 4; k++)
		report->cop_m[4 * i + k] = (float)a->forces->cop_m[4 * i + k];
	report->vgrf_n[2 * i] = (float)left;
	report->vgrf_n[2 * i + 1] = (float)right;
	if (a->forces->one_plate)
		report->vgrf_n[2 * i + 1] = NAN;
	if (report->quality[i] & QUALITY_GAP) /* the line that bridged it was for the filters */
		report->vgrf_n[2 * i] = report->vgrf_n[2 * i + 1] = report->asymmetry_pct[i] = NAN;
}

static void keep_motion(struct analysis *a, size_t i)
{
	double v = NAN, d = NAN;

	if (i < a->reps.frames) {
		v = a->reps.velocity_m_s[i];
		d = a->reps.displacement_m[i];
	}
	a->report->velocity_m_s[i] = (float)v;
	a->report->displacement_m[i] = (float)d;
	a->report->power_w[i] = (float)(a->signals.total_20_n[i] * v);
}

static int keep_cells(struct analysis *a, struct error *err)
{
	size_t values = a->forces->frames * a->forces->cells;

	if (!a->config->with_cells || values == 0)
		return 0;
	a->report->cell_force_n = memory_new(values, sizeof(float));
	if (!a->report->cell_force_n)
		return fail(err, HINGE_ENOMEM, "no memory for the forces of %zu cells",
			    a->forces->cells);
	a->report->cells = a->forces->cells;
	for (size_t i = 0; i < values; i++)
		a->report->cell_force_n[i] = (float)a->forces->cell_n[i];
	return 0;
}

int stage_signals(struct analysis *a, struct error *err)
{
	double gate_n = a->config->asymmetry_floor_bw * a->body.weight_n;

	for (size_t i = 0; i < a->forces->frames; i++) {
		keep_force(a, i, gate_n);
		keep_motion(a, i);
	}
	return keep_cells(a, err);
}
