/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets: mean over the valid reps with its t interval, and for the headline rows the BCa interval,
 * which covers less and is never the headline. */
#include "analysis/stages.h"
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESAMPLES = 10000 };

/* Metrics that also get a bootstrap interval: phase NULL = in every phase. */
static const struct {
	const char *metric, *phase;
} bootstrapped[] = {
	{"asymmetry", NULL},       {"asymmetry_shift", NULL}, {"peak_force", "lift"},
	{"mean_force", "lift"},    {"displacement", "lift"},  {"peak_velocity", "lift"},
	{"mean_velocity", "lift"}, {"duration", "lift"},
};

/* The values of one metric over the valid reps of a set. */
struct group {
	struct metric row; /* of the set, as it will stand in the table */
	double *value;
	size_t n;
	bool bootstrap;
	uint64_t seed;
	int ret;
	struct error err;
};

struct groups {
	struct group *at;
	size_t count;
};

static bool same_metric(const struct metric *a, const struct metric *b)
{
	return a->set == b->set && !strcmp(a->metric, b->metric) && !strcmp(a->phase, b->phase) &&
	       !strcmp(a->side, b->side);
}

static bool is_bootstrapped(const struct metric *row)
{
	for (size_t i = 0; i < sizeof(bootstrapped) / sizeof(*bootstrapped); i++)
		if (!strcmp(row->metric, bootstrapped[i].metric) &&
		    (!bootstrapped[i].phase || !strcmp(row->phase, bootstrapped[i].phase)))
			return true;
	return false;
}

static bool rep_is_valid(const struct trial_report *report, const struct metric *row)
{
	for (size_t i = 0; i < report->reps; i++)
		if (report->rep[i].set == row->set && report->rep[i].rep == row->rep)
			return report->rep[i].valid;
	return false;
}

/* NULL: out of memory. */
static struct group *group_of(struct groups *groups, const struct trial_report *report,
			      const struct metric *row)
{
	struct group *group = groups->at;

	for (; group < groups->at + groups->count; group++)
		if (same_metric(&group->row, row))
			return group;
	*group = (struct group){
		.row = *row,
		.value = malloc(report->reps * sizeof(double)),
		.bootstrap = is_bootstrapped(row),
		.seed = trial_seed(report),
	};
	group->row.rep = 0;
	group->row.flags = 0;
	groups->count++;
	return group->value ? group : NULL;
}

static int collect(struct groups *groups, const struct trial_report *report, struct error *err)
{
	groups->at = malloc((report->metrics + 1) * sizeof(struct group));
	if (!groups->at)
		return fail(err, HINGE_ENOMEM, "no memory to summarise %zu metrics",
			    report->metrics);
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];
		struct group *group;

		if (row->rep == 0 || !rep_is_valid(report, row))
			continue;
		group = group_of(groups, report, row);
		if (!group)
			return fail(err, HINGE_ENOMEM, "no memory to summarise %zu reps",
				    report->reps);
		group->value[group->n++] = row->value;
	}
	return 0;
}

static void summarise(void *ctx, size_t i)
{
	struct group *group = (struct group *)ctx + i;
	struct interval interval = t_interval(group->value, group->n, 0.05);
	struct bootstrap bootstrap;

	group->row.value = interval.mean;
	group->row.ci_low = interval.low;
	group->row.ci_high = interval.high;
	group->row.n = interval.n;
	if (!group->bootstrap || group->n < 2)
		return;
	group->ret = bootstrap_mean(group->value, group->n, RESAMPLES, group->seed, &bootstrap,
				    &group->err);
	if (group->ret)
		return;
	group->row.bca_low = bootstrap.bca_low;
	group->row.bca_high = bootstrap.bca_high;
}

/* Beside the mean asymmetry its median: one odd rep moves only the mean. */
static int add_median(struct trial_report *report, const struct group *group, struct error *err)
{
	struct metric row = group->row;

	if (strcmp(row.metric, "asymmetry"))
		return 0;
	snprintf(row.metric, sizeof(row.metric), "asymmetry_median");
	row.value = quantile_select(group->value, group->n, 0.5);
	row.ci_low = row.ci_high = row.bca_low = row.bca_high = NAN;
	return report_add_metric(report, &row, err);
}

int stage_summary(struct analysis *a, struct error *err)
{
	struct groups groups = {0};
	int ret = collect(&groups, a->report, err);

	if (!ret)
		pool_run(a->pool, groups.count, summarise, groups.at);
	for (size_t i = 0; i < groups.count && !ret; i++) {
		const struct group *group = &groups.at[i];

		ret = group->ret ? fail(err, group->ret, "%s", group->err.text)
				 : report_add_metric(a->report, &group->row, err);
		if (!ret)
			ret = add_median(a->report, group, err);
	}
	for (size_t i = 0; i < groups.count; i++)
		free(groups.at[i].value);
	free(groups.at);
	return ret;
}
