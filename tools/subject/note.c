/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge subject note: what a person says of a session. */
#include "tools/cli/log.h"
#include "tools/confine/confine.h"
#include "tools/subject/subject.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the session that is named, else of the day that is, else of the person's last, else today. A
 * session without a code goes by its day. */
static int name_session(struct registry_session *session, const struct subject_call *call,
			const struct registry_subject *subject, struct error *err)
{
	const char *start = call->date ? call->date : subject->last_start_time;
	char day[11];

	registry_today(day);
	if (*start)
		snprintf(day, sizeof(day), "%.10s", start);
	return registry_take_code(session->session,
				  call->word[1]                           ? call->word[1]
				  : *subject->last_session && !call->date ? subject->last_session
									  : day,
				  err);
}

/* Its first recording's; stays "" where there is none. */
static int find_recorded_day(struct registry_session *session, struct registry *registry,
			     struct error *err)
{
	struct registry_trial *trial;
	size_t count;
	int ret = registry_trials(registry, session->subject, &trial, &count, err);

	if (ret)
		return ret;
	for (size_t i = count; i-- > 0;)
		if (!strcmp(trial[i].session, session->session) && *trial[i].start_time)
			snprintf(session->date, sizeof(session->date), "%.10s",
				 trial[i].start_time);
	free(trial);
	return 0;
}

/* NULL: nothing was noted of it. */
static const struct registry_session *find_noted(const struct registry_session *noted, size_t count,
						 const char *session)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(noted[i].session, session))
			return &noted[i];
	return NULL;
}

/* The day that is given, else of its first recording, else the one it has, else the one that is its
 * name, else today. */
static int date_session(struct registry_session *session, const struct subject_call *call,
			struct registry *registry, struct error *err)
{
	struct registry_session *noted;
	bool is_noted;
	size_t count;
	int ret;

	if (call->date) {
		snprintf(session->date, sizeof(session->date), "%.10s", call->date);
		return 0;
	}
	ret = find_recorded_day(session, registry, err);
	if (ret || *session->date)
		return ret;
	ret = registry_sessions(registry, session->subject, &noted, &count, err);
	if (ret)
		return ret;
	is_noted = find_noted(noted, count, session->session);
	free(noted);
	if (!is_noted && isnan(timeline_day(session->session)))
		registry_today(session->date);
	else if (!is_noted)
		snprintf(session->date, sizeof(session->date), "%.10s", session->session);
	return 0;
}

static int fill(struct registry_session *session, const struct subject_call *call,
		struct registry *registry, struct error *err)
{
	struct registry_subject subject;
	int ret = registry_find_subject(registry, call->word[0], &subject, err);

	if (ret)
		return ret;
	*session = (struct registry_session){.pain = call->pain, .stage = call->stage};
	snprintf(session->subject, sizeof(session->subject), "%s", subject.code);
	ret = name_session(session, call, &subject, err);
	if (!ret)
		ret = date_session(session, call, registry, err);
	return ret ? ret : registry_take_note(session->note, call->text ? call->text : "", err);
}

static void print_session(const struct registry_session *session)
{
	printf("%s  session %s  %s", session->subject, session->session, session->date);
	if (session->pain != REGISTRY_PAIN_UNKNOWN)
		printf("  pain %d/10", session->pain);
	printf("%s%s%s%s\n", session->stage ? "  " : "", stage_name(session->stage),
	       *session->note ? "  " : "", session->note);
}

/* As it stands now, with what was there before. */
static int tell(struct registry *registry, const struct registry_session *noted, bool json,
		struct error *err)
{
	const struct registry_session *found;
	struct registry_session *session;
	size_t count;
	int ret = registry_sessions(registry, noted->subject, &session, &count, err);

	if (ret)
		return ret;
	found = find_noted(session, count, noted->session);
	if (found && json)
		ret = print_json_line(session_json(found), err);
	else if (found)
		print_session(found);
	free(session);
	return ret;
}

static int note(const struct subject_call *call, size_t *bad, struct error *err)
{
	struct registry_session session;
	struct registry *registry;
	char folder[PATH_MAX];
	int ret = study_folder(call->study, folder, err);

	if (ret)
		return ret;
	confine_to_files((const char *const[CONFINE_FILES]){NULL}, folder);
	ret = study_open(&registry, folder, bad, err);
	if (ret)
		return ret;
	ret = fill(&session, call, registry, err);
	if (!ret)
		ret = registry_note_session(registry, &session, err);
	if (!ret)
		ret = tell(registry, &session, call->common.json, err);
	registry_close(registry);
	return ret;
}

int subject_note(const struct subject_call *call)
{
	struct error err;
	size_t bad = 0;

	return note(call, &bad, &err) ? report_error(&err) : EXIT_SUCCESS;
}
