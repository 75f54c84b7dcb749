/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tidy table: one value a row, per rep and phase, with its unit and formula. */
#include "analysis/asymmetry.h"
#include "analysis/rows.h"
#include "analysis/stages.h"

#include <math.h>
#include <stddef.h>

struct row {
	const char *metric, *side, *unit, *formula;
	size_t offset; /* of the double in its struct */
};

static const struct row phase_rows[] = {
	{"mean_force", "left", "N", "mean(F)", offsetof(struct phase, mean_left_n)},
	{"mean_force", "right", "N", "mean(F)", offsetof(struct phase, mean_right_n)},
	{"impulse", "left", "N.s", "sum(F)/rate", offsetof(struct phase, impulse_left_ns)},
	{"impulse", "right", "N.s", "sum(F)/rate", offsetof(struct phase, impulse_right_ns)},
	{"asymmetry", "both", "%", asymmetry_formula, offsetof(struct phase, asymmetry_pct)},
	{"cop_ap", "left", "m", "mean(sum(f y)/Fz)", offsetof(struct phase, cop_ap_left_m)},
	{"cop_ap", "right", "m", "mean(sum(f y)/Fz)", offsetof(struct phase, cop_ap_right_m)},
	{"cop_ml", "left", "m", "mean(sum(f x)/Fz)", offsetof(struct phase, cop_ml_left_m)},
	{"cop_ml", "right", "m", "mean(sum(f x)/Fz)", offsetof(struct phase, cop_ml_right_m)},
};

/* of LIFT */
static const struct row rep_rows[] = {
	{"peak_force", "left", "N", "max(F)", offsetof(struct rep, peak_left_n)},
	{"peak_force", "right", "N", "max(F)", offsetof(struct rep, peak_right_n)},
	{"peak_force", "both", "N", "max(F)", offsetof(struct rep, peak_total_n)},
	{"displacement", "both", "m", "int(v)", offsetof(struct rep, displacement_m)},
	{"peak_velocity", "both", "m/s", "int((F-W)/m)", offsetof(struct rep, peak_velocity_m_s)},
	{"mean_velocity", "both", "m/s", "d/t", offsetof(struct rep, mean_velocity_m_s)},
	{"peak_power", "both", "W", "max(F v)", offsetof(struct rep, peak_power_w)},
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static int add(struct analysis *a, int set, int rep, const char *phase, const struct row *row,
	       double value, uint32_t flags, struct error *err)
{
	const struct row_place place = {set, rep, phase, flags};
	const struct row_kind kind = {row->metric, row->side, row->unit, row->formula};

	return row_add(a->report, &place, &kind, value, err);
}

static double value_at(const void *object, const struct row *row)
{
	return *(const double *)((const char *)object + row->offset);
}

static double mean_force_n(const struct analysis *a, const double *side_n,
			   const struct phase *phase)
{
	size_t from = frame_at(a, phase->t_start_s), to = frame_at(a, phase->t_end_s);
	double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += side_n[2 * i] + side_n[2 * i + 1];
	return sum / (double)(to - from);
}

/* The published others beside the one that counts. */
static int add_formulas(struct analysis *a, const struct phase *phase, const char *name,
			struct error *err)
{
	int ret = 0;

	for (const struct asymmetry_formula *f = asymmetry_formulas + 1; f->metric && !ret; f++) {
		const struct row row = {f->metric, "both", "%", f->formula, 0};
		double value = f->of(phase->mean_left_n, phase->mean_right_n);

		ret = add(a, phase->set, phase->rep, name, &row, value, phase->flags, err);
	}
	return ret;
}

static int add_phase(struct analysis *a, const double *side_n, const struct phase *phase,
		     const char *name, struct error *err)
{
	static const struct row duration = {"duration", "both", "s", "t1-t0", 0},
				mean_total = {"mean_force", "both", "N", "mean(F)", 0},
				impulse_total = {"impulse", "both", "N.s", "sum(F)/rate", 0};
	double seconds = phase->t_end_s - phase->t_start_s;
	double force_n = mean_force_n(a, side_n, phase);
	int ret = add(a, phase->set, phase->rep, name, &duration, seconds, phase->flags, err);

	if (!ret)
		ret = add(a, phase->set, phase->rep, name, &mean_total, force_n, phase->flags, err);
	if (!ret)
		ret = add(a, phase->set, phase->rep, name, &impulse_total, force_n * seconds,
			  phase->flags, err);
	for (size_t i = 0; i < COUNT(phase_rows) && !ret; i++)
		ret = add(a, phase->set, phase->rep, name, &phase_rows[i],
			  value_at(phase, &phase_rows[i]), phase->flags, err);
	return ret ? ret : add_formulas(a, phase, name, err);
}

double phase_shift(const struct trial_report *report, const struct rep *rep)
{
	double lift1 = NAN, lift2 = NAN;

	for (size_t i = 0; i < report->phases; i++) {
		const struct phase *phase = &report->phase[i];

		if (phase->set != rep->set || phase->rep != rep->rep)
			continue;
		if (phase->phase == PHASE_LIFT1)
			lift1 = phase->asymmetry_pct;
		if (phase->phase == PHASE_LIFT2)
			lift2 = phase->asymmetry_pct;
	}
	return lift1 - lift2;
}

static int add_rep(struct analysis *a, const struct rep *rep, struct error *err)
{
	static const struct row shift = {"asymmetry_shift", "both", "%", "AI(LIFT1)-AI(LIFT2)", 0};
	const char *lift = phase_name(PHASE_LIFT);
	int ret = 0;

	for (size_t i = 0; i < COUNT(rep_rows) && !ret; i++)
		ret = add(a, rep->set, rep->rep, lift, &rep_rows[i], value_at(rep, &rep_rows[i]),
			  rep->flags, err);
	if (!ret)
		ret = add(a, rep->set, rep->rep, lift, &shift, phase_shift(a->report, rep),
			  rep->flags, err);
	return ret;
}

/* The bar of every set, from the rep that begins it. */
static int add_loads(struct analysis *a, struct error *err)
{
	static const struct row load = {"load", "both", "kg", "mean(F)/g-body", 0};
	int ret = 0;

	for (size_t i = 0; i < a->reps.count && !ret; i++) {
		const struct rep *rep = &a->reps.rep[i];

		if (rep->rep == 1)
			ret = add(a, rep->set, 0, "", &load,
				  a->reps.load_n[i] / a->config->gravity_m_s2,
				  rep->flags & FLAG_WARM_UP, err);
	}
	return ret;
}

int stage_metrics(struct analysis *a, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; i < a->report->phases && !ret; i++)
		ret = add_phase(a, a->signals.side_20_n, &a->report->phase[i],
				phase_name(a->report->phase[i].phase), err);
	for (size_t i = 0; i < a->report->reps && !ret; i++)
		ret = add_rep(a, &a->report->rep[i], err);
	return ret ? ret : add_loads(a, err);
}
