/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/json.h"
#include "tools/subject/subject.h"

#include <stdio.h>
#include <stdlib.h>

const char *call_name(enum timeline_call call)
{
	static const char *const names[] = {
		[CALL_UNKNOWN] = "unknown",         [CALL_TOO_FEW] = "insufficient_data",
		[CALL_NO_CHANGE] = "no_change",     [CALL_MOVED_LEFT] = "moved_left",
		[CALL_MOVED_RIGHT] = "moved_right",
	};

	return names[call];
}

int print_json_line(struct js *value, struct error *err)
{
	char *text = js_dump(value, 17, 0);

	js_free(value);
	if (!text)
		return fail(err, HINGE_ENOMEM, "no memory for the answer");
	puts(text);
	free(text);
	return 0;
}

static struct js *known(const char *text)
{
	return *text ? js_string(text) : js_null();
}

static struct js *whole(struct js *object, int bad)
{
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}

struct js *subject_json(const struct registry_subject *subject)
{
	struct js *object = js_object();
	int bad = 0;

	bad |= js_set(object, "subject", js_string(subject->code));
	bad |= js_set(object, "mass_kg", js_number(subject->mass_kg));
	bad |= js_set(object, "created", known(subject->created));
	bad |= js_set(object, "note", known(subject->note));
	bad |= js_set(object, "sessions", js_integer((int64_t)subject->sessions));
	bad |= js_set(object, "results", js_integer((int64_t)subject->trials));
	bad |= js_set(object, "last_session", known(subject->last_session));
	bad |= js_set(object, "last_start_time", known(subject->last_start_time));
	return whole(object, bad);
}

static int set_entered(struct js *object, int pain, enum stage stage, const char *note)
{
	int bad = js_set(object, "pain",
			 pain == REGISTRY_PAIN_UNKNOWN ? js_null() : js_integer(pain));

	bad |= js_set(object, "stage", known(stage_name(stage)));
	return bad | js_set(object, "note", known(note));
}

struct js *session_json(const struct registry_session *session)
{
	struct js *object = js_object();
	int bad = js_set(object, "subject", js_string(session->subject));

	bad |= js_set(object, "session", js_string(session->session));
	bad |= js_set(object, "date", known(session->date));
	bad |= set_entered(object, session->pain, session->stage, session->note);
	return whole(object, bad);
}

static struct js *interval(double low, double high)
{
	return js_reals((const double[]){low, high}, 2);
}

static struct js *point_json(const struct timeline_session *session)
{
	struct js *object = js_object();
	int bad = js_set(object, "session", known(session->session));

	bad |= js_set(object, "start_time", known(session->start_time));
	bad |= js_set(object, "results", js_integer((int64_t)session->trials));
	bad |= js_set(object, "load_kg", js_number(session->load_kg));
	bad |= js_set(object, "heaviest_kg", js_number(session->heaviest_kg));
	bad |= js_set(object, "tolerated_kg", js_number(session->tolerated_kg));
	bad |= js_set(object, "asymmetry_pct", js_number(session->asymmetry_pct));
	bad |= js_set(object, "ci", interval(session->ci_low, session->ci_high));
	bad |= js_set(object, "reps", js_integer(session->reps));
	bad |= js_set(object, "sessions_before", js_integer((int64_t)session->before));
	bad |= js_set(object, "mdc95_pct", js_number(session->mdc95_pct));
	bad |= js_set(object, "mdc95_assumed", js_bool(session->mdc_assumed));
	bad |= js_set(object, "baseline_pct", js_number(session->baseline_pct));
	bad |= js_set(object, "average_pct", js_number(session->average_pct));
	bad |= js_set(object, "limit_pct", js_number(session->limit_pct));
	bad |= js_set(object, "change", js_string(call_name(session->call)));
	bad |= set_entered(object, session->pain, session->stage, session->note);
	return whole(object, bad);
}

static struct js *points_json(const struct timeline *timeline)
{
	struct js *array = js_array();
	int bad = 0;

	for (size_t i = 0; i < timeline->sessions; i++)
		bad |= js_append(array, point_json(&timeline->session[i]));
	return whole(array, bad);
}

static struct js *set_json(const struct timeline *timeline, const struct timeline_set *set)
{
	struct js *object = js_object();
	int bad = js_set(object, "session", known(timeline->session[set->session].session));

	bad |= js_set(object, "load_kg", js_number(set->load_kg));
	bad |= js_set(object, "asymmetry_pct", js_number(set->asymmetry_pct));
	bad |= js_set(object, "ci", interval(set->ci_low, set->ci_high));
	bad |= js_set(object, "reps", js_integer(set->reps));
	bad |= js_set(object, "inside_own_band", js_bool(set->inside));
	return whole(object, bad);
}

static struct js *sets_json(const struct timeline *timeline)
{
	struct js *array = js_array();
	int bad = 0;

	for (size_t i = 0; i < timeline->sets; i++)
		bad |= js_append(array, set_json(timeline, &timeline->set[i]));
	return whole(array, bad);
}

static struct js *band_json(const struct timeline *timeline)
{
	struct js *object = js_object();
	int bad = js_set(object, "sessions", js_integer((int64_t)timeline->baseline_sessions));

	bad |= js_set(object, "needed", js_integer((int64_t)timeline->needed));
	bad |= js_set(object, "mean_pct", js_number(timeline->baseline_pct));
	bad |= js_set(object, "sd_pct", js_number(timeline->baseline_sd_pct));
	bad |= js_set(object, "band", interval(timeline->band_low_pct, timeline->band_high_pct));
	bad |= js_set(object, "missing_for_band", js_integer((int64_t)timeline->missing_for_band));
	bad |= js_set(object, "missing_for_change",
		      js_integer((int64_t)timeline->missing_for_call));
	return whole(object, bad);
}

struct js *timeline_json(const struct timeline *timeline)
{
	struct js *object = js_object();
	int bad = js_set(object, "subject", known(timeline->subject));

	bad |= js_set(object, "task", known(timeline->task));
	bad |= js_set(object, "style", known(timeline->style));
	bad |= js_set(object, "load_kg", js_number(timeline->load_kg));
	bad |= js_set(object, "load_range_pct", js_number(timeline->load_range_pct));
	bad |= js_set(object, "compared", js_integer((int64_t)timeline->compared));
	bad |= js_set(object, "baseline", band_json(timeline));
	bad |= js_set(object, "sessions", points_json(timeline));
	bad |= js_set(object, "sets", sets_json(timeline));
	return whole(object, bad);
}
