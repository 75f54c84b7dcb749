/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/hinged/daemon.h"
#include "tools/hinged/rpc/methods.h"
#include "tools/hinged/rpc/params.h"
#include "tools/hinged/status/status.h"

#include <unistd.h>

enum { PROTOCOL_VERSION = 1 };

static int answer(struct rpc_call *call, struct js *result, struct error *err)
{
	call->result = result;
	return result ? 0 : fail(err, HINGE_ENOMEM, "no memory for the answer");
}

static struct js *allowed_methods(enum role role)
{
	struct js *names = js_array();
	int failed = 0;

	for (size_t i = 0; rpc_methods[i]; i++)
		if (role >= rpc_methods[i]->role)
			failed |= js_append(names, js_string(rpc_methods[i]->name));
	if (!failed)
		return names;
	js_free(names);
	return NULL;
}

static int run_hello(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	enum role role = call->client->role;
	int ret = params_read(NULL, 0, call->params, NULL, err);
	struct js *object;
	int failed;

	(void)daemon;
	if (ret)
		return ret;
	object = js_object();
	failed = js_set(object, "program", js_string("hinged"));
	failed |= js_set(object, "version", js_string(HINGE_VERSION));
	failed |= js_set(object, "protocol", js_integer(PROTOCOL_VERSION));
	failed |= js_set(object, "pid", js_integer(getpid()));
	failed |= js_set(object, "role", js_string(role_name(role)));
	failed |= js_set(object, "methods", allowed_methods(role));
	if (failed) {
		js_free(object);
		object = NULL;
	}
	return answer(call, object, err);
}

static int run_status(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	int ret = params_read(NULL, 0, call->params, NULL, err);

	return ret ? ret : answer(call, status_json(daemon), err);
}

static int run_subscribe(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	static const struct param hz_param = {
		.name = "hz", .type = PARAM_COUNT, .min = 1, .max = 60};
	int hz = 10;
	int ret = params_read(&hz_param, 1, call->params, &hz, err);

	if (!ret)
		ret = answer(call, status_json(daemon), err);
	if (!ret)
		call->client->offer_ms = 1000 / hz;
	return ret;
}

static int run_shutdown(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	int ret = params_read(NULL, 0, call->params, NULL, err);

	if (!ret)
		ret = answer(call, js_object(), err);
	if (!ret) {
		log_write(LOG_INFO, "asked to shut down");
		daemon_stop(daemon);
	}
	return ret;
}

const struct rpc_method method_hello = {.name = "hello", .role = ROLE_OBSERVE, .run = run_hello};
const struct rpc_method method_status = {.name = "status", .role = ROLE_OBSERVE, .run = run_status};
const struct rpc_method method_subscribe = {
	.name = "subscribe", .role = ROLE_OBSERVE, .run = run_subscribe};
const struct rpc_method method_shutdown = {
	.name = "shutdown", .role = ROLE_ADMIN, .run = run_shutdown};
