/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What left and right carry in every phase of every rep. */
#include "analysis/asymmetry.h"
#include "analysis/stages.h"

#include <math.h>

/* Where the feet are not known nothing is called left or right. */
static void add_forces(const struct analysis *a, const double *side_n, struct phase *phase)
{
	size_t from = frame_at(a, phase->t_start_s), to = frame_at(a, phase->t_end_s);
	double left = 0, right = 0, rate_hz = a->signals.rate_hz, n = (double)(to - from);

	for (size_t i = from; i < to; i++) {
		left += side_n[2 * i];
		right += side_n[2 * i + 1];
	}
	if (!a->report->has_sides)
		left = right = NAN;
	phase->mean_left_n = left / n;
	phase->mean_right_n = right / n;
	phase->impulse_left_ns = left / rate_hz;
	phase->impulse_right_ns = right / rate_hz;
	phase->asymmetry_pct = asymmetry_index(left, right);
}

/* Mean over the frames that have a centre of pressure. */
static double mean_cop(const struct analysis *a, size_t from, size_t to, size_t component)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		double value = a->forces->cop_m[4 * i + component];

		if (!isnan(value)) {
			sum += value;
			n++;
		}
	}
	return n ? sum / (double)n : NAN;
}

static void add_cop(const struct analysis *a, struct phase *phase)
{
	size_t from = frame_at(a, phase->t_start_s), to = frame_at(a, phase->t_end_s);

	phase->cop_ml_left_m = phase->cop_ap_left_m = NAN;
	phase->cop_ml_right_m = phase->cop_ap_right_m = NAN;
	if (!a->report->has_sides)
		return;
	phase->cop_ml_left_m = mean_cop(a, from, to, 0);
	phase->cop_ap_left_m = mean_cop(a, from, to, 1);
	phase->cop_ml_right_m = mean_cop(a, from, to, 2);
	phase->cop_ap_right_m = mean_cop(a, from, to, 3);
}

static void add_peaks(const struct analysis *a, struct rep *rep)
{
	size_t from = frame_at(a, rep->liftoff_s), to = frame_at(a, rep->lockout_s);
	double left = -INFINITY, right = -INFINITY, total = -INFINITY, power = -INFINITY;

	for (size_t i = from; i < to; i++) {
		left = fmax(left, a->signals.side_20_n[2 * i]);
		right = fmax(right, a->signals.side_20_n[2 * i + 1]);
		total = fmax(total, a->signals.total_20_n[i]);
		power = fmax(power, a->signals.total_20_n[i] * a->reps.velocity_m_s[i]);
	}
	if (from == to)
		return;
	rep->peak_left_n = a->report->has_sides ? left : NAN;
	rep->peak_right_n = a->report->has_sides ? right : NAN;
	rep->peak_total_n = total;
	rep->peak_power_w = power;
	rep->mean_velocity_m_s = a->reps.displacement_m[to] / (rep->lockout_s - rep->liftoff_s);
}

void phase_measure(const struct analysis *a, const double *side_n, struct phase *phase)
{
	add_forces(a, side_n, phase);
	add_cop(a, phase);
}

static int measure_rep(struct analysis *a, struct rep *rep, struct error *err)
{
	struct phase phases[PHASES];
	size_t n = phases_of_rep(&a->reps, rep, a->signals.rate_hz, phases);

	if (!isnan(rep->lockout_s))
		add_peaks(a, rep);
	for (size_t i = 0; i < n; i++) {
		phase_measure(a, a->signals.side_20_n, &phases[i]);
		if (phases[i].phase == PHASE_LIFT) {
			rep->mean_left_n = phases[i].mean_left_n;
			rep->mean_right_n = phases[i].mean_right_n;
			rep->asymmetry_lift_pct = phases[i].asymmetry_pct;
		}
		if (report_add_phase(a->report, &phases[i], err))
			return HINGE_ENOMEM;
	}
	return report_add_rep(a->report, rep, err);
}

int stage_phases(struct analysis *a, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; i < a->reps.count && !ret; i++)
		ret = measure_rep(a, &a->reps.rep[i], err);
	return ret;
}
