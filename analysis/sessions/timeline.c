/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sessions/timeline.h"

#include "analysis/sessions/parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

/* --- making one --- */

static struct timeline_session blank(const struct slot *slot)
{
	struct timeline_session session = {
		.day = timeline_day(slot->start),
		.trials = slot->end - slot->first,
		.heaviest_kg = NAN,
		.load_kg = NAN,
		.asymmetry_pct = NAN,
		.ci_low = NAN,
		.ci_high = NAN,
		.mdc95_pct = NAN,
		.baseline_pct = NAN,
		.average_pct = NAN,
		.limit_pct = NAN,
		.tolerated_kg = NAN,
		.pain = REGISTRY_PAIN_UNKNOWN,
	};

	COPY(session.start_time, slot->start);
	return session;
}

static void describe(struct timeline_session *session, const struct slot *slot,
		     const struct history *all)
{
	*session = blank(slot);
	if (session->trials)
		COPY(session->session, all->trial[slot->first].session);
	if (!slot->fact)
		return;
	if (!session->trials)
		COPY(session->session, slot->fact->session);
	session->pain = slot->fact->pain;
	session->stage = slot->fact->stage;
	COPY(session->note, slot->fact->note);
}

static void name_what_is_compared(struct timeline *timeline, const struct slots *slots)
{
	const struct earlier *like = slots->like;

	for (size_t i = 0; i < slots->all->count && !*timeline->subject; i++)
		COPY(timeline->subject, slots->all->trial[i].subject);
	for (size_t i = 0; i < slots->count && !*timeline->subject; i++)
		if (slots->slot[i].fact)
			COPY(timeline->subject, slots->slot[i].fact->subject);
	if (!like)
		return;
	COPY(timeline->task, like->task);
	COPY(timeline->style, like->style);
	timeline->load_kg = like->load_kg;
}

static int fill(struct timeline *timeline, struct slots *slots, const struct config *config,
		struct error *err)
{
	int ret;

	timeline->session = calloc(slots->count + 1, sizeof(*timeline->session));
	if (!timeline->session)
		return fail(err, HINGE_ENOMEM, "no memory for %zu sessions", slots->count);
	timeline->sessions = slots->count;
	for (size_t i = 0; i < slots->count; i++)
		describe(&timeline->session[i], &slots->slot[i], slots->all);
	slots_choose(slots, config);
	name_what_is_compared(timeline, slots);
	ret = timeline_judge(timeline, slots, config, err);
	return ret ? ret : timeline_load(timeline, slots, config, err);
}

static struct timeline *timeline_blank(const struct config *config)
{
	struct timeline *timeline = malloc(sizeof(*timeline));

	if (timeline)
		*timeline = (struct timeline){
			.load_kg = NAN,
			.load_range_pct = config->baseline_load_pct,
			.needed = (size_t)config->min_sessions,
			.baseline_pct = NAN,
			.baseline_sd_pct = NAN,
			.band_low_pct = NAN,
			.band_high_pct = NAN,
		};
	return timeline;
}

int timeline_new(struct timeline **out, const struct history *history, const struct config *config,
		 const struct registry_session *facts, size_t count, struct error *err)
{
	static const struct recording_info anybody;
	struct timeline *timeline = timeline_blank(config);
	struct slots slots = {0};
	struct history all = {0};
	int ret;

	if (!timeline)
		return fail(err, HINGE_ENOMEM, "no memory for a timeline");
	ret = history_before(history, &anybody, "", &all, err);
	if (!ret)
		ret = slots_new(&slots, &all, facts, count, err);
	if (!ret)
		ret = fill(timeline, &slots, config, err);
	slots_reset(&slots);
	free(all.trial);
	if (ret)
		timeline_free(timeline);
	else
		*out = timeline;
	return ret;
}

void timeline_free(struct timeline *timeline)
{
	if (!timeline)
		return;
	free(timeline->session);
	free(timeline->set);
	free(timeline);
}

/* --- reading one --- */

const struct timeline_session *timeline_before(const struct timeline *timeline,
					       const struct timeline_session *session)
{
	for (size_t i = (size_t)(session - timeline->session); i-- > 0;)
		if (!isnan(timeline->session[i].asymmetry_pct))
			return &timeline->session[i];
	return NULL;
}

const struct timeline_session *timeline_last(const struct timeline *timeline)
{
	return timeline_before(timeline, timeline->session + timeline->sessions);
}

/* --- a part of one --- */

static void drop_sets_before(struct timeline *timeline, size_t first)
{
	size_t kept = 0;

	for (size_t i = 0; i < timeline->sets; i++) {
		struct timeline_set set = timeline->set[i];

		if (set.session < first)
			continue;
		set.session -= first;
		timeline->set[kept++] = set;
	}
	timeline->sets = kept;
}

int timeline_keep_since(struct timeline *timeline, const char *date, struct error *err)
{
	double day = timeline_day(date);
	size_t first = 0;

	if (isnan(day))
		return fail(err, HINGE_EUSAGE, "'%s': no day (write it as 2026-11-22)", date);
	/* what has no day is of no time since */
	while (first < timeline->sessions && !(timeline->session[first].day >= day))
		first++;
	timeline->sessions -= first;
	timeline->hidden += first;
	memmove(timeline->session, timeline->session + first,
		timeline->sessions * sizeof(*timeline->session));
	drop_sets_before(timeline, first);
	return 0;
}
