/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicators of every set that has a valid rep. */
#include "analysis/indicators/indicators.h"

#include <math.h>
#include <stdlib.h>

static const struct indicator *const table[] = {
	&indicator_dips,        &indicator_slack,
	&indicator_bands,       &indicator_sway,
	&indicator_smoothness,  &indicator_halves,
	&indicator_range,       &indicator_hold,
	&indicator_velocity,    &indicator_exposure,
	&indicator_lowering,    &indicator_lag,
	&indicator_variability, NULL,
};

enum { ROOM_BESIDES = 2 * CORRELATION_LAGS }; /* the margins of a correlation */

static void add_phases(const struct trial_report *report, struct indicator_rep *at)
{
	for (size_t i = 0; i < report->phases; i++) {
		const struct phase *phase = &report->phase[i];

		if (phase->set == at->rep->set && phase->rep == at->rep->rep)
			at->phase[phase->phase] = phase;
	}
}

static struct indicator_rep rep_in_frames(const struct analysis *a, const struct rep *rep)
{
	struct indicator_rep at = {
		.rep = rep,
		.liftoff = frame_at(a, rep->liftoff_s),
		.lockout = frame_at(a, rep->lockout_s),
	};

	at.end = isnan(rep->touchdown_s) ? at.liftoff : frame_at(a, rep->touchdown_s);
	add_phases(a->report, &at);
	at.start =
		at.phase[PHASE_SLACK] ? frame_at(a, at.phase[PHASE_SLACK]->t_start_s) : at.liftoff;
	return at;
}

static size_t longest_rep(const struct indicator_rep *rep, size_t reps)
{
	size_t longest = 0;

	for (size_t i = 0; i < reps; i++) {
		size_t last = rep[i].end > rep[i].lockout ? rep[i].end : rep[i].lockout;
		size_t frames = last - rep[i].start;

		longest = frames > longest ? frames : longest;
	}
	return longest;
}

static int measure_all(const struct indicator_set *set, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; table[i] && !ret; i++)
		if (set->analysis->report->has_sides || !table[i]->needs_sides)
			ret = table[i]->measure(set, err);
	return ret;
}

/* rep has room for every rep of the report. */
static int measure_set(struct analysis *a, int number, struct indicator_rep *rep, double *value,
		       struct error *err)
{
	struct indicator_set set = {.analysis = a, .set = number, .rep = rep, .value = value};
	int ret;

	for (size_t i = 0; i < a->report->reps; i++)
		if (a->report->rep[i].set == number && a->report->rep[i].valid)
			rep[set.reps++] = rep_in_frames(a, &a->report->rep[i]);
	if (set.reps == 0)
		return 0;
	set.room = malloc(2 * (longest_rep(rep, set.reps) + ROOM_BESIDES) * sizeof(double));
	if (!set.room)
		return fail(err, HINGE_ENOMEM, "no memory for the indicators of set %d", number);
	ret = measure_all(&set, err);
	free(set.room);
	return ret;
}

int stage_indicators(struct analysis *a, struct error *err)
{
	size_t reps = a->report->reps;
	int last = reps ? a->report->rep[reps - 1].set : 0, ret = 0;
	struct indicator_rep *rep = malloc((reps + 1) * sizeof(*rep));
	double *value = malloc((3 * reps + 1) * sizeof(double));

	if (!rep || !value)
		ret = fail(err, HINGE_ENOMEM, "no memory for the indicators of %zu reps", reps);
	for (int set = 1; set <= last && !ret; set++)
		ret = measure_set(a, set, rep, value, err);
	free(rep);
	free(value);
	return ret;
}
