/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/events.h"

#include "tests/accuracy/exposure.h"
#include "tests/accuracy/match.h"

#include <math.h>

enum { REPS_FOR_A_FINDING = 5 };

/* One set under judgement. */
struct trial_pair {
	struct events *events;
	const struct simulation *truth;
	const struct answer *answer;
	struct exposure exposure;
	struct worst *worst;
	enum load load;
};

static void offer(const struct trial_pair *pair, const char *key, int rep, double truth,
		  double found)
{
	worst_offer(pair->worst, key, pair->load == LOAD_UNKNOWN, rep, truth, found);
}

static void count(const struct trial_pair *pair, enum event_measure measure, bool hit)
{
	collection_count(&pair->events->measure[measure], hit);
}

/* What is missing is infinitely wrong. */
static void add_error(const struct trial_pair *pair, enum event_measure measure, const char *key,
		      int rep, double scale, double truth, double found)
{
	double error = isnan(found) ? (double)INFINITY : scale * (found - truth);

	if (isnan(truth))
		return;
	collection_add(&pair->events->measure[measure], error);
	offer(pair, key, rep, truth, found);
}

static void judge_spoilt(const struct trial_pair *pair, const struct simulated_rep *planted,
			 const struct rep *found)
{
	count(pair, EVENT_SPOILT_FOUND, found);
	if (!found)
		return;
	count(pair, EVENT_SPOILT_VALID, found->valid);
	if (found->valid && planted->kind != REP_FAILED)
		collection_add(&pair->events->measure[EVENT_SPOILT_AI],
			       found->asymmetry_lift_pct - planted->asymmetry_lift_pct);
}

/* R/L is read too large by the gain of the right plate. */
static double asymmetry_without_gain(double asymmetry_pct, double right_gain)
{
	double ratio = (100 + asymmetry_pct) / (100 - asymmetry_pct) / right_gain;

	return 100 * (ratio - 1) / (ratio + 1);
}

/* The right foot carries its share of every mass. */
static double mass_without_gain(const struct simulation *truth, double mass_kg)
{
	double share = 0.5 + truth->asymmetry_pct / 200;

	return mass_kg / (1 + (truth->right_gain - 1) * share);
}

static void judge_found(const struct trial_pair *pair, int number,
			const struct simulated_rep *planted, const struct rep *found)
{
	bool right = found->kind == planted->kind && found->end == planted->end;

	count(pair, EVENT_KIND, right);
	if (!right)
		offer(pair, "kind", number, (double)planted->kind + 10 * (double)planted->end,
		      (double)found->kind + 10 * (double)found->end);
	if (planted->kind == REP_FAILED)
		return;
	count(pair, EVENT_INVALID, !found->valid);
	add_error(pair, EVENT_LIFTOFF, "liftoff", number, 1e3, planted->liftoff_s,
		  found->liftoff_s);
	add_error(pair, EVENT_TOUCHDOWN, "touchdown", number, 1e3, planted->touchdown_s,
		  found->touchdown_s);
	add_error(pair, EVENT_LOCKOUT, "lockout", number, 1e3, planted->lockout_s,
		  found->lockout_s);
	add_error(pair, EVENT_ONSET, "onset", number, 1e3, planted->onset_20n_s, found->onset_s);
	add_error(pair, EVENT_ONSET_GROUND, "onset_ground", number, 1e3, planted->onset_ground_s,
		  found->onset_s);
	if (pair->truth->right_gain != 1)
		add_error(
			pair, EVENT_AI_LEVEL, "ai_level", number, 1, planted->asymmetry_lift_pct,
			asymmetry_without_gain(found->asymmetry_lift_pct, pair->truth->right_gain));
	add_error(pair, EVENT_AI_LIFT, "ai", number, 1, planted->asymmetry_lift_pct,
		  found->asymmetry_lift_pct);
}

static size_t kept(const struct answer *answer)
{
	return answer->reps < FOUND_MAX ? answer->reps : FOUND_MAX;
}

static void mark_all(const struct trial_pair *pair, struct mark *planted, struct mark *found)
{
	const struct simulation *truth = pair->truth;

	for (size_t i = 0; i < truth->reps; i++)
		planted[i] = (struct mark){truth->rep[i].liftoff_s, truth->rep[i].start_s,
					   planted_end_s(truth, i)};
	for (size_t k = 0; k < kept(pair->answer); k++) {
		const struct rep *rep = &pair->answer->rep[k];

		found[k] = (struct mark){
			rep->liftoff_s,
			isnan(rep->onset_s) ? rep->touchdown_s : rep->onset_s,
			rep->touchdown_s,
		};
	}
}

/* Inside the stretch of a planted rep, for one whose lift-off a fault may have moved. */
static bool lies_in(const struct mark *found, const struct mark *planted)
{
	double at =
		isnan(found->liftoff_s) ? (found->start_s + found->end_s) / 2 : found->liftoff_s;

	return at >= planted->start_s && at <= planted->end_s;
}

static void match_spoilt(const struct trial_pair *pair, const struct mark *planted,
			 const struct mark *found, int *of_planted, bool *taken)
{
	for (size_t i = 0; i < pair->truth->reps; i++)
		for (size_t k = 0; k < kept(pair->answer) && pair->exposure.rep[i]; k++)
			if (of_planted[i] < 0 && !taken[k] && lies_in(&found[k], &planted[i])) {
				of_planted[i] = (int)k;
				taken[k] = true;
			}
}

/* A rep that is marked as touched by a gap or a rail is not put forward as one. */
static void judge_invented(const struct trial_pair *pair, const struct mark *found, size_t k)
{
	if (pair->answer->rep[k].flags & (FLAG_GAP | FLAG_SATURATED))
		return;
	pair->events->measure[EVENT_REPS].invented++;
	offer(pair, "invented", (int)k + 1, NAN,
	      isnan(found->liftoff_s) ? found->start_s : found->liftoff_s);
}

static void judge_planted(const struct trial_pair *pair, size_t i, int of_planted)
{
	const struct simulated_rep *planted = &pair->truth->rep[i];
	const struct rep *found = of_planted < 0 ? NULL : &pair->answer->rep[of_planted];

	if (pair->exposure.rep[i]) {
		judge_spoilt(pair, planted, found);
	} else if (found) {
		pair->events->measure[EVENT_REPS].hits++;
		judge_found(pair, (int)i + 1, planted, found);
	} else {
		pair->events->measure[EVENT_REPS].missed++;
		offer(pair, "missed", (int)i + 1, planted->start_s, NAN);
	}
}

static void judge_reps(const struct trial_pair *pair)
{
	struct mark planted[PLANTED_MAX], found[FOUND_MAX];
	int of_planted[PLANTED_MAX];
	bool taken[FOUND_MAX] = {false};

	mark_all(pair, planted, found);
	match_reps(planted, pair->truth->reps, found, kept(pair->answer), of_planted);
	for (size_t i = 0; i < pair->truth->reps; i++)
		if (of_planted[i] >= 0)
			taken[of_planted[i]] = true;
	match_spoilt(pair, planted, found, of_planted, taken);
	for (size_t i = 0; i < pair->truth->reps; i++)
		judge_planted(pair, i, of_planted[i]);
	for (size_t k = 0; k < kept(pair->answer); k++)
		if (!taken[k])
			judge_invented(pair, &found[k], k);
	pair->events->measure[EVENT_REPS].invented += pair->answer->reps - kept(pair->answer);
}

static void judge_mass(const struct trial_pair *pair, enum event_measure measure,
		       enum event_measure missing, const char *key, double truth, double found)
{
	count(pair, missing, isnan(found));
	if (isnan(found))
		return;
	collection_add(&pair->events->measure[measure], found - truth);
	offer(pair, key, 0, truth, found);
}

static void add_level(const struct trial_pair *pair, enum event_measure measure, double truth,
		      double found)
{
	if (!isnan(found))
		collection_add(&pair->events->measure[measure],
			       mass_without_gain(pair->truth, found) - truth);
}

static void judge_masses(const struct trial_pair *pair)
{
	const struct answer *answer = pair->answer;
	double bar_kg = pair->load == LOAD_KNOWN ? answer->load_estimated_kg : answer->load_kg;

	if (pair->exposure.whole) {
		if (!isnan(answer->body_mass_kg))
			collection_add(&pair->events->measure[EVENT_SPOILT_BODY],
				       answer->body_mass_kg - pair->truth->body_mass_kg);
		return;
	}
	judge_mass(pair, EVENT_BODY_MASS, EVENT_NO_BODY, "body", pair->truth->body_mass_kg,
		   answer->body_mass_kg);
	judge_mass(pair, EVENT_BAR_MASS, EVENT_NO_BAR, "bar", pair->truth->load_kg, bar_kg);
	if (pair->truth->right_gain == 1)
		return;
	add_level(pair, EVENT_BODY_MASS_LEVEL, pair->truth->body_mass_kg, answer->body_mass_kg);
	add_level(pair, EVENT_BAR_MASS_LEVEL, pair->truth->load_kg, bar_kg);
}

/* Whether an asymmetry is stated at all, where it may not and where it should. */
static void judge_gates(const struct trial_pair *pair)
{
	enum outcome outcome = pair->answer->finding[ASKED_TRANSFER].outcome;
	bool insufficient = outcome == OUTCOME_INSUFFICIENT_DATA;
	bool refused = outcome == OUTCOME_NOT_MEASURABLE;

	count(pair, EVENT_REJECTED, pair->answer->status == STATUS_REJECT);
	count(pair, EVENT_NOT_MEASURABLE, refused);
	if (planted_lifts(pair->truth) < REPS_FOR_A_FINDING)
		count(pair, EVENT_TOO_FEW, insufficient || refused);
	else
		count(pair, EVENT_INSUFFICIENT, insufficient);
	if (insufficient && planted_lifts(pair->truth) >= REPS_FOR_A_FINDING)
		offer(pair, "insufficient", 0, (double)planted_lifts(pair->truth),
		      pair->answer->finding[ASKED_TRANSFER].n);
}

/* Without a load on the label and without a lift nothing tells what the bar weighs. */
static void expose(struct trial_pair *pair)
{
	exposure_find(pair->truth, &pair->exposure);
	if (pair->load == LOAD_KNOWN || planted_lifts(pair->truth))
		return;
	pair->exposure.whole = pair->exposure.any = true;
	for (size_t i = 0; i < pair->truth->reps; i++)
		pair->exposure.rep[i] = true;
}

void events_judge(struct events *events, const struct measured *measured, enum load load,
		  struct worst *worst)
{
	struct trial_pair pair = {.events = events,
				  .truth = measured->truth,
				  .answer = &measured->answer[load],
				  .worst = worst,
				  .load = load};

	expose(&pair);
	judge_gates(&pair);
	if (pair.exposure.whole) {
		bool refused = pair.answer->reps == 0 || pair.answer->status == STATUS_REJECT;

		count(&pair, EVENT_SPOILT_REFUSED, refused);
		if (refused)
			return;
	}
	judge_masses(&pair);
	judge_reps(&pair);
}

void events_reset(struct events *events)
{
	for (size_t i = 0; i < EVENT_MEASURES; i++)
		collection_reset(&events->measure[i]);
}
