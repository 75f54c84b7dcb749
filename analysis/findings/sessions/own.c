/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session against earlier ones of the same person: family B by a prediction interval, C16 by a
 * moving average; and what is only described. */
#include "analysis/findings/sessions/series.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>

/* Three standard deviations of the normal distribution, as control charts have it, one-sided. */
static const double chart_level = 0.99865;

/* The value of the session, and false where no more can be said. */
static bool take_now(const struct series *series, struct answer *out)
{
	snprintf(out->unit, sizeof(out->unit), "%s", series->unit);
	out->value = series->now;
	/* reps that do not differ give no interval */
	out->ci_low = series->now_low < series->now_high ? series->now_low : NAN;
	out->ci_high = series->now_low < series->now_high ? series->now_high : NAN;
	out->n = (int)series->n;
	if (isnan(series->now))
		answer_none(out, "NOT_MEASURED", 0);
	return !isnan(series->now);
}

/* --- family B --- */

static void test_own(const struct series *series, const struct config *config, struct answer *out)
{
	struct prediction at =
		prediction_test(series->now, series->value, series->n, INTERVAL_ALPHA);

	out->threshold = at.mean;
	if (isnan(at.p)) {
		answer_none(out, "NO_SPREAD_BEFORE", config->min_sessions);
		return;
	}
	out->kind = ANSWER_TESTED;
	out->floor = config->min_sessions;
	out->p = at.p;
	out->large_enough = true;
	out->change = series->now - at.mean;
	snprintf(out->how, sizeof(out->how),
		 "own mean %.4g, SD %.4g: t(%zu) = %.3f, 95 %% of new sessions %.4g to %.4g",
		 at.mean, at.sd, series->n - 1, at.t, at.low, at.high);
}

int ask_own(const struct question *q, const struct evidence *e, struct answer *out,
	    struct error *err)
{
	struct series series;
	int ret = series_new(&series, q, e, err);

	if (ret)
		return ret;
	if (take_now(&series, out)) {
		if (series.n < (size_t)e->config->min_sessions)
			answer_none(out, "FEW_SESSIONS", e->config->min_sessions);
		else
			test_own(&series, e->config, out);
	}
	series_reset(&series);
	return 0;
}

/* --- C16 --- */

/* The first min_sessions are the baseline; the average runs over those since, with this one. */
enum baseline_state baseline_of(struct series *series, const struct config *config,
				struct baseline *out)
{
	size_t n = (size_t)config->min_sessions, since = series->n - n + 1;
	double lambda = config->ewma_lambda, centre, sd;

	if (series->n < n)
		return BASELINE_FEW_SESSIONS;
	centre = mean(series->value, n);
	sd = sd_sample(series->value, n);
	if (!(sd > 1e-12 * fabs(centre)))
		return BASELINE_NO_SPREAD;
	series->value[series->n] = series->now; /* there is room for one more */
	*out = (struct baseline){
		.mean = centre,
		.sd = sd,
		.since = since,
		.average = ewma(centre, series->value + n, since, lambda),
		.limit = t_quantile(chart_level, (double)(n - 1)) * sd *
			 ewma_sd_ratio(lambda, since, n),
		.change = series->now - centre,
		.mdc95 = mdc_of(series, 0, config).value,
	};
	out->beyond = fabs(out->average - centre) > out->limit && fabs(out->change) > out->mdc95;
	return BASELINE_KNOWN;
}

static void answer_baseline(const struct baseline *baseline, struct answer *out)
{
	out->kind = ANSWER_LIMIT;
	out->value = out->change = baseline->average - baseline->mean;
	out->threshold = baseline->limit;
	out->beyond = baseline->beyond;
	snprintf(
		out->how, sizeof(out->how),
		"average %.3g of %zu session(s) since a baseline of %.3g (SD %.3g), this one %+.3g "
		"from it, MDC95 %.3g",
		baseline->average, baseline->since, baseline->mean, baseline->sd, baseline->change,
		baseline->mdc95);
}

static void test_baseline(struct series *series, const struct config *config, struct answer *out)
{
	struct baseline baseline;

	switch (baseline_of(series, config, &baseline)) {
	case BASELINE_KNOWN:
		out->floor = config->min_sessions;
		answer_baseline(&baseline, out);
		break;
	case BASELINE_FEW_SESSIONS:
		answer_none(out, "FEW_SESSIONS", config->min_sessions);
		break;
	case BASELINE_NO_SPREAD:
		answer_none(out, "NO_SPREAD_BEFORE", config->min_sessions);
		break;
	}
}

/* The value is the change of the average, so there is none before there is a baseline. */
int ask_baseline(const struct question *q, const struct evidence *e, struct answer *out,
		 struct error *err)
{
	struct series series;
	int ret = series_new(&series, q, e, err);

	if (ret)
		return ret;
	if (take_now(&series, out)) {
		out->value = out->ci_low = out->ci_high = NAN;
		test_baseline(&series, e->config, out);
	}
	series_reset(&series);
	return 0;
}

/* --- family C --- */

int ask_described(const struct question *q, const struct evidence *e, struct answer *out,
		  struct error *err)
{
	struct series series;
	int ret = series_new(&series, q, e, err);

	if (ret)
		return ret;
	if (take_now(&series, out)) {
		out->kind = ANSWER_DESCRIBED;
		out->n = series.now_n;
		snprintf(out->how, sizeof(out->how), "%zu earlier session(s)", series.n);
	}
	series_reset(&series);
	return 0;
}
