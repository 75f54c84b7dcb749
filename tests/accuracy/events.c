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

static void judge_missed(const struct trial_pair *pair, size_t i)
{
	const struct simulated_rep *planted = &pair->truth->rep[i];

	if (pair->exposure.rep[i]) {
		judge_spoilt(pair, planted, NULL);
		return;
	}
	pair->events->measure[EVENT_REPS].missed++;
	offer(pair, "missed", (int)i + 1, planted->start_s, NAN);
}

/* Inside a planted rep that a fault spoils, a second one is the fault's work. */
static bool is_spoilt(const struct trial_pair *pair, const struct mark *found)
{
	double at =
		isnan(found->liftoff_s) ? (found->start_s + found->end_s) / 2 : found->liftoff_s;

	for (size_t i = 0; i < pair->truth->reps; i++)
		if (pair->exposure.rep[i] && at >= pair->truth->rep[i].start_s &&
		    at <= planted_end_s(pair->truth, i))
			return true;
	return false;
}

static void judge_invented(const struct trial_pair *pair, const struct mark *found, size_t k)
{
	if (is_spoilt(pair, found))
		return;
	pair->events->measure[EVENT_REPS].invented++;
	offer(pair, "invented", (int)k + 1, NAN,
	      isnan(found->liftoff_s) ? found->start_s : found->liftoff_s);
}

static void judge_reps(const struct trial_pair *pair)
{
	struct mark planted[PLANTED_MAX], found[FOUND_MAX];
	int of_planted[PLANTED_MAX];
	bool taken[FOUND_MAX] = {false};

	mark_all(pair, planted, found);
	match_reps(planted, pair->truth->reps, found, kept(pair->answer), of_planted);
	for (size_t i = 0; i < pair->truth->reps; i++) {
		const struct simulated_rep *rep = &pair->truth->rep[i];
		int k = of_planted[i];

		if (k < 0) {
			judge_missed(pair, i);
			continue;
		}
		taken[k] = true;
		if (pair->exposure.rep[i]) {
			judge_spoilt(pair, rep, &pair->answer->rep[k]);
			continue;
		}
		pair->events->measure[EVENT_REPS].hits++;
		judge_found(pair, (int)i + 1, rep, &pair->answer->rep[k]);
	}
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

static size_t planted_lifts(const struct simulation *truth)
{
	size_t lifts = 0;

	for (size_t i = 0; i < truth->reps; i++)
		lifts += truth->rep[i].kind != REP_FAILED;
	return lifts;
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

void events_judge(struct events *events, const struct measured *measured, enum load load,
		  struct worst *worst)
{
	struct trial_pair pair = {.events = events,
				  .truth = measured->truth,
				  .answer = &measured->answer[load],
				  .worst = worst,
				  .load = load};

	exposure_find(measured->truth, &pair.exposure);
	judge_gates(&pair);
	if (pair.exposure.whole) {
		bool refused = pair.answer->reps == 0 || pair.answer->status == STATUS_REJECT;

		count(&pair, EVENT_SPOILT_REFUSED, refused);
		if (refused)
			return;
	}
	judge_mass(&pair, EVENT_BODY_MASS, EVENT_NO_BODY, "body", pair.truth->body_mass_kg,
		   pair.answer->body_mass_kg);
	judge_mass(&pair, EVENT_BAR_MASS, EVENT_NO_BAR, "bar", pair.truth->load_kg,
		   load == LOAD_KNOWN ? pair.answer->load_estimated_kg : pair.answer->load_kg);
	judge_reps(&pair);
}

void events_reset(struct events *events)
{
	for (size_t i = 0; i < EVENT_MEASURES; i++)
		collection_reset(&events->measure[i]);
}
