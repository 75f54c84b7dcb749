/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the results keep of every frame: unfiltered and calibrated, NaN where nothing is known. */
#include "analysis/asymmetry.h"
#include "analysis/stages.h"
#include "formats/memory/memory.h"
#include "formats/trial.h"

#include <math.h>
#include <string.h>

static void keep_quality(struct analysis *a)
{
	memcpy(a->report->quality, a->forces->quality, a->forces->frames);
}

static void keep_forces(struct analysis *a, double gate_n)
{
	const double *side_n = a->forces->side_n;
	float *vgrf_n = a->report->vgrf_n, *asymmetry_pct = a->report->asymmetry_pct;
	bool has_sides = a->report->has_sides, one_plate = a->forces->one_plate;

	for (size_t i = 0; i < a->forces->frames; i++) {
		double left = side_n[2 * i], right = side_n[2 * i + 1];
		bool known = has_sides && left + right >= gate_n;

		asymmetry_pct[i] = known ? (float)asymmetry_index(left, right) : NAN;
		vgrf_n[2 * i] = (float)left;
		vgrf_n[2 * i + 1] = one_plate ? NAN : (float)right;
	}
}

/* The line that bridged a gap was for the filters. */
static void forget_gaps(struct trial_report *report, size_t frames)
{
	for (size_t i = 0; i < frames; i++)
		if (report->quality[i] & QUALITY_GAP)
			report->vgrf_n[2 * i] = report->vgrf_n[2 * i + 1] =
				report->asymmetry_pct[i] = NAN;
}

static void keep_places(struct analysis *a)
{
	const double *from_m = a->forces->cop_m;
	float *to_m = a->report->cop_m;

	for (size_t i = 0; i < 4 * a->forces->frames; i++)
		to_m[i] = (float)from_m[i];
}

static void keep_motion(struct analysis *a)
{
	const double *v = a->reps.velocity_m_s, *d = a->reps.displacement_m;
	const double *force_n = a->signals.total_20_n;
	float *velocity_m_s = a->report->velocity_m_s, *displacement_m = a->report->displacement_m;
	float *power_w = a->report->power_w;

	for (size_t i = 0; i < a->forces->frames; i++) {
		bool known = i < a->reps.frames;

		velocity_m_s[i] = known ? (float)v[i] : NAN;
		displacement_m[i] = known ? (float)d[i] : NAN;
		power_w[i] = known ? (float)(force_n[i] * v[i]) : NAN;
	}
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

	keep_quality(a);
	keep_forces(a, gate_n);
	forget_gaps(a->report, a->forces->frames);
	keep_places(a);
	keep_motion(a);
	return keep_cells(a, err);
}
