/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each session against those before it, by the rule that its own findings have. */
#include "analysis/sessions/parts.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The last recording of the session at the load that is compared: it has all before it. */
static const struct earlier *last_like(const struct slots *slots, const struct slot *slot,
				       const struct config *config)
{
	const struct evidence e = evidence_of(slots->like, slots->all, config);

	for (size_t k = slot->end; k-- > slot->first;)
		if (is_usable(&slots->all->trial[k]) &&
		    trial_is_comparable(&e, &slots->all->trial[k], false))
			return &slots->all->trial[k];
	return NULL;
}

/* A view of those that started before it. */
static struct history history_until(const struct slots *slots, const struct earlier *now)
{
	struct history before = {.trial = slots->all->trial};

	while (before.count < slots->all->count &&
	       strcmp(slots->all->trial[before.count].start_time, now->start_time) < 0)
		before.count++;
	return before;
}

static enum timeline_call call_of(const struct baseline *baseline)
{
	if (!baseline->beyond)
		return CALL_NO_CHANGE;
	return baseline->average > baseline->mean ? CALL_MOVED_RIGHT : CALL_MOVED_LEFT;
}

static void judge_series(struct timeline_session *session, struct series *series,
			 const struct config *config)
{
	struct mdc mdc = mdc_of(series, series->now_n, config);
	struct baseline baseline;

	session->before = series->n;
	session->mdc95_pct = mdc.value;
	session->mdc_assumed = mdc.assumed;
	switch (baseline_of(series, config, &baseline)) {
	case BASELINE_KNOWN:
		session->baseline_pct = baseline.mean;
		session->average_pct = baseline.average;
		session->limit_pct = baseline.limit;
		session->call = call_of(&baseline);
		break;
	case BASELINE_FEW_SESSIONS:
		session->call = CALL_TOO_FEW;
		break;
	case BASELINE_NO_SPREAD:
		break;
	}
}

/* series is that of the session, for the caller to reset; its now is NaN where there is none. */
static int judge_session(struct timeline_session *session, const struct earlier *now,
			 const struct slots *slots, const struct config *config,
			 struct series *series, struct error *err)
{
	const struct history before = history_until(slots, now);
	const struct evidence e = evidence_of(now, &before, config);
	int ret = series_new(series, question_find("baseline"), &e, err);

	if (ret || isnan(series->now))
		return ret;
	session->load_kg = now->load_kg;
	session->asymmetry_pct = series->now;
	session->ci_low = series->now_low;
	session->ci_high = series->now_high;
	session->reps = series->now_n;
	judge_series(session, series, config);
	return 0;
}

static size_t missing(size_t needed, size_t there)
{
	return needed > there ? needed - there : 0;
}

/* The band of the last session's series, this session being one of it. */
static void set_band(struct timeline *timeline, struct series *series)
{
	size_t n = timeline->needed;
	struct prediction band;

	timeline->compared = series->n + 1;
	timeline->missing_for_band = missing(n, timeline->compared);
	timeline->missing_for_call = missing(n + 1, timeline->compared);
	timeline->baseline_sessions = timeline->compared < n ? timeline->compared : n;
	if (timeline->missing_for_band)
		return;
	series->value[series->n] = series->now; /* there is room for one more */
	band = prediction_test(0, series->value, n, INTERVAL_ALPHA);
	timeline->baseline_pct = band.mean;
	timeline->baseline_sd_pct = band.sd;
	timeline->band_low_pct = band.low;
	timeline->band_high_pct = band.high;
}

int timeline_judge(struct timeline *timeline, const struct slots *slots,
		   const struct config *config, struct error *err)
{
	timeline->missing_for_band = timeline->needed;
	timeline->missing_for_call = timeline->needed + 1;
	for (size_t i = 0; i < slots->count && slots->like; i++) {
		const struct earlier *now = last_like(slots, &slots->slot[i], config);
		struct series series;
		int ret;

		if (!now)
			continue;
		ret = judge_session(&timeline->session[i], now, slots, config, &series, err);
		if (ret)
			return ret;
		if (!isnan(series.now))
			set_band(timeline, &series);
		series_reset(&series);
	}
	return 0;
}
