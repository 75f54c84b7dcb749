/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/rpc.h"

#include "tools/hinged/daemon.h"
#include "tools/hinged/doctor/doctor.h"
#include "tools/hinged/rpc/methods.h"
#include "tools/hinged/rpc/plates_json.h"
#include "tools/hinged/status/status.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct rpc_method *const rpc_methods[] = {
	&method_hello,
	&method_status,
	&method_subscribe,
	&method_devices_list,
	&method_zero,
	&method_doctor,
	&method_measure,
	&method_devices_identify,
	&method_plates_list,
	&method_plates_bind,
	&method_plates_keep,
	&method_plates_use,
	&method_record_start,
	&method_record_stop,
	&method_record_discard,
	&method_record_mark,
	&method_shutdown,
	NULL,
};
/* clang-format on */

const struct rpc_method *rpc_find(const char *name)
{
	for (size_t i = 0; rpc_methods[i]; i++)
		if (!strcmp(rpc_methods[i]->name, name))
			return rpc_methods[i];
	return NULL;
}

int rpc_check_role(const struct rpc_method *method, enum role role, struct error *err)
{
	static const char *const ways[] = {"", "join the group hinge",
					   "join the group hinge-record",
					   "be root or the daemon's own user"};

	if (role >= method->role)
		return 0;
	return fail(err, HINGE_EREFUSED, "%s needs the role %s, you have %s (%s)", method->name,
		    role_name(method->role), role_name(role), ways[method->role]);
}

/* Takes text over. */
static void send_line(struct client *client, char *text)
{
	client_send(client, text, daemon_now_ms());
	free(text);
}

static void refuse(struct client *client, const struct rpc_request *request, int rpc_code,
		   const struct error *err)
{
	/* who sent no id wants no answer; what could not be read may have had one */
	if (request->id || !request->method)
		send_line(client, rpc_error_line(request->id, rpc_code, err));
}

static void wait_for(struct client *client, const struct js *id, enum station_event event)
{
	client->waiting_for = event;
	client->waiting_id = id ? js_copy(id) : NULL;
}

static int call(struct daemon *daemon, struct client *client, const struct rpc_request *request,
		const struct rpc_method *method, struct error *err)
{
	struct rpc_call call = {.client = client, .params = request->params};
	int ret = rpc_check_role(method, client->role, err);

	if (!ret && method->waits && client->waiting_for != STATION_NONE)
		ret = fail(err, HINGE_EAGAIN,
			   "an earlier call of this connection is not answered yet");
	if (!ret)
		ret = method->run(daemon, &call, err);
	if (ret > 0)
		wait_for(client, request->id, (enum station_event)ret);
	else if (ret == 0 && request->id)
		send_line(client, rpc_result_line(request->id, call.result));
	else if (ret == 0)
		js_free(call.result);
	return ret < 0 ? ret : 0;
}

void rpc_serve_line(struct daemon *daemon, struct client *client, const char *line, size_t size)
{
	struct rpc_request request;
	struct error err;
	const struct rpc_method *method;
	int rpc_code;

	if (size == 0 || (size == 1 && line[0] == '\r'))
		return;
	rpc_code = rpc_parse(&request, line, size, &err);
	if (rpc_code) {
		refuse(client, &request, rpc_code, &err);
		goto out;
	}
	method = rpc_find(request.method);
	if (!method) {
		fail(&err, HINGE_EUSAGE, "no method '%.100s'", request.method);
		refuse(client, &request, RPC_NO_METHOD, &err);
	} else if (call(daemon, client, &request, method, &err)) {
		refuse(client, &request, 0, &err);
	}
out:
	rpc_request_reset(&request);
}

static struct js *event_result(const struct daemon *daemon, enum station_event event)
{
	switch (event) {
	case STATION_ZEROED:
		return zero_json(station_last_zero(daemon->station));
	case STATION_EXAMINED:
		return doctor_json(station_report(daemon->station));
	case STATION_MEASURED:
		return measurement_json(station_measured(daemon->station));
	case STATION_IDENTIFIED:
		return js_object();
	case STATION_STARTED:
		return progress_json(daemon->station);
	default:
		return card_json(station_last(daemon->station));
	}
}

void rpc_answer_event(struct daemon *daemon, enum station_event event, const struct error *err)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		struct client *client = daemon->clients[i];
		struct js *id;

		if (!client || client->waiting_for != event)
			continue;
		id = client->waiting_id;
		client->waiting_for = STATION_NONE;
		client->waiting_id = NULL;
		if (id && err->code == 0)
			send_line(client, rpc_result_line(id, event_result(daemon, event)));
		else if (id)
			send_line(client, rpc_error_line(id, 0, err));
		js_free(id);
	}
}
