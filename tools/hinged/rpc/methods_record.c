/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/hinged/daemon.h"
#include "tools/hinged/rpc/methods.h"
#include "tools/hinged/rpc/params.h"
#include "tools/hinged/status/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

static int run_start(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	struct start_call start = {
		.request = {
			.task = "deadlift", .session = "01", .load_kg = NAN, .automatic = true}};
	struct record_request *request = &start.request;
	enum role role = call->client->role;
	char address[DEVICES_MAX][ADDRESS_MAX];
	int ret = params_read(start_params, sizeof(start_params) / sizeof(start_params[0]),
			      call->params, &start, err);

	if (!ret)
		ret = choose_study(daemon, role, request->study, sizeof(request->study), err);
	if (!ret)
		ret = choose_sources(daemon, role, request->source, start.sources, address, err);
	if (ret)
		return ret;
	memcpy(request->source, address[0], sizeof(request->source));
	memcpy(request->second, address[1], sizeof(request->second));
	ret = station_start(daemon->station, request, err);
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
