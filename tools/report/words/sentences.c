/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/words/sentences.h"
#include "analysis/stages.h"
#include "tools/analyze/analyze.h"
#include "tools/analyze/parts.h"
#include "tools/analyze/text/findings.h"
#include "tools/report/words/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- what the page is about --- */

static double mean_of_set(const struct trial_report *report, int set, int *n)
{
	double sum = 0.0;

	*n = 0;
	for (size_t i = 0; i < report->reps; i++) {
		const struct rep *rep = &report->rep[i];

		if (rep->set == set && rep->valid && !isnan(rep->asymmetry_lift_pct)) {
			sum += rep->asymmetry_lift_pct;
			(*n)++;
		}
	}
	return *n ? sum / *n : NAN;
}

/* Of the set, or of all sets together. */
static const struct finding *c1_of(const struct trial_report *report, int set)
{
	for (size_t i = 0; i < report->findings; i++) {
		const struct finding *finding = &report->finding[i];

		if (!strcmp(finding->id, "C1") && (finding->set == set || !finding->set))
			return finding;
	}
	return NULL;
}

void headline_of(const struct trial_report *report, struct headline *headline)
{
	int set = fullest_set(report);

	*headline = (struct headline){
		.outcome = OUTCOME_NOT_MEASURABLE,
		.set = set ? set : 1,
		.ci_low_pct = NAN,
		.ci_high_pct = NAN,
		.delta_pct = NAN,
		.decimals = 1,
	};
	headline->value_pct = mean_of_set(report, headline->set, &headline->n);
	if (!report->has_sides || !report->reps)
		return;

	const struct finding *finding = c1_of(report, headline->set);

	headline->outcome = finding ? finding->outcome : OUTCOME_INSUFFICIENT_DATA;
	headline->finding = finding;
	if (!finding)
		return;
	headline->ci_low_pct = finding->ci_low;
	headline->ci_high_pct = finding->ci_high;
	headline->delta_pct = finding->threshold;
	headline->decimals = percent_decimals((finding->ci_high - finding->ci_low) / 2);
	if (!isnan(finding->value)) {
		headline->value_pct = finding->value;
		headline->n = finding->n;
	}
}

/* --- an answer --- */

const char *outcome_say(const struct language *language, const struct finding *finding, char *out,
			size_t size)
{
	const char *outcome = language->outcome[finding->outcome];
	struct number limit;

	if (finding->family[0] != 'A' || isnan(finding->threshold) ||
	    finding->outcome == OUTCOME_INSUFFICIENT_DATA ||
	    finding->outcome == OUTCOME_NOT_MEASURABLE)
		snprintf(out, size, "%s", outcome);
	else
		words_fill(out, size, words(language, W_OUTCOME_LIMIT),
			   (const struct word_value[]){
				   {"outcome", outcome},
				   {"limit", number_short(&limit, language, finding->threshold, 3)},
				   {NULL, NULL}});
	return out;
}

/* --- the sentence --- */

static const char *say_shares(const struct language *language, const struct headline *headline,
			      char out[SENTENCE_MAX])
{
	double most = 50.0 + fabs(headline->value_pct) / 2.0;
	bool right = headline->value_pct > 0;
	struct number share, rest;

	return words_fill(
		out, SENTENCE_MAX,
		words(language,
		      headline->outcome == OUTCOME_CONSISTENT ? W_SHARES_AGAIN : W_SHARES),
		(const struct word_value[]){
			{"side", left_or_right_leg(language, right)},
			{"share", number_say(&share, language, most, headline->decimals)},
			{"other", left_or_right_leg(language, !right)},
			{"rest", number_say(&rest, language, 100.0 - most, headline->decimals)},
			{NULL, NULL}});
}

static const char *say_with_reason(const struct language *language, enum words id,
				   const char *reason, char out[SENTENCE_MAX])
{
	return words_fill(out, SENTENCE_MAX, words(language, id),
			  (const struct word_value[]){{"reason", reason}, {NULL, NULL}});
}

static const char *say_not_measurable(const struct language *language,
				      const struct trial_report *report,
				      const struct headline *headline, char out[SENTENCE_MAX])
{
	char reason[256];
	bool foreign;

	if (!report->has_sides)
		return say_with_reason(
			language, W_NOT_COMPARABLE_WHY,
			words(language, report->info.plates == 1 ? W_ONE_PLATE : W_NO_SIDES), out);
	if (!report->reps)
		return say_with_reason(language, W_NO_REPS_FOUND,
				       report->no_reps_reason[0]
					       ? phrase_say(language, report->no_reps_reason,
							    reason, sizeof(reason), &foreign)
					       : words(language, W_NO_LIFT),
				       out);
	snprintf(out, SENTENCE_MAX, "%s", words(language, W_NOT_COMPARABLE));
	if (headline->finding) {
		size_t used = strlen(out);

		finding_text(headline->finding, language, reason, sizeof(reason));
		snprintf(out + used, SENTENCE_MAX - used, " %s", reason);
	}
	return out;
}

const char *headline_say(const struct language *language, const struct trial_report *report,
			 const struct headline *headline, char out[SENTENCE_MAX])
{
	struct number value, delta;
	const struct word_value fills[] = {
		{"value", side_say(&value, language, headline->value_pct, headline->decimals)},
		{"delta", number_short(&delta, language, headline->delta_pct, 3)},
		{"side", left_or_right_leg(language, headline->value_pct > 0)},
		{NULL, NULL}};

	switch (headline->outcome) {
	case OUTCOME_INDICATED:
	case OUTCOME_CONSISTENT:
	case OUTCOME_DESCRIPTIVE:
		return say_shares(language, headline, out);
	case OUTCOME_EQUIVALENT:
		return words_fill(out, SENTENCE_MAX, words(language, W_ALIKE), fills);
	case OUTCOME_NO_EVIDENCE:
		return words_fill(out, SENTENCE_MAX, words(language, W_NO_EVIDENCE), fills);
	case OUTCOME_BORDERLINE:
		return words_fill(out, SENTENCE_MAX, words(language, W_BORDERLINE), fills);
	case OUTCOME_INSUFFICIENT_DATA:
		return words_fill(out, SENTENCE_MAX, words(language, W_TOO_FEW), fills);
	case OUTCOME_NOT_MEASURABLE:
		break;
	}
	return say_not_measurable(language, report, headline, out);
}

/* --- how sure --- */

/* " (95 % interval ...)" or nothing */
static const char *say_interval(const struct language *language, const struct headline *headline,
				char *out, size_t size)
{
	struct number interval;

	interval_say(&interval, language, headline->ci_low_pct, headline->ci_high_pct,
		     headline->decimals);
	*out = '\0';
	if (interval.text[0])
		words_fill(out, size, words(language, W_INTERVAL),
			   (const struct word_value[]){{"interval", interval.text}, {NULL, NULL}});
	return out;
}

static const char *say_mean(const struct language *language, const struct headline *headline,
			    char out[SENTENCE_MAX])
{
	struct number value, n;
	char interval[96], reason[256] = "";

	if (headline->outcome == OUTCOME_INSUFFICIENT_DATA && headline->finding) {
		size_t used;

		finding_text(headline->finding, language, reason, sizeof(reason) - 1);
		used = strlen(reason);
		snprintf(reason + used, sizeof(reason) - used, " ");
	}
	return words_fill(
		out, SENTENCE_MAX, words(language, headline->n == 1 ? W_ONE_REP : W_MEAN_OF),
		(const struct word_value[]){
			{"reason", reason},
			{"n", number_say(&n, language, headline->n, 0)},
			{"value",
			 side_say(&value, language, headline->value_pct, headline->decimals)},
			{"interval", say_interval(language, headline, interval, sizeof(interval))},
			{NULL, NULL}});
}

const char *how_sure_say(const struct language *language, const struct headline *headline,
			 char out[SENTENCE_MAX])
{
	struct number value, interval, delta, n;

	*out = '\0';
	if (isnan(headline->value_pct) || headline->outcome == OUTCOME_NOT_MEASURABLE)
		return out;
	if (headline->outcome != OUTCOME_INDICATED && headline->outcome != OUTCOME_CONSISTENT)
		return say_mean(language, headline, out);
	return words_fill(
		out, SENTENCE_MAX, words(language, W_DIFFERENCE),
		(const struct word_value[]){
			{"value", number_say(&value, language, fabs(headline->value_pct),
					     headline->decimals)},
			{"interval", interval_say(&interval, language, headline->ci_low_pct,
						  headline->ci_high_pct, headline->decimals)},
			{"delta", number_short(&delta, language, headline->delta_pct, 3)},
			{"n", number_say(&n, language, headline->n, 0)},
			{NULL, NULL}});
}

/* --- where --- */

static double difference_in(const struct trial_report *report, int set, enum phase_id phase)
{
	const struct metric *metric =
		metric_of(report, set, 0, phase_name(phase), "asymmetry", "both");

	return metric && !(metric->flags & FLAG_BARRED) ? metric->value : NAN;
}

/* Of the phases asked about those with most and least on the heavier side; signed as AI. */
struct extremes {
	enum phase_id most, least;
	double value, little;
};

static bool find_extremes(const struct trial_report *report, const struct headline *headline,
			  struct extremes *out)
{
	static const enum phase_id asked[] = {PHASE_LIFT1, PHASE_LIFT2, PHASE_HOLD, PHASE_LOWER};
	double sign = headline->value_pct > 0 ? 1 : -1;

	*out = (struct extremes){PHASE_LIFT, PHASE_LIFT, NAN, NAN};
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		double ai = difference_in(report, headline->set, asked[i]);

		if (isnan(ai))
			continue;
		if (!(sign * ai <= sign * out->value)) {
			out->value = ai;
			out->most = asked[i];
		}
		if (!(sign * ai >= sign * out->little)) {
			out->little = ai;
			out->least = asked[i];
		}
	}
	return out->most != out->least;
}

/* What phases may differ by and still count as alike; 0 = not stated. */
static double shift_limit(const struct trial_report *report)
{
	for (size_t i = 0; i < report->findings; i++)
		if (!strcmp(report->finding[i].name, "phase_shift") &&
		    report->finding[i].threshold > 0)
			return report->finding[i].threshold;
	return 0;
}

const char *where_say(const struct language *language, const struct trial_report *report,
		      const struct headline *headline, char out[SENTENCE_MAX])
{
	struct extremes found;
	struct number most, least;
	bool alike;

	*out = '\0';
	if (headline->outcome != OUTCOME_INDICATED && headline->outcome != OUTCOME_CONSISTENT)
		return out;
	if (!find_extremes(report, headline, &found))
		return out;
	alike = fabs(found.value - found.little) < shift_limit(report);
	side_say(&most, language, found.value, headline->decimals);
	side_say(&least, language, found.little, headline->decimals);
	return words_fill(out, SENTENCE_MAX, words(language, alike ? W_WHERE_ALIKE : W_WHERE),
			  (const struct word_value[]){{"most", phase_when(language, found.most)},
						      {"value", most.text},
						      {"least", phase_when(language, found.least)},
						      {"little", least.text},
						      {"low", least.text},
						      {"high", most.text},
						      {NULL, NULL}});
}
