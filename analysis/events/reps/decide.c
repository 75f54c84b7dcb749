/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the floor or Romanian: what a set is told to be, or what it looks like. */
#include "analysis/events/events.h"

#include <math.h>

enum { found_reps_min = 2, few_lifts = 2 };

bool load_is_too_small(const struct config *config, const struct body_weight *body, double load_n)
{
	return load_n < config->min_load_ratio * body->weight_n;
}

static bool has_lifts(const struct rep_list *reps)
{
	for (size_t i = 0; i < reps->count; i++)
		if (reps->rep[i].kind != REP_FAILED)
			return true;
	return false;
}

/* Valid lifts from the floor; a bar that is carried may pass for a few, or for touch-and-go. */
static size_t floor_lifts(const struct rep_list *reps, bool *doubtful)
{
	size_t lifts = 0, stops = 0;

	for (size_t i = 0; i < reps->count; i++) {
		lifts += reps->rep[i].valid;
		stops += reps->rep[i].valid && reps->rep[i].kind == REP_DEAD_STOP;
	}
	*doubtful = lifts <= few_lifts || !stops;
	return lifts;
}

/* A load that was only guessed stands or falls with the lifts it explains; pulls that lift nothing
 * count only beside lifts or where a load was entered, and never beside jumps. */
static int from_floor(const struct event_signals *s, const struct config *config,
		      const struct set_signs *signs, struct rep_decision *out, struct error *err)
{
	int ret = reps_find(s, config, signs->body, signs->loads, &out->reps, err);

	if (ret)
		return ret;
	out->how = REPS_FROM_FLOOR;
	if (has_lifts(&out->reps) || (signs->is_entered && !flights_count(s, config)))
		return 0;
	rep_list_reset(&out->reps);
	out->how = REPS_NONE;
	out->load_is_unproven = !signs->is_entered;
	return 0;
}

/* A bar that is never set down, with at least so many reps. */
static int romanian(const struct event_signals *s, const struct config *config,
		    const struct set_signs *signs, size_t least, struct rep_decision *out,
		    struct error *err)
{
	struct rep_list reps = {0};
	int ret = romanian_find(s, config, signs->body, &reps, err);

	if (ret)
		return ret;
	if (reps.count < least || load_is_too_small(config, signs->body, reps.load_n[0])) {
		rep_list_reset(&reps);
		return 0;
	}
	rep_list_reset(&out->reps);
	out->reps = reps;
	out->how = signs->is_romanian ? REPS_ROMANIAN_TOLD : REPS_ROMANIAN_FOUND;
	return 0;
}

int reps_decide(const struct event_signals *s, const struct config *config,
		const struct set_signs *signs, struct rep_decision *out, struct error *err)
{
	bool doubtful;
	int ret = 0;

	*out = (struct rep_decision){.how = REPS_NONE};
	if (signs->is_romanian)
		return romanian(s, config, signs, 1, out, err);
	if (!isnan(signs->load_n) && !load_is_too_small(config, signs->body, signs->load_n))
		ret = from_floor(s, config, signs, out, err);

	size_t lifts = floor_lifts(&out->reps, &doubtful);

	if (ret || !doubtful || flights_count(s, config))
		return ret;
	ret = romanian(s, config, signs, lifts ? lifts + 1 : found_reps_min, out, err);
	if (ret)
		rep_list_reset(&out->reps);
	return ret;
}
