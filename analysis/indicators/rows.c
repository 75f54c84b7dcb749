/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every row that an indicator can give; the same table stands in docs/methods.md. */
#include "analysis/indicators/indicators.h"
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const struct indicator_row_text indicator_rows[INDICATOR_ROWS] = {
	[ROW_DIPS_PER_REP] = {"dips_per_rep", "rep", "1", "mean(dip_count)"},
	[ROW_DIP_COUNT] = {"dip_count", "rep", "1", "n(median-share>=depth)"},
	[ROW_DIP_DEPTH] = {"dip_depth", "rep", "%", "max(median-share)"},
	[ROW_DIP_TIME] = {"dip_time", "rep", "s", "t(max(median-share))"},
	[ROW_DIP_DURATION] = {"dip_duration", "rep", "s", "t1-t0"},
	[ROW_LDLJ] = {"ldlj", "lift", "1", "-ln(T^3/vmax^2 int j^2)"},
	[ROW_DISPLACEMENT_SD] = {"displacement_sd", "lift", "m", "sd(d)"},
	[ROW_DISPLACEMENT_CV] = {"displacement_cv", "lift", "%", "100 sd(d)/mean(d)"},
	[ROW_LOCKOUT_FRACTION] = {"lockout_fraction", "lift", "1", "d/median(d)"},
	[ROW_VELOCITY_LOSS] = {"velocity_loss", "lift", "%", "100(first-last)/first"},
	[ROW_VELOCITY_LOSS_BEST] = {"velocity_loss_best", "lift", "%", "100(best-last)/best"},
};

static int add(const struct indicator_set *set, enum indicator_row row, const char *side, int rep,
	       struct interval value, uint32_t flags, struct error *err)
{
	const struct indicator_row_text *text = &indicator_rows[row];
	struct metric metric = {
		.set = set->set,
		.rep = rep,
		.value = value.mean,
		.ci_low = value.low,
		.ci_high = value.high,
		.bca_low = NAN,
		.bca_high = NAN,
		.n = value.n,
		.flags = flags,
	};

	if (isnan(value.mean))
		return 0;
	snprintf(metric.trial, sizeof(metric.trial), "%s", set->analysis->report->trial_id);
	snprintf(metric.phase, sizeof(metric.phase), "%s", text->phase);
	snprintf(metric.side, sizeof(metric.side), "%s", side);
	snprintf(metric.metric, sizeof(metric.metric), "%s", text->metric);
	snprintf(metric.unit, sizeof(metric.unit), "%s", text->unit);
	snprintf(metric.formula, sizeof(metric.formula), "%s", text->formula);
	return report_add_metric(set->analysis->report, &metric, err);
}

static struct interval without_interval(double value, int n)
{
	return (struct interval){.mean = value, .se = NAN, .low = NAN, .high = NAN, .n = n};
}

int indicator_add_rep(const struct indicator_set *set, const struct rep *rep,
		      enum indicator_row row, const char *side, double value, struct error *err)
{
	return add(set, row, side, rep->rep, without_interval(value, 1), rep->flags, err);
}

int indicator_add_reps(const struct indicator_set *set, enum indicator_row row, const char *side,
		       const double *value, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; i < set->reps && !ret; i++)
		ret = indicator_add_rep(set, set->rep[i].rep, row, side, value[i], err);
	return ret;
}

int indicator_add_set(const struct indicator_set *set, enum indicator_row row, const char *side,
		      double value, int n, struct error *err)
{
	return add(set, row, side, 0, without_interval(value, n), 0, err);
}

/* The values that are there, in order; caller frees. NULL: out of memory. */
static double *present(const struct indicator_set *set, const double *value, size_t *n)
{
	double *out = malloc((set->reps + 1) * sizeof(double));

	*n = 0;
	for (size_t i = 0; i < set->reps && out; i++)
		if (!isnan(value[i]))
			out[(*n)++] = value[i];
	return out;
}

static int add_summary(const struct indicator_set *set, enum indicator_row row, const char *side,
		       const double *value, struct interval (*summary)(double *, size_t),
		       struct error *err)
{
	size_t n;
	double *there = present(set, value, &n);
	int ret;

	if (!there)
		return fail(err, HINGE_ENOMEM, "no memory for %zu reps", set->reps);
	ret = n ? add(set, row, side, 0, summary(there, n), 0, err) : 0;
	free(there);
	return ret;
}

static struct interval mean_of(double *x, size_t n)
{
	return t_interval(x, n, 0.05);
}

static struct interval median_of(double *x, size_t n)
{
	return without_interval(quantile_select(x, n, 0.5), (int)n);
}

int indicator_add_mean(const struct indicator_set *set, enum indicator_row row, const char *side,
		       const double *value, struct error *err)
{
	return add_summary(set, row, side, value, mean_of, err);
}

int indicator_add_median(const struct indicator_set *set, enum indicator_row row, const char *side,
			 const double *value, struct error *err)
{
	return add_summary(set, row, side, value, median_of, err);
}
