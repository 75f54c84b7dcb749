/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C13: does asymmetry drift through the set? C12: does it change with the load? */
#include "analysis/findings/reps.h"
#include "analysis/findings/sessions/series.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double step_kg = 10; /* the slope over load is per 10 kg */

static void describe(struct answer *out, const struct trend *trend, const char *what)
{
	snprintf(out->how, sizeof(out->how), "Theil-Sen slope %.4g %s, Mann-Kendall S %d, %s",
		 trend->slope, what, trend->s, trend->exact ? "exact" : "normal approximation");
}

/* --- over the reps --- */

/* The value is the change from the first rep to the last, so that it has the unit of its limit. */
static int test_drift(const struct kept *kept, struct answer *out, struct error *err)
{
	double span = kept->rep[kept->n - 1] - kept->rep[0];
	struct trend trend;
	int ret = trend_test(kept->rep, kept->y, kept->n, INTERVAL_ALPHA, &trend, err);

	if (ret)
		return ret;
	out->kind = ANSWER_TESTED;
	out->value = out->change = trend.slope * span;
	out->ci_low = trend.slope_low * span;
	out->ci_high = trend.slope_high * span;
	out->p = trend.p;
	out->large_enough = fabs(out->value) >= out->threshold;
	describe(out, &trend, "% a rep");
	return 0;
}

int ask_drift(const struct question *q, const struct evidence *e, struct answer *out,
	      struct error *err)
{
	struct kept kept;
	int ret;

	if (!e->set || e->warm_up) {
		answer_none(out, e->warm_up ? "WARM_UP" : "SETS_APART", q->min_reps(e->config));
		return 0;
	}
	ret = kept_new(&kept, e, e->lift_pct, err);
	if (ret)
		return ret;
	if (kept_is_enough(&kept, q->min_reps(e->config), out))
		ret = test_drift(&kept, out, err);
	kept_reset(&kept);
	return ret;
}

/* --- over the load --- */

struct loads {
	size_t n, distinct;
	double *kg, *y;
};

/* Warm-up sets too: they widen the range of loads. */
static size_t rows_of(const struct earlier *trial)
{
	return trial->metrics + trial->warm_up_metrics;
}

static size_t all_rows_of(const struct evidence *e)
{
	size_t rows = rows_of(&e->now);

	for (size_t i = 0; i < e->history->count; i++)
		rows += rows_of(&e->history->trial[i]);
	return rows;
}

/* The same bar is never measured twice to the last digit: loads that are nearer to each other than
 * an entered one may be to the measured one count as the one that came first. */
static double settle_load(struct loads *loads, double load_kg, double same_kg)
{
	for (size_t i = 0; i < loads->n; i++)
		if (fabs(loads->kg[i] - load_kg) < same_kg)
			return loads->kg[i];
	loads->distinct++;
	return load_kg;
}

static void add_sets(struct loads *loads, const struct question *q, const struct earlier *trial,
		     double same_kg)
{
	for (size_t i = 0; i < rows_of(trial); i++) {
		const struct metric *row = &trial->metric[i];

		if (row->rep || row->set < 1 || strcmp(row->metric, q->of.metric) != 0 ||
		    strcmp(row->phase, q->of.phase) != 0 || strcmp(row->side, q->of.side) != 0 ||
		    isnan(row->value) || isnan(set_load_kg(trial, row->set)))
			continue;
		loads->kg[loads->n] = settle_load(loads, set_load_kg(trial, row->set), same_kg);
		loads->y[loads->n++] = row->value;
	}
}

static void collect(struct loads *loads, const struct question *q, const struct evidence *e)
{
	for (size_t i = 0; i < e->history->count; i++)
		if (trial_is_comparable(e, &e->history->trial[i], true))
			add_sets(loads, q, &e->history->trial[i], e->config->load_mismatch_kg);
	add_sets(loads, q, &e->now, e->config->load_mismatch_kg);
}

static int test_loads(const struct loads *loads, const struct config *config, struct answer *out,
		      struct error *err)
{
	struct trend trend;
	int ret = trend_test(loads->kg, loads->y, loads->n, INTERVAL_ALPHA, &trend, err);

	if (ret)
		return ret;
	out->value = step_kg * trend.slope;
	describe(out, &trend, "% a kg");
	out->kind = ANSWER_DESCRIBED;
	if (loads->n < (size_t)config->min_sets_load)
		return 0;
	out->kind = ANSWER_TESTED;
	out->floor = config->min_sets_load;
	out->ci_low = step_kg * trend.slope_low;
	out->ci_high = step_kg * trend.slope_high;
	out->p = trend.p;
	out->large_enough = true;
	return 0;
}

int ask_load(const struct question *q, const struct evidence *e, struct answer *out,
	     struct error *err)
{
	size_t rows = all_rows_of(e);
	struct loads loads = {.kg = malloc((2 * rows + 1) * sizeof(double))};
	int ret = 0;

	if (!loads.kg)
		return fail(err, HINGE_ENOMEM, "no memory for the loads of %zu sets", rows);
	loads.y = loads.kg + rows;
	collect(&loads, q, e);
	out->n = (int)loads.distinct;
	if (loads.distinct < (size_t)e->config->min_loads) {
		answer_none(out, "FEW_LOADS", e->config->min_loads);
	} else {
		out->n = (int)loads.n;
		ret = test_loads(&loads, e->config, out, err);
	}
	free(loads.kg);
	return ret;
}
