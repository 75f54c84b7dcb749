/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/findings.h"

#include "tests/accuracy/exposure.h"
#include "tests/accuracy/rule.h"

#include <math.h>

/* The question a population asks, and the row its answer counts for. */
static const struct {
	bool asks;
	enum asked question;
	enum decision_measure measure;
} effects[POPULATIONS] = {
	[BOUNDARY] = {true, ASKED_TRANSFER, DECISION_BOUNDARY},
	[TRANSFER_5] = {true, ASKED_TRANSFER, DECISION_POWER_5},
	[TRANSFER_6] = {true, ASKED_TRANSFER, DECISION_POWER_6},
	[TRANSFER_8] = {true, ASKED_TRANSFER, DECISION_POWER_8},
	[SHIFT_5] = {true, ASKED_SHIFT, DECISION_POWER_SHIFT},
	[DRIFT_1] = {true, ASKED_DRIFT, DECISION_POWER_DRIFT},
};

static bool is_indicated(const struct finding *finding)
{
	return finding->outcome == OUTCOME_INDICATED || finding->outcome == OUTCOME_CONSISTENT;
}

static bool is_unanswered(const struct finding *finding)
{
	return finding->outcome == OUTCOME_INSUFFICIENT_DATA ||
	       finding->outcome == OUTCOME_NOT_MEASURABLE;
}

static void judge_symmetric(struct decisions *d, const struct answer *answer)
{
	collection_count(&d->measure[DECISION_ALARM], answer->alarm);
	for (size_t k = 0; k < ASKED; k++)
		collection_count(&d->measure[DECISION_ALARM_TRANSFER + k],
				 is_indicated(&answer->finding[k]));
	if (!isnan(answer->finding[ASKED_DRIFT].p))
		collection_add(&d->measure[DECISION_P_DRIFT], answer->finding[ASKED_DRIFT].p);
}

/* Found, and on the right side. */
static bool judge_effect(struct decisions *d, enum population_id id, const struct simulation *truth,
			 const struct finding *finding)
{
	const struct simulator_options *options = &truth->options;
	double planted = options->asymmetry_pct + options->phase_shift_pct + options->trend_pct;
	bool found = is_indicated(finding) && (finding->value > 0) == (planted > 0);

	if (id == BOUNDARY) /* an alarm there is one whatever its side */
		found = is_indicated(finding);
	collection_count(&d->measure[effects[id].measure], found);
	return found;
}

/* Where hinge says that it cannot tell, the interval is not put forward. */
static void judge_coverage(struct decisions *d, enum population_id id, double nominal,
			   const struct answer *answer, const struct exposure *exposure)
{
	if (id == SHIFT_5 || id == DRIFT_1 || isnan(answer->lift_ci_low) ||
	    is_unanswered(&answer->finding[ASKED_TRANSFER]))
		return;
	collection_count(&d->measure[exposure->any ? DECISION_SPOILT_COVERAGE : DECISION_COVERAGE],
			 answer->lift_ci_low <= nominal && nominal <= answer->lift_ci_high);
}

static void judge_ideal(struct decisions *d, enum population_id id, const struct simulation *truth)
{
	enum decision_measure measure = effects[id].measure;

	if (measure >= DECISION_POWER_5)
		collection_count(&d->measure[measure - DECISION_POWER_5 + DECISION_IDEAL_5],
				 rule_indicates(truth, effects[id].question));
}

/* In a set that a fault spoils "not enough data" is right, and counted apart. */
static bool rightly_unanswered(struct decisions *d, const struct finding *finding,
			       const struct exposure *exposure)
{
	if (exposure->any)
		collection_count(&d->measure[DECISION_SPOILT_UNANSWERED], is_unanswered(finding));
	else
		collection_count(&d->measure[DECISION_UNANSWERED], is_unanswered(finding));
	return exposure->any && is_unanswered(finding);
}

void decisions_judge(struct decisions *d, enum population_id id, const struct measured *measured,
		     struct worst *worst)
{
	const struct simulation *truth = measured->truth;
	const struct answer *answer = &measured->answer[LOAD_KNOWN];
	const struct finding *finding = &answer->finding[effects[id].question];
	struct exposure exposure;

	exposure_find(truth, &exposure);
	bool spared = rightly_unanswered(d, finding, &exposure);
	judge_coverage(d, id, truth->options.asymmetry_pct, answer, &exposure);
	judge_ideal(d, id, truth);
	if (id == SYMMETRIC) {
		judge_symmetric(d, answer);
		if (answer->alarm)
			worst_offer(worst, "alarm", false, 0, 0, finding->value);
		return;
	}
	if (id == BOUNDARY && !isnan(finding->p))
		collection_add(&d->measure[DECISION_P_TRANSFER], finding->p);
	if (!spared && !judge_effect(d, id, truth, finding))
		worst_offer(worst, "power", false, 0, truth->options.asymmetry_pct, finding->value);
}

void decisions_reset(struct decisions *d)
{
	for (size_t i = 0; i < DECISION_MEASURES; i++)
		collection_reset(&d->measure[i]);
}
