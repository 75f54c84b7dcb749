/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/sentences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- words --- */

const char *asymmetry_words(double ai_pct, char *out, size_t size)
{
	if (isnan(ai_pct))
		snprintf(out, size, "-");
	else if (fabs(ai_pct) < 0.05)
		snprintf(out, size, "0.0 %% even");
	else
		snprintf(out, size, "%.1f %% %s", fabs(ai_pct), ai_pct > 0 ? "right" : "left");
	return out;
}

const char *interval_words(double low_pct, double high_pct, char *out, size_t size)
{
	char low[32], high[32];

	if (isnan(low_pct) || isnan(high_pct))
		snprintf(out, size, "%s", "");
	else if (low_pct > 0)
		snprintf(out, size, "%.1f to %.1f %% right", low_pct, high_pct);
	else if (high_pct < 0)
		snprintf(out, size, "%.1f to %.1f %% left", -high_pct, -low_pct);
	else
		snprintf(out, size, "%s to %s", asymmetry_words(low_pct, low, sizeof(low)),
			 asymmetry_words(high_pct, high, sizeof(high)));
	return out;
}

const char *phase_words(enum phase_id phase)
{
	static const char *const words[] = {
		[PHASE_SLACK] = "taking the slack", [PHASE_LIFT1] = "off the floor",
		[PHASE_LIFT2] = "to lockout",       [PHASE_LIFT] = "whole lift",
		[PHASE_HOLD] = "holding",           [PHASE_LOWER] = "lowering",
	};

	return words[phase];
}

const char *rep_kind_words(enum rep_kind kind)
{
	static const char *const words[] = {
		[REP_DEAD_STOP] = "dead stop", [REP_TOUCH_AND_GO] = "touch and go",
		[REP_ROMANIAN] = "Romanian",   [REP_PARTIAL] = "partial",
		[REP_FAILED] = "failed",
	};

	return words[kind];
}

bool has_sets(const struct trial_report *report)
{
	return report->reps && report->rep[report->reps - 1].set > report->rep[0].set;
}

const char *rep_words(const struct trial_report *report, const struct rep *rep, char *out,
		      size_t size)
{
	if (has_sets(report))
		snprintf(out, size, "%d.%d", rep->set, rep->rep);
	else
		snprintf(out, size, "%d", rep->rep);
	return out;
}

const char *status_words(enum report_status status)
{
	static const char *const words[] = {
		[STATUS_OK] = "OK \xe2\x97\x8f",
		[STATUS_WARN] = "LOOK \xe2\x96\xb2",
		[STATUS_REJECT] = "REDO \xe2\x96\xa0",
	};

	return words[status];
}

const char *date_words(const char *start_time, char *out, size_t size)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int year, month, day, hour, minute;

	snprintf(out, size, "%s", "");
	if (sscanf(start_time, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute) == 5 &&
	    month >= 1 && month <= 12)
		snprintf(out, size, "%d %s %d %02d:%02d%s", day, months[month - 1], year, hour,
			 minute, strchr(start_time, 'Z') ? " UTC" : "");
	return out;
}

/* --- the sentence --- */

static double mean_over_valid(const struct trial_report *report, int *n)
{
	double sum = 0.0;

	*n = 0;
	for (size_t i = 0; i < report->reps; i++)
		if (report->rep[i].valid && !isnan(report->rep[i].asymmetry_lift_pct)) {
			sum += report->rep[i].asymmetry_lift_pct;
			(*n)++;
		}
	return *n ? sum / *n : NAN;
}

void headline_of(const struct trial_report *report, struct headline *headline)
{
	*headline = (struct headline){
		.outcome = OUTCOME_NOT_MEASURABLE,
		.ci_low_pct = NAN,
		.ci_high_pct = NAN,
		.delta_pct = NAN,
		.text = "",
	};
	headline->value_pct = mean_over_valid(report, &headline->n);
	if (!report->has_sides || !report->reps)
		return;
	headline->outcome = OUTCOME_INSUFFICIENT_DATA;
	for (size_t i = 0; i < report->findings; i++) {
		const struct finding *finding = &report->finding[i];

		if (strcmp(finding->id, "C1") != 0)
			continue;
		headline->outcome = finding->outcome;
		headline->ci_low_pct = finding->ci_low;
		headline->ci_high_pct = finding->ci_high;
		headline->delta_pct = finding->threshold;
		headline->text = finding->text;
		if (!isnan(finding->value)) {
			headline->value_pct = finding->value;
			headline->n = finding->n;
		}
		return;
	}
}

static const char *heavier_side(double ai_pct)
{
	return ai_pct > 0 ? "right" : "left";
}

static double heavier_share(double ai_pct)
{
	return 50.0 + fabs(ai_pct) / 2.0;
}

static void say_shares(const struct headline *headline, char *out, size_t size)
{
	double ai = headline->value_pct;

	snprintf(out, size,
		 "The %s leg carried %.1f %% of the load while lifting, the %s leg %.1f %%.",
		 heavier_side(ai), heavier_share(ai), ai > 0 ? "left" : "right",
		 100.0 - heavier_share(ai));
}

static void say_not_measurable(const struct trial_report *report, const struct headline *headline,
			       char *out, size_t size)
{
	if (!report->has_sides)
		snprintf(out, size, "Left and right cannot be compared: %s.",
			 report->info.plates == 1 ? "both feet stood on one plate"
						  : "nothing says which foot stood on which plate");
	else if (!report->reps)
		snprintf(out, size, "No repetition was found: %s.",
			 report->no_reps_reason[0] ? report->no_reps_reason
						   : "no lift in the force");
	else if (*headline->text)
		snprintf(out, size, "Left and right cannot be compared. %s", headline->text);
	else
		snprintf(out, size, "Left and right cannot be compared in this recording.");
}

void headline_sentence(const struct trial_report *report, const struct headline *headline,
		       char *out, size_t size)
{
	char words[32];

	switch (headline->outcome) {
	case OUTCOME_INDICATED:
	case OUTCOME_CONSISTENT:
	case OUTCOME_DESCRIPTIVE:
		say_shares(headline, out, size);
		return;
	case OUTCOME_EQUIVALENT:
		snprintf(out, size, "Left and right carried the load alike (within %.3g %%).",
			 headline->delta_pct);
		return;
	case OUTCOME_NO_EVIDENCE:
		snprintf(out, size, "No clear difference between the legs (%s).",
			 asymmetry_words(headline->value_pct, words, sizeof(words)));
		return;
	case OUTCOME_BORDERLINE:
		snprintf(out, size,
			 "The %s leg seemed to carry more (%s), but two tests of it disagree: "
			 "measure again.",
			 heavier_side(headline->value_pct),
			 asymmetry_words(headline->value_pct, words, sizeof(words)));
		return;
	case OUTCOME_INSUFFICIENT_DATA:
		snprintf(out, size, "Not enough repetitions to tell which leg carries more.");
		return;
	case OUTCOME_NOT_MEASURABLE:
		say_not_measurable(report, headline, out, size);
		return;
	}
}

/* ", 95 % interval ..." or nothing */
static void interval_clause(const struct headline *headline, char *out, size_t size)
{
	char interval[64];

	interval_words(headline->ci_low_pct, headline->ci_high_pct, interval, sizeof(interval));
	snprintf(out, size, interval[0] ? " (95 %% interval %s)" : "%s", interval);
}

void headline_detail(const struct trial_report *report, const struct headline *headline, char *out,
		     size_t size)
{
	enum outcome outcome = headline->outcome;
	const char *reason = outcome == OUTCOME_INSUFFICIENT_DATA ? headline->text : "";
	char words[32], interval[96];

	snprintf(out, size, "%s", "");
	if (isnan(headline->value_pct) || !report->has_sides)
		return;
	interval_clause(headline, interval, sizeof(interval));
	if (outcome == OUTCOME_INDICATED || outcome == OUTCOME_CONSISTENT)
		snprintf(
			out, size,
			"A difference of %.1f %% of the total%s, more than the %.3g %% that counts "
			"as even; mean of %d repetitions.",
			fabs(headline->value_pct), interval, headline->delta_pct, headline->n);
	else
		snprintf(out, size, "%s%sThe mean of %d repetition%s is %s%s.", reason,
			 *reason ? " " : "", headline->n, headline->n == 1 ? "" : "s",
			 asymmetry_words(headline->value_pct, words, sizeof(words)), interval);
}
