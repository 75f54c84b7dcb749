/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which recordings make up which session, and which of them the others are compared with. */
#include "analysis/sessions/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DATE_LENGTH = 10 }; /* "2026-11-22" */

/* --- sessions --- */

static bool is_noted(const struct slot *slot, const struct earlier *trial,
		     const struct registry_session *fact)
{
	if (slot->fact)
		return false;
	if (*trial->session)
		return !strcmp(trial->session, fact->session);
	return *fact->date && !strncmp(trial->start_time, fact->date, DATE_LENGTH);
}

/* What was entered of a session that has no recording stands at its date. */
static void add_fact(struct slots *slots, size_t recorded, const struct registry_session *fact)
{
	for (size_t i = 0; i < recorded; i++)
		if (is_noted(&slots->slot[i], &slots->all->trial[slots->slot[i].first], fact)) {
			slots->slot[i].fact = fact;
			return;
		}
	if (*fact->date)
		slots->slot[slots->count++] = (struct slot){.start = fact->date, .fact = fact};
}

static int by_start(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;
	int order = strcmp(x->start, y->start);

	return order ? order : (x->first > y->first) - (x->first < y->first);
}

int slots_new(struct slots *out, const struct history *all, const struct registry_session *fact,
	      size_t facts, struct error *err)
{
	struct slots slots = {.all = all};
	size_t recorded;

	slots.slot = calloc(all->count + facts + 1, sizeof(*slots.slot));
	if (!slots.slot)
		return fail(err, HINGE_ENOMEM, "no memory for %zu sessions", all->count + facts);
	for (size_t i = 0; i < all->count;) {
		struct slot *slot = &slots.slot[slots.count++];

		*slot = (struct slot){.start = all->trial[i].start_time, .first = i};
		while (i < all->count &&
		       earlier_same_session(&all->trial[slot->first], &all->trial[i]))
			i++;
		slot->end = i;
	}
	recorded = slots.count;
	for (size_t i = 0; i < facts; i++)
		add_fact(&slots, recorded, &fact[i]);
	qsort(slots.slot, slots.count, sizeof(*slots.slot), by_start);
	*out = slots;
	return 0;
}

void slots_reset(struct slots *slots)
{
	free(slots->slot);
	*slots = (struct slots){0};
}

/* --- what is compared --- */

struct evidence evidence_of(const struct earlier *now, const struct history *before,
			    const struct config *config)
{
	return (struct evidence){.config = config, .now = *now, .history = before, .set = 1};
}

bool is_lift_row(const struct metric *row)
{
	return row->rep == 0 && row->set >= 1 && !strcmp(row->metric, "asymmetry") &&
	       !strcmp(row->phase, "lift") && !strcmp(row->side, "both") && !isnan(row->value);
}

bool is_usable(const struct earlier *trial)
{
	for (size_t i = 0; i < trial->metrics; i++)
		if (is_lift_row(&trial->metric[i]))
			return true;
	return false;
}

/* Sessions with a recording like this one. */
static size_t count_like(const struct slots *slots, const struct earlier *like,
			 const struct config *config)
{
	const struct evidence e = evidence_of(like, slots->all, config);
	size_t count = 0;

	for (size_t i = 0; i < slots->count; i++)
		for (size_t k = slots->slot[i].first; k < slots->slot[i].end; k++)
			if (is_usable(&slots->all->trial[k]) &&
			    trial_is_comparable(&e, &slots->all->trial[k], false)) {
				count++;
				break;
			}
	return count;
}

static double weight(const struct earlier *trial)
{
	return isnan(trial->load_kg) ? 0 : trial->load_kg;
}

/* A recording is comparable with itself, unless a check bars it. */
static bool choose_in(struct slots *slots, const struct slot *slot, const struct config *config)
{
	size_t most = 0;

	for (size_t k = slot->first; k < slot->end; k++) {
		const struct earlier *trial = &slots->all->trial[k];
		size_t like = is_usable(trial) ? count_like(slots, trial, config) : 0;

		if (like > most || (like && like == most && weight(trial) >= weight(slots->like))) {
			slots->like = trial;
			most = like;
		}
	}
	return most > 0;
}

void slots_choose(struct slots *slots, const struct config *config)
{
	for (size_t i = slots->count; i-- > 0;)
		if (choose_in(slots, &slots->slot[i], config))
			return;
}
