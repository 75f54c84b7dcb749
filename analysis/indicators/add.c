/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/checks/checks.h"
#include "analysis/indicators/indicators.h"
#include "analysis/rows.h"
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const char *const indicator_side[] = {"left", "right"};

int indicator_add(const struct indicator_set *set, enum indicator_row row, const char *side,
		  int rep, struct interval value, uint32_t flags, struct error *err)
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
	if (!rep && checks_first_fault(set->analysis->report))
		row_bar(&metric);
	return report_add_metric(set->analysis->report, &metric, err);
}

static struct interval without_interval(double value, int n)
{
	return (struct interval){.mean = value, .se = NAN, .low = NAN, .high = NAN, .n = n};
}

int indicator_add_rep(const struct indicator_set *set, const struct rep *rep,
		      enum indicator_row row, const char *side, double value, struct error *err)
{
	return indicator_add(set, row, side, rep->rep, without_interval(value, 1), rep->flags, err);
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
	return indicator_add(set, row, side, 0, without_interval(value, n), 0, err);
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
	ret = n ? indicator_add(set, row, side, 0, summary(there, n), 0, err) : 0;
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

int indicator_add_reps_mean(const struct indicator_set *set, enum indicator_row row,
			    const char *side, const double *value, struct error *err)
{
	int ret = indicator_add_reps(set, row, side, value, err);

	return ret ? ret : indicator_add_mean(set, row, side, value, err);
}

int indicator_add_median(const struct indicator_set *set, enum indicator_row row, const char *side,
			 const double *value, struct error *err)
{
	return add_summary(set, row, side, value, median_of, err);
}
