/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule: quality first, then enough data, then the correction for the number of questions that
 * could be asked, then a second test of another kind that must agree, then the last sessions. */
#include "analysis/findings/sessions/series.h"
#include "analysis/findings/texts/texts.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void answer_none(struct answer *answer, const char *reason, int needed)
{
	answer->kind = ANSWER_NONE;
	answer->reason = reason;
	answer->needed = needed;
}

static struct answer blank(const struct question *q, const struct config *config)
{
	struct answer answer = {
		.value = NAN,
		.ci_low = NAN,
		.ci_high = NAN,
		.threshold = q->limit ? q->limit(config) : NAN,
		.p = NAN,
		.robust_p = NAN,
		.change = NAN,
	};

	snprintf(answer.unit, sizeof(answer.unit), "%s", q->unit);
	return answer;
}

/* --- a family --- */

/* What a rejection of p[i] is held against: with Holm alpha over the number of p that are not
 * smaller; with Benjamini-Hochberg the rate itself, for the adjusted p. */
static double level_of(const struct verdict *verdict, const double *p, size_t count, size_t i,
		       const struct config *config)
{
	size_t rest = 0;

	if (isnan(p[i]))
		return NAN;
	if (verdict->question->family[0] != 'A')
		return config->false_discovery;
	for (size_t k = 0; k < count; k++)
		rest += p[k] > p[i] || (p[k] == p[i] && k >= i);
	return config->alpha / (double)rest;
}

static void adjust(const char *family, struct verdict *verdict, size_t count,
		   const struct config *config)
{
	double p[QUESTIONS_MAX] = {0}, adjusted[QUESTIONS_MAX];

	for (size_t i = 0; i < count; i++)
		p[i] = verdict[i].answer.p;
	if (family[0] == 'A')
		holm_adjust(p, count, adjusted);
	else
		benjamini_hochberg_adjust(p, count, adjusted);
	for (size_t i = 0; i < count; i++) {
		verdict[i].finding.p_adjusted = adjusted[i];
		verdict[i].level = level_of(&verdict[i], p, count, i, config);
	}
}

/* --- one question --- */

static bool is_rejected(const struct verdict *verdict, const struct config *config)
{
	double level =
		verdict->question->family[0] == 'A' ? config->alpha : config->false_discovery;

	if (verdict->answer.kind == ANSWER_LIMIT)
		return verdict->answer.beyond;
	return verdict->finding.p_adjusted <= level && verdict->answer.large_enough;
}

/* with too few reps the sign-flip cannot reach the level whatever they show */
static bool tests_disagree(const struct verdict *verdict)
{
	const struct answer *answer = &verdict->answer;

	return !isnan(answer->robust_p) && ldexp(1, -answer->n) <= verdict->level &&
	       answer->robust_p > verdict->level;
}

/* Indicated in two of the last three sessions, and by more than two sessions differ anyway. */
static int is_consistent(struct verdict *verdict, const struct evidence *e, bool *consistent,
			 struct error *err)
{
	const struct question *q = verdict->question;
	struct series series;
	struct mdc mdc;
	int ret;

	*consistent = false;
	if (!(q->outcomes & 1u << OUTCOME_CONSISTENT) ||
	    !was_indicated(q, e, finding_direction(q, &verdict->finding)))
		return 0;
	ret = series_new(&series, q, e, err);
	if (ret)
		return ret;
	mdc = mdc_of(&series, verdict->answer.n, e->config);
	series_reset(&series);
	verdict->mdc = mdc.value;
	verdict->mdc_assumed = mdc.assumed;
	*consistent =
		verdict->answer.kind == ANSWER_LIMIT || fabs(verdict->answer.change) > mdc.value;
	return 0;
}

static int conclude(struct verdict *verdict, const struct evidence *e, struct error *err)
{
	const struct answer *answer = &verdict->answer;
	bool consistent;
	int ret;

	if (answer->kind == ANSWER_NONE)
		verdict->finding.outcome = OUTCOME_INSUFFICIENT_DATA;
	else if (answer->kind == ANSWER_DESCRIBED)
		verdict->finding.outcome = OUTCOME_DESCRIPTIVE;
	else if (!is_rejected(verdict, e->config))
		verdict->finding.outcome =
			answer->equivalent ? OUTCOME_EQUIVALENT : OUTCOME_NO_EVIDENCE;
	else if (tests_disagree(verdict))
		verdict->finding.outcome = OUTCOME_BORDERLINE;
	else {
		ret = is_consistent(verdict, e, &consistent, err);
		verdict->finding.outcome = consistent ? OUTCOME_CONSISTENT : OUTCOME_INDICATED;
		return ret;
	}
	return 0;
}

static void fill(struct finding *finding, const struct question *q, const struct answer *answer,
		 int set)
{
	*finding = (struct finding){
		.set = set,
		.outcome = OUTCOME_NOT_MEASURABLE,
		.value = answer->value,
		.ci_low = answer->ci_low,
		.ci_high = answer->ci_high,
		.n = answer->n,
		.p = answer->p,
		.p_adjusted = NAN,
		.threshold = answer->threshold,
		.needed = answer->needed,
	};
	snprintf(finding->id, sizeof(finding->id), "%s", q->id);
	snprintf(finding->name, sizeof(finding->name), "%s", q->name);
	snprintf(finding->family, sizeof(finding->family), "%s", q->family);
	snprintf(finding->unit, sizeof(finding->unit), "%s", answer->unit);
	snprintf(finding->reason, sizeof(finding->reason), "%s",
		 answer->reason ? answer->reason : "");
}

static int ask(struct verdict *verdict, const struct question *q, const struct evidence *e,
	       const struct trial_report *report, struct error *err)
{
	const char *gate = gate_of(report, q->needs_sides);
	int ret = 0;

	*verdict = (struct verdict){
		.question = q, .answer = blank(q, e->config), .level = NAN, .mdc = NAN};
	verdict->answer.n = (int)(q->limit ? e->n : 0);
	if (gate)
		verdict->answer.reason = gate;
	else
		ret = q->ask(q, e, &verdict->answer, err);
	fill(&verdict->finding, q, &verdict->answer, e->set);
	return ret;
}

static void add_notes(struct verdict *verdict, const struct evidence *e)
{
	struct finding *finding = &verdict->finding;

	if (!e->set && verdict->question->limit && verdict->answer.kind == ANSWER_TESTED)
		finding->notes |= NOTE_POOLED;
	if (finding->outcome == OUTCOME_CONSISTENT && verdict->mdc_assumed)
		finding->notes |= NOTE_ASSUMED;
	finding_say(&language_english, finding, finding->text, sizeof(finding->text));
}

int findings_decide(const char *family, const struct evidence *e, const struct trial_report *report,
		    struct verdict *out, size_t *count, struct error *err)
{
	int ret = 0;

	*count = 0;
	for (size_t i = 0; i < question_count && !ret; i++)
		if (!strcmp(questions[i].family, family))
			ret = ask(&out[(*count)++], &questions[i], e, report, err);
	if (ret)
		return ret;
	adjust(family, out, *count, e->config);
	for (size_t i = 0; i < *count && !ret; i++) {
		/* a gate leaves its reason and no answer */
		if (!gate_of(report, out[i].question->needs_sides))
			ret = conclude(&out[i], e, err);
		add_notes(&out[i], e);
	}
	return ret;
}
