/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/asymmetry.h"
#include "analysis/stretch/parts.h"

#include <math.h>
#include <stdio.h>

void stretch_add(struct stretch *s, const char *metric, int side, const char *unit,
		 const char *formula, double value)
{
	static const char *const names[] = {"left", "right", "both"};
	const struct row_kind kind = {metric, names[side], unit, formula};

	if (!s->ret)
		s->ret = row_add(s->analysis->report, &s->place, &kind, value, s->err);
}

static double force_of(const struct stretch *s, int side, size_t i)
{
	const double *side_n = s->analysis->signals.side_n + 2 * i;

	return side == SIDE_BOTH ? side_n[0] + side_n[1] : side_n[side];
}

static double mean_of(const struct stretch *s, int side)
{
	double sum = 0;

	for (size_t i = s->from; i < s->to; i++)
		sum += force_of(s, side, i);
	return sum / (double)(s->to - s->from);
}

static void add_force(struct stretch *s, int side)
{
	double rate_hz = s->analysis->signals.rate_hz, mean_n = mean_of(s, side);
	double highest_n = -INFINITY, lowest_n = INFINITY;

	for (size_t i = s->from; i < s->to; i++) {
		highest_n = fmax(highest_n, force_of(s, side, i));
		lowest_n = fmin(lowest_n, force_of(s, side, i));
	}
	stretch_add(s, "mean_force", side, "N", "mean(F)", mean_n);
	stretch_add(s, "peak_force", side, "N", "max(F)", highest_n);
	stretch_add(s, "min_force", side, "N", "min(F)", lowest_n);
	stretch_add(s, "impulse", side, "N.s", "sum(F)/rate",
		    mean_n * (double)(s->to - s->from) / rate_hz);
}

/* The index of every frame, averaged: not the index of the averages (oracle O24). */
static void add_frames_mean(struct stretch *s, const struct asymmetry_formula *formula)
{
	double sum = 0, magnitude = 0, n = 0;
	char name[64];

	for (size_t i = s->from; i < s->to; i++) {
		double value = formula->of(force_of(s, SIDE_LEFT, i), force_of(s, SIDE_RIGHT, i));

		if (!isfinite(value))
			continue;
		sum += value;
		magnitude += fabs(value);
		n++;
	}
	if (n == 0)
		return;
	snprintf(name, sizeof(name), "%s_frames", formula->metric);
	stretch_add(s, name, SIDE_BOTH, "%", formula->frames, sum / n);
	snprintf(name, sizeof(name), "%s_frames_abs", formula->metric);
	if (formula->frames_abs)
		stretch_add(s, name, SIDE_BOTH, "%", formula->frames_abs, magnitude / n);
}

static void add_asymmetry(struct stretch *s)
{
	double left_n = mean_of(s, SIDE_LEFT), right_n = mean_of(s, SIDE_RIGHT);

	for (const struct asymmetry_formula *f = asymmetry_formulas; f->metric; f++)
		stretch_add(s, f->metric, SIDE_BOTH, "%", f->formula, f->of(left_n, right_n));
	stretch_add(s, "asymmetry_abs", SIDE_BOTH, "%", "100|R-L|/(R+L)",
		    fabs(asymmetry_index(left_n, right_n)));
	for (const struct asymmetry_formula *f = asymmetry_formulas; f->metric; f++)
		add_frames_mean(s, f);
}

int stretch_measure(struct analysis *a, const struct row_place *place, size_t from, size_t to,
		    struct error *err)
{
	struct stretch s = {a, *place, from, to, err, 0};
	double rate_hz = a->signals.rate_hz;

	s.place.flags |= damage_flags(&a->signals, from, to);
	stretch_add(&s, "start", SIDE_BOTH, "s", "t0", (double)from / rate_hz);
	stretch_add(&s, "duration", SIDE_BOTH, "s", "t1-t0", (double)(to - from) / rate_hz);
	add_force(&s, SIDE_BOTH);
	for (int side = SIDE_LEFT; side <= SIDE_RIGHT && a->report->has_sides; side++)
		add_force(&s, side);
	if (a->report->has_sides)
		add_asymmetry(&s);
	stretch_add_sway(&s);
	return s.ret;
}
