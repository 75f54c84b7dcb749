/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings of the trial: the primary questions of every set, the others of the whole. */
#include "analysis/findings/sessions/series.h"
#include "analysis/stages.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Room for the values of all reps. */
struct values {
	double *rep, *lift, *shift;
};

static const struct history no_history;

/* --- what is known --- */

static int last_set(const struct trial_report *report)
{
	return report->reps ? report->rep[report->reps - 1].set : 1;
}

/* Of the session: set 0 where it has several. */
static int evidence_init(struct evidence *e, const struct analysis *a, struct error *err)
{
	*e = (struct evidence){.config = a->config,
			       .history = a->history ? a->history : &no_history,
			       .set = last_set(a->report) > 1 ? 0 : 1};
	return earlier_from_report(&e->now, a->report, err);
}

/* set 0 = all that stand for the recording */
static bool is_asked(const struct trial_report *report, const struct rep *rep, int set)
{
	bool in_set = set ? rep->set == set : report_is_working_set(report, rep->set);

	return in_set && rep->valid && !isnan(rep->asymmetry_lift_pct);
}

static void take_reps(struct evidence *e, const struct trial_report *report, int set,
		      struct values *values)
{
	e->set = set;
	e->n = 0;
	e->warm_up = false;
	e->rep = values->rep;
	e->lift_pct = values->lift;
	e->shift_pct = values->shift;
	for (size_t i = 0; i < report->reps; i++) {
		const struct rep *rep = &report->rep[i];

		if (!is_asked(report, rep, set))
			continue;
		e->warm_up = e->warm_up || rep->flags & FLAG_WARM_UP;
		values->rep[e->n] = rep->rep;
		values->lift[e->n] = rep->asymmetry_lift_pct;
		values->shift[e->n++] = phase_shift(report, rep);
	}
}

/* --- answers --- */

static int judge(struct trial_report *report, const char *family, const struct evidence *e,
		 struct error *err)
{
	struct verdict verdict[QUESTIONS_MAX];
	size_t count;
	int ret = findings_decide(family, e, report, verdict, &count, err);

	for (size_t i = 0; i < count && !ret; i++) {
		ret = report_add_finding(report, &verdict[i].finding, err);
		if (!ret)
			ret = findings_explain(report, &verdict[i], err);
	}
	return ret;
}

/* Sets that are each too small are judged together: they have one load. */
static bool is_pooled(const struct trial_report *report, const struct config *config,
		      struct values *values)
{
	struct evidence e;
	bool all_small = last_set(report) > 1;

	for (int set = 1; set <= last_set(report); set++) {
		take_reps(&e, report, set, values);
		all_small = all_small && e.n < (size_t)config->min_reps;
	}
	take_reps(&e, report, 0, values);
	return all_small && e.n >= (size_t)config->min_reps;
}

static int judge_reps(struct analysis *a, const struct evidence *session, struct values *values,
		      struct error *err)
{
	struct trial_report *report = a->report;
	struct evidence e = *session;
	int ret = 0;

	if (is_pooled(report, a->config, values)) {
		take_reps(&e, report, 0, values);
		return judge(report, "A", &e, err);
	}
	for (int set = 1; set <= last_set(report) && !ret; set++) {
		take_reps(&e, report, set, values);
		ret = judge(report, "A", &e, err);
	}
	return ret;
}

static int name_history(struct analysis *a, const struct evidence *e, struct error *err)
{
	int ret = 0;

	if (e->history->count)
		ret = report_add_step(a->report, "history", err,
				      "%zu earlier results, together SHA-256 %s", e->history->count,
				      a->config->history_sha256);
	for (size_t i = 0; i < e->history->count && !ret; i++) {
		const struct earlier *trial = &e->history->trial[i];

		ret = report_add_step(a->report, "history", err,
				      "%s, %.10s, %.4g kg, %s%s, SHA-256 %s", trial->trial_id,
				      trial->start_time, trial->load_kg, trial->task,
				      trial_is_comparable(e, trial, false) ? "" : " (not compared)",
				      trial->sha256);
	}
	return ret;
}

static int judge_all(struct analysis *a, const struct evidence *e, struct values *values,
		     struct error *err)
{
	int ret = name_history(a, e, err);

	if (!ret)
		ret = add_history_metrics(a->report, e, err);
	if (!ret)
		ret = judge_reps(a, e, values, err);
	if (!ret)
		ret = judge(a->report, "B", e, err);
	return ret ? ret : judge(a->report, "C", e, err);
}

int stage_findings(struct analysis *a, struct error *err)
{
	size_t reps = a->report->reps + 1;
	struct values values = {.rep = malloc(3 * reps * sizeof(double))};
	struct evidence e;
	int ret;

	if (!values.rep)
		return fail(err, HINGE_ENOMEM, "no memory to judge %zu reps", a->report->reps);
	values.lift = values.rep + reps;
	values.shift = values.lift + reps;
	ret = evidence_init(&e, a, err);
	if (!ret) {
		ret = judge_all(a, &e, &values, err);
		earlier_reset(&e.now);
	}
	free(values.rep);
	return ret;
}
