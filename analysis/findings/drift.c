/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C13: does asymmetry drift through the set? */
#include "analysis/findings/findings.h"
#include "analysis/statistics/statistics.h"

#include <math.h>

static double threshold(const struct config *config)
{
	return config->drift_min_pct;
}

static int min_reps(const struct config *config)
{
	return config->min_reps_trend;
}

/* The value is the change from the first rep to the last, so that it has the unit of its limit. */
static int ask(const struct evidence *e, const struct config *config, struct answer *out,
	       struct error *err)
{
	double span = e->rep[e->n - 1] - e->rep[0];
	struct trend trend;
	int ret = trend_test(e->rep, e->lift_pct, e->n, config->alpha, &trend, err);

	if (ret)
		return ret;
	*out = (struct answer){
		.value = trend.slope * span,
		.ci_low = trend.slope_low * span,
		.ci_high = trend.slope_high * span,
		.p = trend.p,
		.large_enough = fabs(trend.slope * span) >= config->drift_min_pct,
		.robust_p = NAN,
	};
	return 0;
}

static const char *const text[OUTCOME_BORDERLINE + 1][2] = {
	[OUTCOME_NO_EVIDENCE] = {"These reps do not show that load moves to one side through the "
				 "set.",
				 "These reps do not show that load moves to one side through the "
				 "set."},
	[OUTCOME_INDICATED] = {"Load moves to the left from rep to rep.",
			       "Load moves to the right from rep to rep."},
};

const struct question question_drift = {
	.id = "C13",
	.name = "drift",
	.family = "A",
	.unit = "%",
	.text = text,
	.threshold = threshold,
	.min_reps = min_reps,
	.ask = ask,
};
