/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sessions/timeline.h"
#include "tools/analyze/text/findings.h"
#include "tools/report/words/sentences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void append(char out[SENTENCE_MAX], const struct language *language, enum words id,
		   const struct word_value *fills)
{
	size_t used = strlen(out);

	words_fill(out + used, SENTENCE_MAX - used, words(language, id), fills);
}

/* Against the session before: a change is told from noise by the smallest detectable one. */
static void say_step(const struct language *language, const struct timeline_session *before,
		     const struct timeline_session *now, char out[SENTENCE_MAX])
{
	double change = now->asymmetry_pct - before->asymmetry_pct;
	struct number date, value, points, mdc;
	const struct word_value fills[] = {
		{"date", date_say(&date, language, before->start_time, false)},
		{"before", side_say(&value, language, before->asymmetry_pct, 1)},
		{"change", number_say(&points, language, fabs(change), 1)},
		{"side", left_or_right(language, change)},
		{"mdc", number_say(&mdc, language, now->mdc95_pct, 1)},
		{NULL, NULL}};

	append(out, language, W_FROM_TO, fills);
	if (!isnan(now->mdc95_pct))
		append(out, language,
		       fabs(change) > now->mdc95_pct ? W_MORE_THAN_MDC : W_LESS_THAN_MDC, fills);
}

/* The call is that of the moving average; a session that is back on the other side has no say. */
static double moved_by(const struct timeline_session *now)
{
	double change = now->asymmetry_pct - now->baseline_pct;

	return (change < 0) == (now->call == CALL_MOVED_LEFT)
		       ? change
		       : now->average_pct - now->baseline_pct;
}

static void say_call(const struct language *language, const struct timeline *timeline,
		     const struct timeline_session *now, char out[SENTENCE_MAX])
{
	struct number first, missing, mean, points;
	const struct word_value fills[] = {
		{"first", number_say(&first, language, (double)timeline->needed, 0)},
		{"mean", side_say(&mean, language, now->baseline_pct, 1)},
		{"points", number_say(&points, language, fabs(moved_by(now)), 1)},
		{"missing", number_say(&missing, language,
				       timeline->needed > now->before
					       ? (double)(timeline->needed - now->before)
					       : 0,
				       0)},
		{"side", words(language, now->call == CALL_MOVED_LEFT ? W_LEFT : W_RIGHT)},
		{NULL, NULL}};

	switch (now->call) {
	case CALL_MOVED_LEFT:
	case CALL_MOVED_RIGHT:
		append(out, language, W_MOVED, fills);
		return;
	case CALL_NO_CHANGE:
		append(out, language, W_UNMOVED, fills);
		return;
	case CALL_TOO_FEW:
		append(out, language, W_CALL_NEEDS, fills);
		return;
	case CALL_UNKNOWN:
		return;
	}
}

static const struct finding *own_baseline(const struct trial_report *report)
{
	for (size_t i = 0; report && i < report->findings; i++)
		if (!strcmp(report->finding[i].name, "baseline"))
			return &report->finding[i];
	return NULL;
}

const char *changed_say(const struct language *language, const struct trial_report *report,
			const struct timeline *timeline, const struct timeline_session *now,
			char out[SENTENCE_MAX])
{
	const struct finding *baseline = own_baseline(report);
	const struct timeline_session *before = now ? timeline_before(timeline, now) : NULL;
	bool is_first = !now || (now == timeline->session && !timeline->hidden);

	*out = '\0';
	if (now && !isnan(now->asymmetry_pct) && (before || now->before)) {
		/* the one before may be counted, but not shown */
		if (before)
			say_step(language, before, now, out);
		say_call(language, timeline, now, out);
	} else if (baseline && baseline->n > 0) {
		finding_text(baseline, language, out, SENTENCE_MAX);
	} else {
		append(out, language, is_first ? W_NO_EARLIER : W_NOT_LIKE_BEFORE,
		       (const struct word_value[]){{NULL, NULL}});
	}
	return *out == ' ' ? out + 1 : out;
}
