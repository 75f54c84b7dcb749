/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/registry/parts.h"

#include <stdio.h>
#include <string.h>

static const char *const stages[] = {[STAGE_UNKNOWN] = "",
				     [STAGE_RELIEVE] = "relieve",
				     [STAGE_FIX] = "fix",
				     [STAGE_PLAN] = "plan"};
enum { STAGES = sizeof(stages) / sizeof(stages[0]) };

const char *stage_name(enum stage stage)
{
	return stages[stage];
}

bool stage_parse(const char *word, enum stage *out)
{
	for (int i = 0; i < STAGES; i++)
		if (!strcmp(stages[i], word)) {
			*out = (enum stage)i;
			return true;
		}
	return false;
}

/* --- writing --- */

static int check_session(const struct registry_session *session, struct error *err)
{
	char same[33];
	int ret = registry_take_code(same, session->subject, err);

	if (!ret)
		ret = registry_take_code(same, session->session, err);
	if (!ret && session->pain != REGISTRY_PAIN_UNKNOWN &&
	    (session->pain < 0 || session->pain > REGISTRY_PAIN_MAX))
		return fail(err, HINGE_EUSAGE, "pain %d: 0 (none) to %d", session->pain,
			    REGISTRY_PAIN_MAX);
	return ret;
}

static int put_session(struct registry *registry, const struct registry_session *session,
		       struct error *err)
{
	struct query *query;
	int ret = query_new(&query, registry->database,
			    "INSERT INTO session (subject, session, date, pain, stage, note) "
			    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
			    "ON CONFLICT (subject, session) DO UPDATE SET "
			    "date = CASE ?3 WHEN '' THEN date ELSE ?3 END, "
			    "pain = coalesce(?4, pain), "
			    "stage = CASE ?5 WHEN '' THEN stage ELSE ?5 END, "
			    "note = CASE ?6 WHEN '' THEN note ELSE ?6 END",
			    err);

	if (ret)
		return ret;
	query_text(query, 1, session->subject);
	query_text(query, 2, session->session);
	query_text(query, 3, session->date);
	if (session->pain != REGISTRY_PAIN_UNKNOWN)
		query_integer(query, 4, session->pain);
	query_text(query, 5, stage_name(session->stage));
	query_text(query, 6, session->note);
	ret = query_run(query, NULL, err);
	query_free(query);
	return ret;
}

int registry_note_session(struct registry *registry, const struct registry_session *session,
			  struct error *err)
{
	struct registry_subject subject;
	int ret = check_session(session, err);

	if (!ret)
		ret = database_begin(registry->database, err);
	if (ret)
		return ret;
	ret = registry_find_subject(registry, session->subject, &subject, err);
	if (!ret)
		ret = put_session(registry, session, err);
	return database_end(registry->database, ret, err);
}

/* --- reading --- */

#define TAKE(query, column, text) query_take_text(query, column, text, sizeof(text))

static void take(const struct query *query, void *record)
{
	struct registry_session *session = record;
	char stage[16];

	TAKE(query, 0, session->subject);
	TAKE(query, 1, session->session);
	TAKE(query, 2, session->date);
	session->pain =
		query_is_null(query, 3) ? REGISTRY_PAIN_UNKNOWN : (int)query_take_integer(query, 3);
	TAKE(query, 4, stage);
	if (!stage_parse(stage, &session->stage))
		session->stage = STAGE_UNKNOWN;
	TAKE(query, 5, session->note);
}

int registry_sessions(struct registry *registry, const char *subject, struct registry_session **out,
		      size_t *count, struct error *err)
{
	struct query *query;
	void *records;
	int ret = query_new(&query, registry->database,
			    "SELECT subject, session, date, pain, stage, note FROM session "
			    "WHERE subject = ?1 ORDER BY date, session",
			    err);

	if (ret)
		return ret;
	query_text(query, 1, subject);
	ret = query_collect(query, sizeof(**out), take, &records, count, err);
	if (!ret)
		*out = records;
	return ret;
}
