/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/findings/sessions/series.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the assumed change (docs/methods.md#findings): SD of a rep and of a session. */
static const double assumed_sd_pct = 1.5;

/* --- which trials --- */

/* A word that one of the two does not know is no difference. */
static bool same_word(const char *a, const char *b)
{
	return !*a || !*b || !strcmp(a, b);
}

static bool same_load(double a_kg, double b_kg, double tolerance_pct)
{
	if (isnan(a_kg) || isnan(b_kg))
		return isnan(a_kg) && isnan(b_kg);
	return fabs(a_kg - b_kg) <= tolerance_pct / 100 * a_kg * (1 + 1e-9);
}

/* A check that bars every finding bars the numbers too: swapped plates turn the sign of all. */
static bool is_barred(const struct earlier *trial)
{
	for (size_t i = 0; i < trial->findings; i++)
		if (trial->finding[i].outcome != OUTCOME_NOT_MEASURABLE)
			return false;
	return trial->findings > 0;
}

bool trial_is_comparable(const struct evidence *e, const struct earlier *trial, bool any_load)
{
	const struct earlier *now = &e->now;

	return !is_barred(trial) && !strcmp(trial->task, now->task) &&
	       same_word(trial->style, now->style) &&
	       (any_load || same_load(now->load_kg, trial->load_kg, e->config->baseline_load_pct));
}

double set_load_kg(const struct earlier *trial, int set)
{
	for (size_t i = 0; i < trial->metrics + trial->warm_up_metrics; i++) {
		const struct metric *row = &trial->metric[i];

		if (row->set == set && !*row->phase && !strcmp(row->metric, "load") &&
		    !isnan(row->value))
			return row->value;
	}
	return trial->load_kg;
}

/* --- the value of a session --- */

struct session {
	double sum, low, high;
	int sets, reps;
};

static bool is_row(const struct series_key *of, const struct metric *row)
{
	return row->rep == 0 && row->set >= 1 && !strcmp(row->metric, of->metric) &&
	       !strcmp(row->phase, of->phase) && !strcmp(row->side, of->side);
}

static const struct metric *first_row(const struct earlier *trial, const struct series_key *of)
{
	for (size_t i = 0; of->metric && i < trial->metrics; i++)
		if (is_row(of, &trial->metric[i]))
			return &trial->metric[i];
	return NULL;
}

static void add_value(struct session *session, double value, double low, double high, int reps)
{
	if (isnan(value))
		return;
	session->sum += value;
	session->low = low;
	session->high = high;
	session->reps += reps;
	session->sets++;
}

/* model: only rows of its unit and formula measure the same */
static void add_trial(struct session *session, const struct question *q,
		      const struct earlier *trial, const struct metric *model)
{
	for (size_t i = 0; q->of.metric && i < trial->metrics; i++) {
		const struct metric *row = &trial->metric[i];

		if (is_row(&q->of, row) && !strcmp(row->unit, model->unit) &&
		    !strcmp(row->formula, model->formula))
			add_value(session, row->value, row->ci_low, row->ci_high, row->n);
	}
	for (size_t i = 0; !q->of.metric && i < trial->findings; i++)
		if (!strcmp(trial->finding[i].name, q->name))
			add_value(session, trial->finding[i].value, trial->finding[i].ci_low,
				  trial->finding[i].ci_high, trial->finding[i].n);
}

static double value_of(const struct session *session, const struct question *q)
{
	if (!session->sets)
		return NAN;
	return q->summed ? session->sum : session->sum / session->sets;
}

static void take_now(struct series *out, const struct question *q, const struct session *session)
{
	bool single = session->sets == 1;

	out->now = value_of(session, q);
	out->now_n = session->reps;
	out->now_low = single ? session->low : NAN;
	out->now_high = single ? session->high : NAN;
}

/* Earlier sessions, and what this one has recorded already into `now`. */
static void collect(struct series *out, const struct question *q, const struct evidence *e,
		    const struct metric *model, struct session *now)
{
	const struct history *history = e->history;

	for (size_t i = 0; i < history->count;) {
		const struct earlier *first = &history->trial[i];
		bool is_now = earlier_same_session(first, &e->now);
		struct session session = {0};
		double value;

		for (; i < history->count && earlier_same_session(first, &history->trial[i]); i++)
			if (trial_is_comparable(e, &history->trial[i], false))
				add_trial(is_now ? now : &session, q, &history->trial[i], model);
		value = value_of(&session, q);
		if (!isnan(value))
			out->value[out->n++] = value;
	}
}

int series_new(struct series *out, const struct question *q, const struct evidence *e,
	       struct error *err)
{
	const struct metric *model = first_row(&e->now, &q->of);
	struct session now = {0};

	*out = (struct series){.now = NAN, .now_low = NAN, .now_high = NAN};
	snprintf(out->unit, sizeof(out->unit), "%s", model ? model->unit : q->unit);
	out->value = malloc((e->history->count + 1) * sizeof(double));
	if (!out->value)
		return fail(err, HINGE_ENOMEM, "no memory for %zu sessions", e->history->count);
	if (q->of.metric && !model)
		return 0;
	add_trial(&now, q, &e->now, model);
	collect(out, q, e, model, &now);
	take_now(out, q, &now);
	return 0;
}

void series_reset(struct series *series)
{
	free(series->value);
	*series = (struct series){0};
}

/* --- what is a change --- */

const char mdc_own_formula[] = "own: t sqrt2 sd";

double mdc_assumed_pct(int reps, int other_reps)
{
	double variance = assumed_sd_pct * assumed_sd_pct;

	if (!reps || !other_reps)
		return NAN;
	return 1.96 * sqrt(2 * variance + variance / reps + variance / other_reps);
}

struct mdc mdc_of(const struct series *series, int reps, const struct config *config)
{
	size_t n = (size_t)config->min_sessions;

	if (series->n < n)
		return (struct mdc){.value = mdc_assumed_pct(reps, reps), .assumed = true};
	return (struct mdc){.value = detectable_change(series->value, n, INTERVAL_ALPHA), .n = n};
}
