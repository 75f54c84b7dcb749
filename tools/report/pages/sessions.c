/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second page: the sessions of one person, then the repetitions of the last. */
#include "tools/analyze/parts.h"
#include "tools/report/pages/pages.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const struct timeline_session *session_of(const struct timeline *timeline,
					  const struct trial_report *report)
{
	const struct timeline_session *found = NULL;

	for (size_t i = 0; timeline && i < timeline->sessions; i++) {
		const struct timeline_session *session = &timeline->session[i];

		/* sessions without a code are told apart by their day */
		if (session->trials && !strcmp(session->session, report->info.session) &&
		    !strncmp(session->start_time, report->info.start_time,
			     sizeof("2026-11-22") - 1))
			found = session;
	}
	return found;
}

/* --- sessions --- */

enum { SESSIONS_LISTED = 12 };

static const char *call_say(const struct language *language, enum timeline_call call)
{
	static const enum words calls[] = {
		[CALL_UNKNOWN] = W_CALL_UNKNOWN,     [CALL_TOO_FEW] = W_CALL_TOO_FEW,
		[CALL_NO_CHANGE] = W_CALL_NO_CHANGE, [CALL_MOVED_LEFT] = W_CALL_LEFT,
		[CALL_MOVED_RIGHT] = W_CALL_RIGHT,
	};

	return words(language, calls[call]);
}

static const char *stage_say(const struct language *language, enum stage stage)
{
	switch (stage) {
	case STAGE_RELIEVE:
		return words(language, W_STAGE_RELIEVE);
	case STAGE_FIX:
		return words(language, W_STAGE_FIX);
	case STAGE_PLAN:
		return words(language, W_STAGE_PLAN);
	default:
		return words(language, W_MISSING);
	}
}

static void put_value(struct document *document, const struct timeline_session *session)
{
	int decimals = percent_decimals((session->ci_high - session->ci_low) / 2);
	struct number number;

	put_cell(document, side_say(&number, document->language, session->asymmetry_pct, decimals));
}

static void put_pain(struct document *document, int pain)
{
	if (pain == REGISTRY_PAIN_UNKNOWN)
		put_cell(document, words(document->language, W_MISSING));
	else
		put_number(document, pain, 0);
}

/* "4.4 *" where it is not the person's own */
static void put_smallest_change(struct document *document, const struct timeline_session *session)
{
	struct number number;
	char text[sizeof(number.text) + 2];

	number_say(&number, document->language, session->mdc95_pct, 1);
	snprintf(text, sizeof(text), "%s%s", number.text, session->mdc_assumed ? " *" : "");
	put_cell(document, text);
}

static void put_session(struct document *document, const struct timeline_session *session)
{
	const struct language *language = document->language;
	struct number number;

	put_cell(document, date_say(&number, language, session->start_time, false));
	put_cell(document, session->session);
	put_number(document, session->trials ? session->heaviest_kg : NAN, 1);
	put_value(document, session);
	put_smallest_change(document, session);
	put_cell(document, call_say(language, session->call));
	put_number(document, session->tolerated_kg, 1);
	put_pain(document, session->pain);
	put_cell(document, stage_say(language, session->stage));
}

/* The charts show them all; a table of all would fill pages. */
static size_t listed(const struct timeline *timeline)
{
	return timeline->sessions < SESSIONS_LISTED ? timeline->sessions : SESSIONS_LISTED;
}

static void put_session_table(struct document *document, const struct timeline *timeline)
{
	static const struct {
		enum words head;
		bool number;
	} columns[] = {{W_DATE, false},           {W_SESSION_HEAD, false}, {W_LOAD_KG, true},
		       {W_DIFFERENCE_HEAD, true}, {W_SHIFT, true},         {W_CALL, false},
		       {W_TOLERATED, true},       {W_PAIN, true},          {W_STAGE, false}};

	put_table(document, words(document->language, W_SESSIONS));
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		put_column(document, words(document->language, columns[i].head), columns[i].number);
	for (size_t i = timeline->sessions - listed(timeline); i < timeline->sessions; i++)
		put_session(document, &timeline->session[i]);
}

static void put_table_notes(struct document *document, const struct timeline *timeline)
{
	const struct language *language = document->language;
	bool assumed = false, tolerated = false;
	char text[SENTENCE_MAX] = "";
	struct number need;

	for (size_t i = timeline->sessions - listed(timeline); i < timeline->sessions; i++) {
		assumed |= timeline->session[i].mdc_assumed;
		tolerated |= !isnan(timeline->session[i].tolerated_kg);
	}
	if (assumed)
		WORDS_SAY(text, language, W_SHIFT_ASSUMED,
			  {"need", number_say(&need, language, (double)timeline->needed, 0)});
	if (tolerated) {
		size_t used = strlen(text);

		snprintf(text + used, sizeof(text) - used, "%s%s", used ? " " : "",
			 words(language, W_TOLERATED_NOTE));
	}
	if (*text)
		put_block(document, BLOCK_NOTE, text, NULL);
}

static void put_intro(struct document *document, const struct timeline *timeline)
{
	const struct language *language = document->language;
	struct number load, range, have, need, missing, hidden, shown, total;
	const struct word_value fills[] = {
		{"subject", timeline->subject},
		{"load", number_short(&load, language, timeline->load_kg, 4)},
		{"range", number_short(&range, language, timeline->load_range_pct, 3)},
		{"have", number_say(&have, language, (double)timeline->compared, 0)},
		{"need", number_say(&need, language, (double)timeline->needed, 0)},
		{"missing", number_say(&missing, language, (double)timeline->missing_for_band, 0)},
		{"listed", number_say(&shown, language, (double)listed(timeline), 0)},
		{"total", number_say(&total, language, (double)timeline->sessions, 0)},
		{"count", number_say(&hidden, language, (double)timeline->hidden, 0)},
		{NULL, NULL}};
	char text[SENTENCE_MAX];

	if (!isnan(timeline->load_kg))
		put_block(document, BLOCK_TEXT,
			  words_fill(text, sizeof(text), words(language, W_SESSIONS_INTRO), fills),
			  NULL);
	if (timeline->missing_for_band)
		put_block(document, BLOCK_TEXT,
			  words_fill(text, sizeof(text), words(language, W_BAND_NEEDS), fills),
			  NULL);
	if (listed(timeline) < timeline->sessions)
		put_block(document, BLOCK_NOTE,
			  words_fill(text, sizeof(text), words(language, W_LISTED), fills), NULL);
	if (timeline->hidden)
		put_block(document, BLOCK_NOTE,
			  words_fill(text, sizeof(text), words(language, W_HIDDEN), fills), NULL);
}

void put_sessions_page(struct document *document, const struct timeline *timeline,
		       const struct trial_report *report)
{
	put_block(document, BLOCK_PAGE, words(document->language, W_SESSIONS), NULL);
	if (!timeline || !timeline->sessions) {
		put_text(document, BLOCK_TEXT, W_NO_SESSIONS);
		if (report)
			PUT_CHART(document, chart_set, report);
		return;
	}
	put_intro(document, timeline);
	PUT_CHART(document, chart_trend, timeline);
	put_place(document, PLACE_LEFT);
	PUT_CHART(document, chart_load, timeline);
	put_place(document, PLACE_RIGHT);
	if (report)
		PUT_CHART(document, chart_butterfly, report);
	put_place(document, PLACE_WIDE);
	put_session_table(document, timeline);
	put_table_notes(document, timeline);
}
