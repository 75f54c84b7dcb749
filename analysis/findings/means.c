/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C1 load transfer and C2 phase shift: is the mean beyond what is allowed? */
#include "analysis/findings/findings.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
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

struct answer ask_mean(const double *y, size_t n, double delta, double alpha)
{
	struct interval interval = t_interval(y, n, alpha);

	return (struct answer){
		.value = interval.mean,
		.ci_low = interval.low,
		.ci_high = interval.high,
		.p = minimal_effect_test(y, n, delta).p,
		.large_enough = true,
		.equivalent = tost_test(y, n, delta).p < alpha,
		.robust_p = robust_p(y, n, interval.mean, delta),
	};
}

static double transfer_threshold(const struct config *config)
{
	return config->asymmetry_delta_pct;
}

static double shift_threshold(const struct config *config)
{
	return config->shift_delta_pct;
}

static int min_reps(const struct config *config)
{
	return config->min_reps;
}

static int ask_transfer(const struct evidence *e, const struct config *config, struct answer *out,
			struct error *err)
{
	(void)err;
	*out = ask_mean(e->lift_pct, e->n, config->asymmetry_delta_pct, config->alpha);
	return 0;
}

static int ask_shift(const struct evidence *e, const struct config *config, struct answer *out,
		     struct error *err)
{
	(void)err;
	*out = ask_mean(e->shift_pct, e->n, config->shift_delta_pct, config->alpha);
	return 0;
}

static const char *const transfer_text[OUTCOME_BORDERLINE + 1][2] = {
	[OUTCOME_EQUIVALENT] = {"Left and right carry the same within the limit.",
				"Left and right carry the same within the limit."},
	[OUTCOME_NO_EVIDENCE] = {"These reps do not show that one side carries more than the limit "
				 "allows, nor that both carry the same.",
				 "These reps do not show that one side carries more than the limit "
				 "allows, nor that both carry the same."},
	[OUTCOME_INDICATED] = {"The left carries more of the lift than the limit allows.",
			       "The right carries more of the lift than the limit allows."},
	[OUTCOME_BORDERLINE] = {"The left may carry more of the lift than the limit allows: two "
				"tests disagree.",
				"The right may carry more of the lift than the limit allows: two "
				"tests disagree."},
};

static const char *const shift_text[OUTCOME_BORDERLINE + 1][2] = {
	[OUTCOME_EQUIVALENT] = {"The first and the second half of the lift are shared alike.",
				"The first and the second half of the lift are shared alike."},
	[OUTCOME_NO_EVIDENCE] = {"These reps do not show that load moves from one side to the "
				 "other within the lift, nor that it does not.",
				 "These reps do not show that load moves from one side to the "
				 "other within the lift, nor that it does not."},
	[OUTCOME_INDICATED] = {"Load moves from left to right between the first and the second "
			       "half of the lift.",
			       "Load moves from right to left between the first and the second "
			       "half of the lift."},
	[OUTCOME_BORDERLINE] = {"Load may move from left to right within the lift: two tests "
				"disagree.",
				"Load may move from right to left within the lift: two tests "
				"disagree."},
};

const struct question question_load_transfer = {
	.id = "C1",
	.name = "load_transfer",
	.family = "A",
	.unit = "%",
	.text = transfer_text,
	.threshold = transfer_threshold,
	.min_reps = min_reps,
	.ask = ask_transfer,
};

const struct question question_phase_shift = {
	.id = "C2",
	.name = "phase_shift",
	.family = "A",
	.unit = "%",
	.text = shift_text,
	.threshold = shift_threshold,
	.min_reps = min_reps,
	.ask = ask_shift,
};
