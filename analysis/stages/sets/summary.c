/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets: mean over the valid reps with its t interval, and for the headline rows the BCa interval,
 * which covers less and is never the headline. */
#include "analysis/checks/checks.h"
#include "analysis/rows.h"
#include "analysis/stages.h"
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
};

struct groups {
	struct group *at;
	size_t count;
	size_t last;    /* that a row was put into */
	size_t longest; /* values that a group can have */
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
	/* a pull */
	return report->reps == 0 && !(row->flags & (FLAG_GAP | FLAG_SATURATED));
}

/* Rows come rep by rep in one order, so the group is most often the next; NULL = none yet. */
static struct group *find_group(struct groups *groups, const struct metric *row)
{
	for (size_t i = 1; i <= groups->count; i++) {
		size_t at = (groups->last + i) % groups->count;

		if (same_metric(&groups->at[at].row, row)) {
			groups->last = at;
			return &groups->at[at];
		}
	}
	return NULL;
}

/* NULL: out of memory. */
static struct group *group_of(struct groups *groups, const struct metric *row)
{
	struct group *group = find_group(groups, row);

	if (group)
		return group;
	group = &groups->at[groups->count];
	*group = (struct group){
		.row = *row,
		.value = malloc(groups->longest * sizeof(double)),
		.bootstrap = is_bootstrapped(row),
	};
	group->row.rep = 0;
	group->row.flags &= FLAG_DESCRIPTIVE;
	groups->last = groups->count++;
	return group->value ? group : NULL;
}

/* Reps or pulls: their numbers run through the recording. */
static size_t highest_rep(const struct trial_report *report)
{
	int highest = 1;

	for (size_t i = 0; i < report->metrics; i++)
		if (report->metric[i].rep > highest)
			highest = report->metric[i].rep;
	return (size_t)highest;
}

static int collect(struct groups *groups, const struct trial_report *report, struct error *err)
{
	groups->longest = highest_rep(report);
	groups->at = malloc((report->metrics + 1) * sizeof(struct group));
	if (!groups->at)
		return fail(err, HINGE_ENOMEM, "no memory to summarise %zu metrics",
			    report->metrics);
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];
		struct group *group;

		if (row->rep == 0 || !rep_is_valid(report, row))
			continue;
		group = group_of(groups, row);
		if (!group)
			return fail(err, HINGE_ENOMEM, "no memory to summarise %zu reps",
				    groups->longest);
		group->value[group->n++] = row->value;
	}
	return 0;
}

/* Pulls, standing and a window have no finding that would say it. */
static void bar_rows(struct trial_report *report)
{
	for (size_t i = 0; i < report->metrics; i++)
		if (!report->metric[i].rep || !report->reps)
			row_bar(&report->metric[i]);
}

static void bar(struct group *group)
{
	row_bar(&group->row);
	group->bootstrap = group->bootstrap && !(group->row.flags & FLAG_BARRED);
}

/* *t is that of the 95 % interval of *n values, most often those of the group before. */
static void summarise(struct group *group, size_t *n, double *t)
{
	struct interval interval;

	if (group->n != *n && group->n >= 2)
		*t = t_quantile(0.975, (double)(group->n - 1));
	*n = group->n;
	interval = interval_of(group->value, group->n, *t);

	group->row.value = interval.mean;
	group->row.ci_low = interval.low;
	group->row.ci_high = interval.high;
	group->row.n = interval.n;
	group->bootstrap = group->bootstrap && group->n >= 2;
}

/* The groups of n values that wait for their bootstrap, as columns; returns how many. */
static size_t take_columns(struct groups *groups, size_t n, struct group **column, double *x)
{
	size_t columns = 0;

	for (struct group *group = groups->at; group < groups->at + groups->count; group++) {
		if (!group->bootstrap || group->n != n)
			continue;
		group->bootstrap = false;
		column[columns++] = group;
	}
	for (size_t i = 0; i < n; i++)
		for (size_t c = 0; c < columns; c++)
			x[i * columns + c] = column[c]->value[i];
	return columns;
}

static int bootstrap_groups(struct groups *groups, uint64_t seed, struct error *err)
{
	struct group **column = malloc((groups->count + 1) * sizeof(struct group *));
	struct bootstrap *result = malloc((groups->count + 1) * sizeof(*result));
	double *x = malloc((groups->count + 1) * groups->longest * sizeof(*x));
	int ret = 0;

	if (!column || !result || !x)
		ret = fail(err, HINGE_ENOMEM, "no memory to summarise %zu metrics", groups->count);
	for (size_t i = 0; i < groups->count && !ret; i++) {
		if (!groups->at[i].bootstrap)
			continue;

		size_t n = groups->at[i].n, columns = take_columns(groups, n, column, x);

		ret = bootstrap_means(x, n, columns, RESAMPLES, seed, result, err);
		for (size_t c = 0; c < columns && !ret; c++) {
			column[c]->row.bca_low = result[c].bca_low;
			column[c]->row.bca_high = result[c].bca_high;
		}
	}
	free(column);
	free(result);
	free(x);
	return ret;
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
	size_t known = 0;
	bool barred = checks_first_fault(a->report);
	double t = NAN;
	int ret = collect(&groups, a->report, err);

	if (barred)
		bar_rows(a->report);
	for (size_t i = 0; i < groups.count && !ret; i++) {
		summarise(&groups.at[i], &known, &t);
		if (barred)
			bar(&groups.at[i]);
	}
	if (!ret)
		ret = bootstrap_groups(&groups, trial_seed(a->report), err);
	for (size_t i = 0; i < groups.count && !ret; i++) {
		ret = report_add_metric(a->report, &groups.at[i].row, err);
		if (!ret)
			ret = add_median(a->report, &groups.at[i], err);
	}
	for (size_t i = 0; i < groups.count; i++)
		free(groups.at[i].value);
	free(groups.at);
	return ret;
}
