/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule: quality first, then enough reps, then Holm over the questions that could be asked, then
 * a second test of another kind that must agree. */
#include "analysis/findings/findings.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>

enum { FAMILY_MAX = 8 };

const struct question *const primary_questions[] = {
	&question_load_transfer,
	&question_phase_shift,
	&question_drift,
	NULL,
};

static struct finding blank(const struct question *q, const struct evidence *e,
			    const struct config *config, int set)
{
	struct finding finding = {
		.set = set,
		.outcome = OUTCOME_INSUFFICIENT_DATA,
		.value = NAN,
		.ci_low = NAN,
		.ci_high = NAN,
		.n = (int)e->n,
		.p = NAN,
		.p_adjusted = NAN,
		.threshold = q->threshold(config),
	};

	snprintf(finding.id, sizeof(finding.id), "%s", q->id);
	snprintf(finding.name, sizeof(finding.name), "%s", q->name);
	snprintf(finding.family, sizeof(finding.family), "%s", q->family);
	snprintf(finding.unit, sizeof(finding.unit), "%s", q->unit);
	snprintf(finding.text, sizeof(finding.text), "Not enough data: no test is possible.");
	return finding;
}

/* True where the question can be put. */
static bool gates(const struct question *q, const struct evidence *e, const struct config *config,
		  struct finding *finding)
{
	int needed = q->min_reps(config);

	if (e->not_measurable) {
		finding->outcome = OUTCOME_NOT_MEASURABLE;
		snprintf(finding->text, sizeof(finding->text), "Not measurable: %s.",
			 e->not_measurable);
		return false;
	}
	if (e->n < (size_t)needed) {
		finding->outcome = OUTCOME_INSUFFICIENT_DATA;
		snprintf(finding->text, sizeof(finding->text),
			 "Not enough data: %zu valid reps in the set, %d are needed.", e->n,
			 needed);
		return false;
	}
	return true;
}

/* The level at which Holm tests this p: alpha over the number of p that are not smaller. */
static double holm_level(const double *p, size_t count, size_t i, double alpha)
{
	size_t rest = 0;

	for (size_t k = 0; k < count; k++)
		rest += p[k] > p[i] || (p[k] == p[i] && k >= i);
	return alpha / (double)rest;
}

static enum outcome decide(const struct answer *answer, size_t n, double p_adjusted, double level,
			   double alpha)
{
	if (!(p_adjusted <= alpha) || !answer->large_enough)
		return answer->equivalent ? OUTCOME_EQUIVALENT : OUTCOME_NO_EVIDENCE;
	/* with too few reps the sign-flip cannot reach the level whatever they show */
	if (!isnan(answer->robust_p) && ldexp(1, -(int)n) <= level && answer->robust_p > level)
		return OUTCOME_BORDERLINE;
	return OUTCOME_INDICATED;
}

static void conclude(const struct question *q, const struct answer *answer, struct finding *finding,
		     double p_adjusted, double level, double alpha)
{
	finding->value = answer->value;
	finding->ci_low = answer->ci_low;
	finding->ci_high = answer->ci_high;
	finding->p = answer->p;
	finding->p_adjusted = p_adjusted;
	finding->outcome = decide(answer, (size_t)finding->n, p_adjusted, level, alpha);
	snprintf(finding->text, sizeof(finding->text), "%s",
		 q->text[finding->outcome][answer->value > 0]);
}

int findings_decide(const struct question *const *family, const struct evidence *e,
		    const struct config *config, int set, struct finding *out, struct error *err)
{
	struct answer answer[FAMILY_MAX];
	double p[FAMILY_MAX] = {0}, adjusted[FAMILY_MAX];
	size_t count = 0;

	for (; family[count]; count++) {
		out[count] = blank(family[count], e, config, set);
		answer[count] = (struct answer){.p = NAN};
		if (gates(family[count], e, config, &out[count])) {
			int ret = family[count]->ask(e, config, &answer[count], err);

			if (ret)
				return ret;
		}
		p[count] = answer[count].p;
	}
	holm_adjust(p, count, adjusted);
	for (size_t i = 0; i < count; i++)
		if (!isnan(p[i]))
			conclude(family[i], &answer[i], &out[i], adjusted[i],
				 holm_level(p, count, i, config->alpha), config->alpha);
	return 0;
}
