/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/bound.h"
#include "tools/hinged/rpc/methods.h"
#include "tools/hinged/rpc/params.h"
#include "tools/hinged/status.h"
#include "tools/log.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DEVICES_MAX = 2 };

struct start_call {
	struct record_request request; /* first: the table below has its offsets */
	char sources[DEVICES_MAX][ADDRESS_MAX];
};

/* Names, limits and places of record.start; docs/control-protocol.md lists the same. */
#define TEXT(name, type, required)                                                    \
	{                                                                             \
#name, type, offsetof(struct record_request, name),                   \
			sizeof(((struct record_request *)NULL)->name), 0, 0, required \
	}
#define NUMBER(name, type, min, max)                                                   \
	{                                                                              \
#name, type, offsetof(struct record_request, name), 0, min, max, false \
	}

static const struct param start_params[] = {
	TEXT(source, PARAM_TEXT, false),
	{"sources", PARAM_TEXTS, offsetof(struct start_call, sources), ADDRESS_MAX, 1, DEVICES_MAX,
	 false},
	TEXT(study, PARAM_TEXT, false),
	TEXT(subject, PARAM_CODE, true),
	TEXT(session, PARAM_CODE, false),
	TEXT(task, PARAM_WORD, false),
	TEXT(style, PARAM_TEXT, false),
	TEXT(grip, PARAM_TEXT, false),
	NUMBER(load_kg, PARAM_NUMBER, 0, 1000),
	NUMBER(max_s, PARAM_NUMBER, 1, 86400),
	NUMBER(reps, PARAM_COUNT, 1, 1000),
	{"auto", PARAM_BOOL, offsetof(struct record_request, automatic), 0, 0, 0, false},
	{"redo", PARAM_BOOL, offsetof(struct record_request, redo), 0, 0, 0, false},
};

/* Where the daemon writes is the administrator's choice. */
static int choose_study(const struct daemon *daemon, enum role role, char *study, size_t size,
			struct error *err)
{
	const char *own = daemon->options->study;

	if (!*study && !own)
		return fail(err, HINGE_EUSAGE,
			    "no study to record into (start hinged with --study DIR, or give one)");
	if (!*study) {
		snprintf(study, size, "%s", own);
		return 0;
	}
	if (*study != '/')
		return fail(err, HINGE_EUSAGE, "study '%s' must be an absolute path", study);
	if (role < ROLE_ADMIN && !(own && !strcmp(own, study)))
		return fail(
			err, HINGE_EREFUSED,
			"%s: only root and the daemon's own user may record into a study that is "
			"not the daemon's",
			study);
	return 0;
}

static int choose_sources(const struct daemon *daemon, enum role role, struct start_call *start,
			  struct error *err)
{
	struct record_request *request = &start->request;
	const char *first = start->sources[0][0] ? start->sources[0] : request->source;
	char address[ADDRESS_MAX];
	int ret = *first ? 0 : bound_pair(daemon, start->sources, err);

	if (ret < 0)
		return ret;
	if (ret)
		first = start->sources[0];
	if (start->sources[0][0] && request->source[0])
		return fail(err, HINGE_EUSAGE, "source and sources exclude each other");
	if (start->sources[1][0] && !strcmp(start->sources[0], start->sources[1]))
		return fail(err, HINGE_EUSAGE, "%s cannot be both devices", start->sources[0]);
	ret = choose_source(daemon, role, first, address, sizeof(address), err);
	if (ret)
		return ret;
	snprintf(request->source, sizeof(request->source), "%s", address);
	if (!start->sources[1][0])
		return 0;
	return choose_source(daemon, role, start->sources[1], request->second,
			     sizeof(request->second), err);
}

static int run_start(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	struct start_call start = {
		.request = {
			.task = "deadlift", .session = "01", .load_kg = NAN, .automatic = true}};
	enum role role = call->client->role;
	int ret = params_read(start_params, sizeof(start_params) / sizeof(start_params[0]),
			      call->params, &start, err);

	if (!ret)
		ret = choose_study(daemon, role, start.request.study, sizeof(start.request.study),
				   err);
	if (!ret)
		ret = choose_sources(daemon, role, &start, err);
	if (ret)
		return ret;
	ret = station_start(daemon->station, &start.request, err);
	return ret ? ret : STATION_STARTED;
}

static int run_stop(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	int ret = params_read(NULL, 0, call->params, NULL, err);

	if (!ret)
		ret = station_stop(daemon->station, err);
	return ret ? ret : STATION_ENDED;
}

static int run_discard(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	int ret = params_read(NULL, 0, call->params, NULL, err);

	if (!ret)
		ret = station_discard(daemon->station, err);
	if (!ret)
		log_write(LOG_WARN, "a recording is discarded on request of user %u",
			  (unsigned)call->client->uid);
	return ret ? ret : STATION_ENDED;
}

static int run_mark(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	struct {
		char kind[32], text[1024];
	} mark = {.kind = "note"};
	const struct param table[] = {
		{.name = "kind", .type = PARAM_WORD, .size = sizeof(mark.kind)},
		{.name = "text",
		 .type = PARAM_TEXT,
		 .offset = sizeof(mark.kind),
		 .size = sizeof(mark.text)},
	};
	int ret = params_read(table, 2, call->params, &mark, err);

	if (!ret)
		ret = station_mark(daemon->station, mark.kind, mark.text, err);
	if (!ret)
		call->result = js_object();
	return ret;
}

const struct rpc_method method_record_start = {
	.name = "record.start", .role = ROLE_RECORD, .waits = true, .run = run_start};
const struct rpc_method method_record_stop = {
	.name = "record.stop", .role = ROLE_RECORD, .waits = true, .run = run_stop};
const struct rpc_method method_record_discard = {
	.name = "record.discard", .role = ROLE_RECORD, .waits = true, .run = run_discard};
const struct rpc_method method_record_mark = {
	.name = "record.mark", .role = ROLE_RECORD, .run = run_mark};
