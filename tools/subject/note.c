/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge subject note: what a person says of a session. */
#include "tools/confine.h"
#include "tools/log.h"
#include "tools/subject/subject.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void today(char out[11])
{
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(out, 11, "%Y-%m-%d", &utc);
}

/* Of the session that is named, else of the day that is, else of the person's last, else today. */
static int name_session(struct registry_session *session, const struct subject_call *call,
			const struct registry_subject *subject, struct error *err)
{
	char day[11];

	today(day);
	if (call->date)
		snprintf(day, sizeof(day), "%.10s", call->date);
	return registry_take_code(session->session,
				  call->word[1]                           ? call->word[1]
				  : *subject->last_session && !call->date ? subject->last_session
									  : day,
				  err);
}

/* The day of its first recording; of a session without one the day that is given, else today. */
static int date_session(struct registry_session *session, const struct subject_call *call,
			struct registry *registry, struct error *err)
{
	struct registry_trial *trial;
	size_t count;
	int ret;

	today(session->date);
	if (call->date) {
		snprintf(session->date, sizeof(session->date), "%.10s", call->date);
		return 0;
	}
	ret = registry_trials(registry, session->subject, &trial, &count, err);
	if (ret)
		return ret;
	for (size_t i = count; i-- > 0;)
		if (!strcmp(trial[i].session, session->session) && *trial[i].start_time)
			snprintf(session->date, sizeof(session->date), "%.10s",
				 trial[i].start_time);
	free(trial);
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

/* As it stands now, with what was there before. */
static int tell(struct registry *registry, const struct registry_session *noted, bool json,
		struct error *err)
{
	struct registry_session *session;
	size_t count;
	int ret = registry_sessions(registry, noted->subject, &session, &count, err);

	for (size_t i = 0; i < count && !ret; i++) {
		if (strcmp(session[i].session, noted->session) != 0)
			continue;
		if (json) {
			ret = print_json_line(session_json(&session[i]), err);
			continue;
		}
		printf("%s  session %s  %s", session[i].subject, session[i].session,
		       session[i].date);
		if (session[i].pain != REGISTRY_PAIN_UNKNOWN)
			printf("  pain %d/10", session[i].pain);
		printf("%s%s%s%s\n", session[i].stage ? "  " : "", stage_name(session[i].stage),
		       *session[i].note ? "  " : "", session[i].note);
	}
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
