/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/rule.h"

#include "analysis/statistics/statistics.h"
#include "tests/accuracy/exposure.h"

#include <math.h>

static const double alpha = 0.05, transfer_pct = 3, shift_pct = 1.5, drift_pct = 2;

struct figures {
	size_t n;
	double number[PLANTED_MAX], lift[PLANTED_MAX], shift[PLANTED_MAX];
	struct trend trend;
	double p[ASKED];
};

static bool figures_of(const struct simulation *truth, struct figures *f)
{
	struct error err;

	f->n = truth->reps;
	for (size_t i = 0; i < f->n; i++) {
		const struct simulated_rep *rep = &truth->rep[i];

		f->number[i] = (double)i;
		f->lift[i] = rep->asymmetry_lift_pct;
		f->shift[i] = rep->asymmetry_lift1_pct - rep->asymmetry_lift2_pct;
		if (isnan(f->lift[i]))
			return false;
	}
	if (trend_test(f->number, f->lift, f->n, alpha, &f->trend, &err))
		return false;
	f->p[ASKED_TRANSFER] = minimal_effect_test(f->lift, f->n, transfer_pct).p;
	f->p[ASKED_SHIFT] = minimal_effect_test(f->shift, f->n, shift_pct).p;
	f->p[ASKED_DRIFT] = f->trend.p;
	return true;
}

/* The other test of a mean beyond a limit agrees. */
static bool signs_agree(const double *y, size_t n, double limit, double level)
{
	double shifted[PLANTED_MAX], sign = mean(y, n) < 0 ? -1 : 1;

	for (size_t i = 0; i < n; i++)
		shifted[i] = sign * y[i] - limit;
	return ldexp(1, -(int)n) > level || signflip_one_sided(shifted, n) <= level;
}

bool rule_indicates(const struct simulation *truth, enum asked asked)
{
	struct figures f;
	double adjusted[ASKED];
	size_t not_smaller = 0;

	if (!figures_of(truth, &f))
		return false;
	holm_adjust(f.p, ASKED, adjusted);
	if (!(adjusted[asked] <= alpha))
		return false;
	for (size_t k = 0; k < ASKED; k++)
		not_smaller += f.p[k] >= f.p[asked];
	double level = alpha / (double)not_smaller;
	if (asked == ASKED_DRIFT)
		return fabs(f.trend.slope) * (double)(f.n - 1) >= drift_pct;
	return asked == ASKED_TRANSFER ? signs_agree(f.lift, f.n, transfer_pct, level)
				       : signs_agree(f.shift, f.n, shift_pct, level);
}
