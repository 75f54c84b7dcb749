/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the history says of the asymmetry itself: how much two sessions differ, and whether the side
 * stays the same. */
#include "analysis/findings/sessions/series.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The side of each is asked for; LIFT is the sum of two of them. */
static const char *const phases[] = {"slack", "lift1", "lift2", "hold", "lower"};
enum { PHASES_ASKED = sizeof(phases) / sizeof(phases[0]) };

static int add(struct trial_report *report, int set, const char *name, double value,
	       const char *unit, size_t n, const char *formula, struct error *err)
{
	struct metric row = {.set = set,
			     .value = value,
			     .ci_low = NAN,
			     .ci_high = NAN,
			     .bca_low = NAN,
			     .bca_high = NAN,
			     .n = (int)n};

	if (isnan(value))
		return 0;
	snprintf(row.trial, sizeof(row.trial), "%s", report->trial_id);
	snprintf(row.phase, sizeof(row.phase), "lift");
	snprintf(row.side, sizeof(row.side), "both");
	snprintf(row.metric, sizeof(row.metric), "%s", name);
	snprintf(row.unit, sizeof(row.unit), "%s", unit);
	snprintf(row.formula, sizeof(row.formula), "%s", formula);
	return report_add_metric(report, &row, err);
}

/* --- the side from one session to the next --- */

struct pairs {
	size_t n;
	double *before, *after;
};

/* What the phase shows in each session, then in this one; pairs of neighbours. */
static int add_phase(struct pairs *pairs, const struct evidence *e, const char *phase,
		     struct error *err)
{
	const struct question q = {.unit = "%", .of = {phase, "both", "asymmetry"}};
	struct series series;
	int ret = series_new(&series, &q, e, err);

	if (ret)
		return ret;
	if (!isnan(series.now)) {
		series.value[series.n] = series.now;
		for (size_t i = 0; i < series.n; i++) {
			pairs->before[pairs->n] = series.value[i];
			pairs->after[pairs->n++] = series.value[i + 1];
		}
	}
	series_reset(&series);
	return 0;
}

static int kappa_of(const struct evidence *e, double *kappa, size_t *n, struct error *err)
{
	size_t room = PHASES_ASKED * (e->history->count + 1);
	struct pairs pairs = {.before = malloc(2 * room * sizeof(double))};
	int ret = 0;

	if (!pairs.before)
		return fail(err, HINGE_ENOMEM, "no memory for %zu sessions", e->history->count);
	pairs.after = pairs.before + room;
	for (size_t i = 0; i < PHASES_ASKED && !ret; i++)
		ret = add_phase(&pairs, e, phases[i], err);
	*kappa = sign_kappa(pairs.before, pairs.after, pairs.n);
	*n = pairs.n;
	free(pairs.before);
	return ret;
}

int add_history_metrics(struct trial_report *report, const struct evidence *e, struct error *err)
{
	struct series series;
	double kappa = NAN;
	size_t pairs = 0;
	struct mdc mdc;
	int ret;

	if (!report->has_sides || !report->reps)
		return 0;
	ret = series_new(&series, question_find("load_transfer"), e, err);
	if (ret)
		return ret;
	mdc = mdc_of(&series, series.now_n, e->config);
	if (mdc.assumed)
		mdc.n = (size_t)series.now_n;
	series_reset(&series);
	ret = kappa_of(e, &kappa, &pairs, err);
	if (!ret)
		ret = add(report, e->set, "direction_kappa", kappa, "1", pairs, "kappa of side",
			  err);
	return ret ? ret
		   : add(report, e->set, "mdc95", mdc.value, "%", mdc.n,
			 mdc.assumed ? "assumed" : mdc_own_formula, err);
}
