/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C1 load transfer and C2 phase shift: is the mean beyond what is allowed? */
#include "analysis/findings/findings.h"
#include "analysis/findings/reps.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { FLIPS_MAX = 20 };

/* Sign-flip of s y - delta with s the sign of the mean, one-sided: the same question as the t test
 * without its normal distribution. */
static double robust_p(const double *y, size_t n, double centre, double delta)
{
	double shifted[FLIPS_MAX], sign = centre < 0 ? -1 : 1;

	if (n > FLIPS_MAX)
		return NAN;
	for (size_t i = 0; i < n; i++)
		shifted[i] = sign * y[i] - delta;
	return signflip_one_sided(shifted, n);
}

static void test_mean(const double *y, size_t n, double delta, double alpha, struct answer *out)
{
	struct interval interval = t_interval(y, n, INTERVAL_ALPHA);
	struct minimal_effect effect = minimal_effect_test(y, n, delta);
	struct tost tost = tost_test(y, n, delta);

	out->kind = ANSWER_TESTED;
	out->value = out->change = interval.mean;
	out->ci_low = interval.low;
	out->ci_high = interval.high;
	out->p = effect.p;
	out->large_enough = true;
	out->equivalent = tost.p < alpha;
	out->robust_p = robust_p(y, n, interval.mean, delta);
	snprintf(out->how, sizeof(out->how),
		 "minimal effect beyond %g %%: t(%zu) = %.3f, TOST p %.2g", delta, n - 1, effect.t,
		 tost.p);
}

static int ask_mean(const struct question *q, const struct evidence *e, const double *y,
		    struct answer *out, struct error *err)
{
	struct kept kept;
	int ret = kept_new(&kept, e, y, err);

	if (ret)
		return ret;
	if (kept_is_enough(&kept, q->min_reps(e->config), out))
		test_mean(kept.y, kept.n, out->threshold, e->config->alpha, out);
	kept_reset(&kept);
	return 0;
}

int ask_transfer(const struct question *q, const struct evidence *e, struct answer *out,
		 struct error *err)
{
	return ask_mean(q, e, e->lift_pct, out, err);
}

int ask_shift(const struct question *q, const struct evidence *e, struct answer *out,
	      struct error *err)
{
	return ask_mean(q, e, e->shift_pct, out, err);
}
