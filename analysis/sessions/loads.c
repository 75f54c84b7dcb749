/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Load tolerance: up to which load the bar is shared as usual, or more evenly. */
#include "analysis/sessions/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t rows_of(const struct earlier *trial)
{
	return trial->metrics + trial->warm_up_metrics; /* warm-ups widen the range of loads */
}

/* More even than usual is inside as well: a person who recovers must not seem to lose load. */
static bool is_inside(const struct timeline *timeline, double asymmetry_pct)
{
	return asymmetry_pct >= fmin(timeline->band_low_pct, 0) &&
	       asymmetry_pct <= fmax(timeline->band_high_pct, 0) && !isnan(timeline->band_low_pct);
}

static void add_sets(struct timeline *timeline, size_t session, const struct earlier *trial)
{
	for (size_t i = 0; i < rows_of(trial); i++) {
		const struct metric *row = &trial->metric[i];
		double load_kg = set_load_kg(trial, row->set);

		if (!is_lift_row(row) || isnan(load_kg))
			continue;
		timeline->set[timeline->sets++] = (struct timeline_set){
			.session = session,
			.load_kg = load_kg,
			.asymmetry_pct = row->value,
			.ci_low = row->ci_low,
			.ci_high = row->ci_high,
			.reps = row->n,
			.inside = is_inside(timeline, row->value),
		};
	}
}

static int by_load(const void *a, const void *b)
{
	const struct timeline_set *x = a, *y = b;

	if (x->session != y->session)
		return x->session > y->session ? 1 : -1;
	return (x->load_kg > y->load_kg) - (x->load_kg < y->load_kg);
}

/* Up to the set that is heavier than the first by more than one bar is measured differently. */
static size_t end_of_load(const struct timeline *timeline, size_t first, double same_kg)
{
	const struct timeline_set *set = timeline->set;
	size_t end = first;

	while (end < timeline->sets && set[end].session == set[first].session &&
	       set[end].load_kg - set[first].load_kg < same_kg)
		end++;
	return end;
}

/* By load, so that the last is the heaviest. A load stands with the mean of its sets: one of many
 * inside may be chance. */
static void set_heaviest(struct timeline *timeline, double same_kg)
{
	for (size_t i = 0, end; i < timeline->sets; i = end) {
		struct timeline_session *session = &timeline->session[timeline->set[i].session];
		double sum = 0;

		end = end_of_load(timeline, i, same_kg);
		for (size_t k = i; k < end; k++)
			sum += timeline->set[k].asymmetry_pct;
		session->heaviest_kg = timeline->set[end - 1].load_kg;
		if (is_inside(timeline, sum / (double)(end - i)))
			session->tolerated_kg = timeline->set[end - 1].load_kg;
	}
}

int timeline_load(struct timeline *timeline, const struct slots *slots, const struct config *config,
		  struct error *err)
{
	struct evidence e;
	size_t room = 1;

	for (size_t i = 0; i < slots->all->count; i++)
		room += rows_of(&slots->all->trial[i]);
	timeline->set = calloc(room, sizeof(*timeline->set));
	if (!timeline->set)
		return fail(err, HINGE_ENOMEM, "no memory for the loads of %zu sets", room);
	if (!slots->like)
		return 0;
	e = evidence_of(slots->like, slots->all, config);
	for (size_t i = 0; i < slots->count; i++)
		for (size_t k = slots->slot[i].first; k < slots->slot[i].end; k++)
			if (trial_is_comparable(&e, &slots->all->trial[k], true))
				add_sets(timeline, i, &slots->all->trial[k]);
	qsort(timeline->set, timeline->sets, sizeof(*timeline->set), by_load);
	set_heaviest(timeline, config->load_mismatch_kg);
	return 0;
}
